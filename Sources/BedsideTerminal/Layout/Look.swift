import BedsideScreen

/// The styles that a screen's tone decides.
struct Look {
    let bar: Style
    let barKey: Style
    let barNote: Style
    let heading: Style
    /// Stands before the heading, so that colour is not the only sign.
    let sign: Text

    init(_ tone: Screen.Tone) {
        bar = tone == .staff ? .staffBar : .bar
        barKey = tone == .staff ? .staffBarKey : .barKey
        barNote = tone == .staff ? .staffBarNote : .barNote
        switch tone {
        case .calm: heading = .headingCalm
        case .success: heading = .headingSuccess
        case .caution: heading = .headingCaution
        case .staff: heading = .headingStaff
        }
        sign = Text(tone == .caution ? " ! " : "")
    }
}

extension Block.Emphasis {
    var style: Style {
        switch self {
        case .ordinary: .body
        case .strong: .strong
        case .quiet: .quiet
        case .caution: .caution
        case .success: .success
        }
    }

    /// What stands before the words, for those who do not see the colour.
    var sign: Text { self == .caution ? Self.cautionSign : .empty }
    private static let cautionSign = Text("! ")
}
