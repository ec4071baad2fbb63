/// A part of a screen's body, from top to bottom.
package enum Block: Sendable, Hashable, Codable {
    /// A paragraph, wrapped at the width.
    case text(String, emphasis: Emphasis)
    /// Label and value pairs, values aligned in one column.
    case facts([Fact])
    /// A list with heads; it must fit (the flow pages it), text columns are shortened with `…`.
    case table(Table)
    /// What the patient types.
    case entry(Entry)
    /// A step or waiting bar: `done` of `total`; total 0 means "at work" without a known end.
    case progress(label: String, done: Int, total: Int)
    /// Alarms, for nurses; it must fit (the flow pages it).
    case alarms(AlarmList)
    /// An empty row, dropped first when room is short.
    case gap

    package enum Emphasis: String, Sendable, Hashable, Codable {
        case ordinary, strong, quiet, caution, success
    }
}

package struct Fact: Sendable, Hashable, Codable {
    package var label: String
    package var value: String
    package var emphasis: Block.Emphasis

    package init(_ label: String, _ value: String, _ emphasis: Block.Emphasis = .ordinary) {
        self.label = label
        self.value = value
        self.emphasis = emphasis
    }
}

package struct Table: Sendable, Hashable, Codable {
    package var columns: [Column]
    /// One text for each column.
    package var rows: [[String]]
    /// The row that the keys ↑ ↓ have selected.
    package var selected: Int?

    package init(columns: [Column], rows: [[String]], selected: Int? = nil) {
        self.columns = columns
        self.rows = rows
        self.selected = selected
    }

    package struct Column: Sendable, Hashable, Codable {
        package var title: String
        package var alignment: Alignment
        /// Numbers are never cut; a text column may be shortened.
        package var mayShorten: Bool

        package init(_ title: String, _ alignment: Alignment = .leading, mayShorten: Bool = false) {
            self.title = title
            self.alignment = alignment
            self.mayShorten = mayShorten
        }
    }

    package enum Alignment: String, Sendable, Hashable, Codable {
        case leading, trailing
    }
}

package struct Entry: Sendable, Hashable, Codable {
    package var label: String
    /// What is shown; for a secret the flow puts `●` for each character, never the characters.
    package var shown: String
    package var hint: String
    package var isSecret: Bool

    package init(label: String, shown: String, hint: String = "", isSecret: Bool = false) {
        self.label = label
        self.shown = shown
        self.hint = hint
        self.isSecret = isSecret
    }
}

/// A square code: `modules[row * side + column]` is dark.
package struct CodeMatrix: Sendable, Hashable, Codable {
    package let side: Int
    package let modules: [Bool]
    /// What stands under the code.
    package let caption: String

    package init?(side: Int, modules: [Bool], caption: String) {
        guard side > 0, side <= 177, modules.count == side * side else { return nil }
        self.side = side
        self.modules = modules
        self.caption = caption
    }
}
