/// How a scanner is set, found from what it made of codes of known content.
package struct LearnedSettings: Sendable, Hashable {
    /// What its keys mean; nil for a scanner that sends no keys.
    package let layout: KeyboardLayout?
    /// The characters that end a code; empty when only silence does.
    package let endings: Set<ScanEnding>
    /// Its own characters before and after every code.
    package let prefix: [UInt8]
    package let suffix: [UInt8]
    /// Silence after which a code is over: three times the longest pause that was seen within one.
    package let idleGap: Duration
    /// It sends AIM identifiers.
    package let sendsAim: Bool
}
