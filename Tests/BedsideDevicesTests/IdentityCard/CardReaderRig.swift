import CPosix
import Foundation
import Glibc
import Synchronization

@testable import BedsideDevices

/// A reader of the tests' own at the other end of a pty: it answers as a SAM_V does, on a thread of its own, and makes
/// the faults that it is told to.
final class CardReaderRig: Sendable {
    /// What the next reply suffers.
    enum Fault {
        case garbageBefore, wrongSum, silence
    }

    private struct State {
        var card: [UInt8]?
        var isSelected = false
        var faults: [Fault] = []
        var commands = 0
    }

    let node: String
    private let master: Int32
    private let state = Mutex(State())

    init() throws {
        var (master, slave): (Int32, Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: 64)
        guard unsafe openpty(&master, &slave, nil, nil, nil) == 0, unsafe ttyname_r(slave, &name, name.count) == 0
        else { throw CocoaError(.fileReadUnknown) }
        _ = bedside_serial_raw(slave)
        _ = fcntl(master, F_SETFD, FD_CLOEXEC)
        self.master = master
        node = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let held = slave
        // The rig holds the line open on both sides, so that its reads wait while nobody has it open.
        Thread { [self] in
            answer()
            _ = close(held)
            _ = close(self.master)
        }.start()
    }

    /// A card is laid down, swapped, or taken away.
    func lay(_ reply: [UInt8]?) {
        state.withLock {
            $0.card = reply
            $0.isSelected = false
        }
    }

    func fail(_ faults: Fault...) { state.withLock { $0.faults += faults } }

    /// How many commands it understood.
    var commands: Int { state.withLock { $0.commands } }

    /// The thread ends, and the line with it.
    func stop() { state.withLock { $0.commands = -1 } }

    private func answer() {
        var parser = SamFrameParser()
        var buffer = [UInt8](repeating: 0, count: 256)
        while commands >= 0 {
            var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&waiting, 1, 100) > 0 else { continue }
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe bedside_read(master, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            for case .frame(let frame) in parser.feed(buffer[..<count]) { send(reply(to: frame)) }
        }
    }

    private func reply(to frame: SamFrame) -> [UInt8] {
        state.withLock { state in
            guard state.commands >= 0 else { return [] }
            state.commands += 1
            var bytes: [UInt8]
            switch frame.body {
            case [0x20, 0x01]:
                bytes = state.card != nil && !state.isSelected ? CardFixtures.found : CardFixtures.nothing
            case [0x20, 0x02]: bytes = state.card != nil ? CardFixtures.selected : CardFixtures.selectFailed
            default: bytes = state.card ?? CardFixtures.readFailed
            }
            guard !state.faults.isEmpty, frame.body == [0x30, 0x01] else {
                if frame.body == [0x30, 0x01], state.card != nil { state.isSelected = true }
                return bytes
            }
            switch state.faults.removeFirst() {
            case .garbageBefore:
                state.isSelected = true
                return [0xAA, 0xAA, 0x96, 0x69, 0x00] + bytes
            case .wrongSum:
                bytes[bytes.count - 1] ^= 0x55
                return bytes
            case .silence: return []
            }
        }
    }

    /// In pieces of 100 bytes, as a slow line gives them.
    private func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(100)
            let count = unsafe piece.withUnsafeBytes { unsafe bedside_write(master, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
