package import BedsideDomain
import Crypto

extension Store {
    /// The preview of now, its fingerprint, and what was already paid towards it.
    ///
    /// Payments towards this fingerprint are kept out of the preview's deposits; top-ups paid for an earlier one count
    /// as ordinary deposits.
    ///
    /// Throws ``DomainError``: `gateClosed` without a discharge certificate, `wrongState` when the stay is over or has no
    /// charges, `insuranceDisagrees`, `linesDoNotAddUp`; ``StoreError`` `notFound`.
    package func settlementOffer(_ encounter: EncounterID) async throws
        -> (preview: SettlementPreview, fingerprint: String, toppedUp: Money)
    {
        try await read { try $0.settlementOffer(encounter) }
    }
}

extension Transaction {
    func settlementOffer(_ id: EncounterID) throws
        -> (preview: SettlementPreview, fingerprint: String, toppedUp: Money)
    {
        let encounter = try openEncounter(id)
        guard let certificate = try dischargeFacts(id)?.facts.certificate else {
            throw DomainError(.gateClosed, "The doctor has not written the discharge certificate yet; ask the ward.")
        }
        let lines = try lines(id)
        let insurance = try insuranceResult(id)
        let deposits = try deposits(id)
        func preview(without fingerprint: String?) throws -> (SettlementPreview, String) {
            let inputs = SettlementInputs(
                encounter: id, payer: encounter.order.payer, lines: lines, insurance: insurance,
                deposits: deposits.filter { fingerprint == nil || $0.towards != fingerprint },
                dischargedOn: certificate.dischargedOn)
            let preview = try SettlementPreview(inputs)
            return (preview, fingerprintText(preview))
        }
        // A top-up is for this bill only if the bill without it has the very fingerprint that it was paid for.
        var tried: Set<String> = []
        for paid in deposits.reversed() {
            guard let towards = paid.towards, tried.insert(towards).inserted else { continue }
            let (preview, fingerprint) = try preview(without: towards)
            guard fingerprint == towards else { continue }
            var toppedUp = Money.zero
            for deposit in deposits where deposit.towards == towards {
                toppedUp = try toppedUp.adding(deposit.left())
            }
            return (preview, fingerprint, toppedUp)
        }
        let (preview, fingerprint) = try preview(without: nil)
        return (preview, fingerprint, .zero)
    }
}

/// SHA-256 of everything that the patient agrees to, as 64 hexadecimal digits.
private func fingerprintText(_ preview: SettlementPreview) -> String {
    hexText(SHA256.hash(data: Array(preview.canonicalText.utf8)))
}
