import CInput

/// The requests of an evdev node that decide whether it is ours; a test answers them itself, because no emulation does.
struct EvdevRequests: Sendable {
    /// Which keys are down now, a bit for each; nil when the node does not say.
    let keysDown: @Sendable (_ number: Int32) -> [UInt8]?
    /// Takes the node for this descriptor alone; 0 or -errno.
    let grab: @Sendable (_ number: Int32) -> Int32

    /// `EVIOCGKEY` and `EVIOCGRAB`.
    static let kernel = EvdevRequests(
        keysDown: { number in
            var keys = [UInt8](repeating: 0, count: Int(KeyCode.count) / 8)
            let known = unsafe keys.withUnsafeMutableBufferPointer {
                unsafe bedside_evdev_keys_down(number, $0.baseAddress, Int32($0.count))
            }
            return known > 0 ? keys : nil
        }, grab: { bedside_evdev_grab($0, 1) })
}
