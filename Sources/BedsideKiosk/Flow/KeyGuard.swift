package import BedsideScreen

/// Which keys are meant for what is shown.
///
/// A trembling hand presses twice, and an answer may come between the eye and the finger: the second stroke must not pay,
/// leave or agree on a page that nobody has read. EN 301 549 clause 5.8 (double-strike key acceptance) asks for a delay that
/// can be set up to at least 0.5 s; here it begins when the page is another one and anew with each stroke of the same key, so
/// that a held key goes nowhere, and a PIN is typed as fast as ever.
package struct KeyGuard: Sendable {
    /// How long a page must have stood before a key decides anything on it; zero lets every key that saw it through.
    private let settling: Duration
    private var page: Screen.Page?
    /// The first and the newest picture of the page.
    private var pictures: ClosedRange<UInt64> = 0...0
    private var turned: Duration = .zero
    /// It has a field that is typed into.
    private var isTyped = false
    private var strokes = Strokes()

    package init(settling: Duration) { self.settling = settling }

    /// A picture was put up.
    ///
    /// - Parameter revision: counts up with every picture.
    package mutating func show(_ screen: Screen, revision: UInt64, at now: Duration) {
        isTyped = screen.blocks.contains { if case .entry = $0 { true } else { false } }
        if screen.page == page {
            pictures = pictures.lowerBound...max(revision, pictures.lowerBound)
        } else {
            (page, pictures, turned) = (screen.page, revision...revision, now)
        }
    }

    /// Whether a key was meant for the page that is up.
    ///
    /// - Parameter seen: the revision of the picture before the eyes of whoever pressed it.
    package mutating func lets(_ key: Key, seen: UInt64, at now: Duration) -> Bool {
        let isDoubled = strokes.isDoubled(key, within: min(settling, Strokes.gap), at: now)
        return switch key {
        // Wherever they are pressed they mean the same, and a call is never too early.
        case .call, .language: true
        case .up, .down, .left, .right, .row, .letter: pictures.contains(seen)
        case .digit, .backspace: pictures.contains(seen) && (isTyped || hasSettled(now) && !isDoubled)
        case .choose, .enter, .back: pictures.contains(seen) && hasSettled(now) && !isDoubled
        }
    }

    private func hasSettled(_ now: Duration) -> Bool { now - turned >= settling }
}
