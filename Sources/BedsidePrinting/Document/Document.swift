/// A printed paper as a value: what stands on it, not where. Two equal documents give the same bytes.
struct Document: Sendable, Hashable {
    /// The PDF's own title, which viewers and print servers show: the kind of paper, never a name or number of a patient.
    var title: String
    var sheet: Sheet
    /// Small text above and below the content of every page; nil for labels.
    var head: RunningText?
    var foot: RunningText?
    /// Whether the foot of every page says which page of how many it is.
    var numbersPages: Bool
    /// Stands framed on every page: that this is a copy, of when, from where and why.
    var banner: String?
    /// A label is one piece: its text is made smaller, down to 60 %, rather than going to a second one.
    var shrinksToOnePage: Bool
    var blocks: [Block]

    init(
        title: String, sheet: Sheet, head: RunningText? = nil, foot: RunningText? = nil, numbersPages: Bool = true,
        banner: String? = nil, shrinksToOnePage: Bool = false, blocks: [Block]
    ) {
        self.title = title
        self.sheet = sheet
        self.head = head
        self.foot = foot
        self.numbersPages = numbersPages
        self.banner = banner
        self.shrinksToOnePage = shrinksToOnePage
        self.blocks = blocks
    }
}

/// Small text at the head or foot of every page. Each part stays on one line's share of the width and wraps if it must.
struct RunningText: Sendable, Hashable {
    var left: String
    var right: String

    init(left: String = "", right: String = "") {
        self.left = left
        self.right = right
    }
}
