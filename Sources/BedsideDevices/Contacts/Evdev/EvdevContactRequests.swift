import CInput

/// The requests of an evdev node of keys and switches; a test answers them itself, because no emulation does.
struct EvdevContactRequests: Sendable {
    /// Which keys are down and which switches are on now. The kernel drops what is queued of the same type in the same
    /// step, so that state and events fit.
    let state: @Sendable (_ number: Int32) -> State
    /// Which codes the node can send; nil when it does not tell.
    let abilities: @Sendable (_ number: Int32) -> EvdevCodes?
    /// Takes the node for this descriptor alone; 0 or -errno.
    let grab: @Sendable (_ number: Int32) -> Int32
    /// Lets only these codes through; best effort.
    let restrict: @Sendable (_ number: Int32, _ codes: EvdevCodes) -> Void
    /// Whether the device is still there.
    let answers: @Sendable (_ number: Int32) -> Bool

    enum State {
        case closed(EvdevCodes)
        /// The node does not tell; only emulated ones do not.
        case unknown
        case gone
    }

    static let kernel = EvdevContactRequests(
        state: { number in
            var codes = EvdevCodes()
            let results = [
                unsafe codes.keys.withUnsafeMutableBufferPointer {
                    unsafe bedside_evdev_keys_down(number, $0.baseAddress, Int32($0.count))
                },
                unsafe codes.switches.withUnsafeMutableBufferPointer {
                    unsafe bedside_evdev_switches_on(number, $0.baseAddress, Int32($0.count))
                },
            ]
            if results.contains(-ErrorNumber.noDevice) { return .gone }
            return results.contains { $0 < 0 } ? .unknown : .closed(codes)
        },
        abilities: { number in
            var codes = EvdevCodes()
            let keys = unsafe codes.keys.withUnsafeMutableBufferPointer {
                unsafe bedside_evdev_codes(number, Int32(EventType.key), $0.baseAddress, Int32($0.count))
            }
            let switches = unsafe codes.switches.withUnsafeMutableBufferPointer {
                unsafe bedside_evdev_codes(number, Int32(EventType.switch), $0.baseAddress, Int32($0.count))
            }
            return keys >= 0 && switches >= 0 ? codes : nil
        },
        grab: { EvdevRequests.kernel.grab($0) },
        restrict: { number, codes in
            _ = unsafe codes.keys.withUnsafeBufferPointer {
                unsafe bedside_evdev_only(number, Int32(EventType.key), $0.baseAddress, Int32($0.count))
            }
            _ = unsafe codes.switches.withUnsafeBufferPointer {
                unsafe bedside_evdev_only(number, Int32(EventType.switch), $0.baseAddress, Int32($0.count))
            }
            _ = bedside_evdev_mask_misc(number)
        },
        answers: { bedside_evdev_answers($0) != -ErrorNumber.noDevice })
}

/// A set of keys and a set of switches, as the kernel writes them: a bit for each code, in whole longs.
struct EvdevCodes: Sendable, Equatable {
    var keys = [UInt8](repeating: 0, count: Int(KeyCode.count) / 8)
    var switches = [UInt8](repeating: 0, count: 8)

    /// Whether there is a key in it that is not one of the others.
    func hasKey(besides others: EvdevCodes) -> Bool { zip(keys, others.keys).contains { $0 & ~$1 != 0 } }

    func contains(_ code: EvdevCode) -> Bool {
        let bits = code.type == EventType.switch ? switches : keys
        return Int(code.code) / 8 < bits.count && bits[Int(code.code) / 8] & 1 << UInt8(code.code % 8) != 0
    }

    mutating func insert(_ code: EvdevCode) {
        let (byte, bit) = (Int(code.code) / 8, UInt8(1) << UInt8(code.code % 8))
        switch code.type {
        case EventType.switch where byte < switches.count: switches[byte] |= bit
        case EventType.key where byte < keys.count: keys[byte] |= bit
        default: break
        }
    }
}

/// A key or a switch.
struct EvdevCode: Sendable, Hashable {
    let type: UInt16
    let code: UInt16

    init(type: UInt16, code: UInt16) { (self.type, self.code) = (type, code) }

    /// Nil for an address of another kind of input.
    init?(_ address: ContactAddress) {
        switch address {
        case .key(let code): self.init(type: EventType.key, code: code)
        case .switch(let code): self.init(type: EventType.switch, code: code)
        case .line, .discrete, .station, .detector: return nil
        }
    }
}

extension EventType {
    static let `switch`: UInt16 = 5
}
