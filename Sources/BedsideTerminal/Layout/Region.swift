package import BedsideScreen

/// A part of the screen that can be clicked or touched, and the key that this is the same as.
package struct Region: Sendable, Hashable {
    package let area: Rectangle
    package let key: Key
}
