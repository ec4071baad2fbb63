/// How much room the parts of a page get. It starts at what the screen cannot do without, and each step is granted if the
/// page still fits: the first steps are worth most to a reader.
struct Comfort {
    /// Facts stand two beside each other when they must.
    var factColumns = 2
    var alarmSize = AlarmSize.line
    var rowsAboveBlocks = 0
    var rowsAboveChoices = 0
    var rowsBelowChoices = 0
    /// How many of the screen's own gaps are shown.
    var gaps = 0
    var entryIsFramed = false
    var barIsPadded = false
    var headingIsTall = false
    var keySize = KeySize.tight

    /// The best that fits `rows` rows by `need`.
    static func best(gaps: Int, fitting rows: Int, need: (Comfort) -> Int) -> Comfort {
        var granted = Comfort()
        func grant(_ step: (inout Comfort) -> Void) {
            var next = granted
            step(&next)
            if need(next) <= rows { granted = next }
        }
        grant { $0.alarmSize = .tall }
        grant { $0.alarmSize = .spaced }
        grant { $0.keySize = .airy }
        grant { $0.keySize = .rounded }
        grant { $0.barIsPadded = true }
        grant { $0.rowsAboveBlocks = 1 }
        grant { $0.rowsAboveChoices = 1 }
        for _ in 0..<gaps { grant { $0.gaps += 1 } }
        grant { $0.entryIsFramed = true }
        grant { $0.factColumns = 1 }
        grant { $0.keySize = .padded }
        grant { $0.rowsBelowChoices = 1 }
        grant { $0.headingIsTall = true }
        grant { $0.keySize = .large }
        grant { $0.rowsAboveBlocks = 2 }
        grant { $0.rowsAboveChoices = 2 }
        return granted
    }
}

/// How large the keys are, one under another.
enum KeySize {
    /// One row each, nothing between them.
    case tight
    /// One row each and a blank row between.
    case airy
    /// Half a row of key above and below the words, and half a row of page around that.
    case rounded
    /// A row of key above and below the words, and a blank row between.
    case padded
    /// Two rows of key above and below.
    case large

    /// Rows above the words, and as many below.
    var padding: Int {
        switch self {
        case .tight, .airy: 0
        case .rounded, .padded: 1
        case .large: 2
        }
    }

    /// Blank rows between two keys.
    var between: Int {
        switch self {
        case .tight, .rounded: 0
        case .airy, .padded, .large: 1
        }
    }
}

/// How large alarms are in their list: one row each while there are many, three with large digits while there are few.
enum AlarmSize {
    case line, tall
    /// Tall, and a blank row between them.
    case spaced

    var rows: Int { self == .line ? 1 : 3 }
    var between: Int { self == .spaced ? 1 : 0 }
}
