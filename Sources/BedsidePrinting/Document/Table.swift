/// A table whose head stands again on each page that it reaches; a row is never split.
struct Table: Sendable, Hashable {
    var columns: [Column]
    var rows: [Row]
    var size: TextSize

    init(columns: [Column], rows: [Row], size: TextSize = .small) {
        self.columns = columns
        self.rows = rows
        self.size = size
    }

    struct Column: Sendable, Hashable {
        var title: String
        var width: Width
        var alignment: Alignment

        init(_ title: String, _ width: Width, _ alignment: Alignment = .leading) {
            self.title = title
            self.width = width
            self.alignment = alignment
        }
    }

    enum Row: Sendable, Hashable {
        /// One cell for each column.
        case line([String])
        /// Over the whole width, in bold, and stays with the row below: a category of charges.
        case group(String, trailing: String = "")
        /// One cell for each column, in bold beneath a line; stays with the row above. Empty cells join the label before.
        case total([String])
        /// Over the whole width, small and plain: a remark to the row above.
        case note(String)
    }
}
