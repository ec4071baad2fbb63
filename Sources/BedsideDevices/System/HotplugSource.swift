/// Who tells which devices are there, and which come and go: udev, or a test. Used by one thread at a time.
///
/// It listens from the moment that it is made, so that nothing falls between the first ``enumerate()`` and the messages.
protocol HotplugSource: AnyObject {
    /// Ready to read when there are messages, for the reader's ``Epoll``.
    var number: Int32 { get }
    /// Takes one message; never blocks.
    func receive() -> HotplugMessage
    /// All devices that are there now; nil when they cannot be told.
    func enumerate() -> [UdevDevice]?
    /// One device as it is now; nil when it is gone.
    func device(syspath: String) -> UdevDevice?
}

/// What one receive gave.
enum HotplugMessage {
    case device(UdevDevice)
    /// Some messages are lost: enumerate again.
    case overflow
    case nothing
}
