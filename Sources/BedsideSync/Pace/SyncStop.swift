/// Why a terminal sends nothing any more until a person enrols it again. Nothing is dropped meanwhile, and everything that
/// needs no central store goes on.
package enum SyncStop: String, Sendable, Hashable, CaseIterable {
    /// The same number with another hash is at the central store: two machines run one image, or a backup was restored.
    case fork
    /// The central store froze the stream earlier.
    case frozen
    /// The central store has more of this terminal than the terminal itself: its store went back.
    case storeWentBack = "store-went-back"
    /// The hashes of this outbox do not follow from each other: the store is damaged.
    case brokenChain = "broken-chain"
    /// The central store takes another epoch from this terminal.
    case wrongEpoch = "wrong-epoch"
    /// The central store went further back than this outbox is kept.
    case historyGone = "history-gone"
    /// The certificate was revoked.
    case revoked
}
