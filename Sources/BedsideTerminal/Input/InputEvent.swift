/// What a person did at the terminal. The terminal's own answers and pasted text never become events.
package enum InputEvent: Sendable, Hashable {
    /// A printable character, never a control.
    case character(Unicode.Scalar)
    case enter, backspace, escape
    case up, down, left, right
    case pageUp, pageDown
    /// The left button or a finger went down on this cell; the top left cell is 0, 0.
    case click(column: Int, row: Int)
    /// Ctrl-C.
    case interrupt
}
