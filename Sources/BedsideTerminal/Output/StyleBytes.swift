/// The SGR parameters of each style, made once: a frame only copies them.
enum StyleBytes {
    /// By ``Cell/styleIndex``: `38;2;r;g;b`, `48;2;r;g;b`.
    static let foregrounds = Style.allCases.map { parameters("38;2", Theme.paint($0).foreground) }
    static let backgrounds = Style.allCases.map { parameters("48;2", Theme.paint($0).background) }
    static let paints = Style.allCases.map(Theme.paint)

    private static func parameters(_ kind: String, _ colour: Colour) -> [UInt8] {
        Array("\(kind);\(colour.red);\(colour.green);\(colour.blue)".utf8)
    }
}
