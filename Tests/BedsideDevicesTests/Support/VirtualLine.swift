import CPosix
import Foundation
import Glibc

/// A serial scanner without hardware: the master side of a pty, whose other side the hub opens by a link.
final class VirtualLine {
    let node: String
    private var master: Int32

    /// - Parameter raw: set by the scanner's side already, for a pty that stands for an evdev node.
    init(raw: Bool = false) throws {
        var (master, slave): (Int32, Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: 64)
        guard unsafe openpty(&master, &slave, nil, nil, nil) == 0, unsafe ttyname_r(slave, &name, name.count) == 0
        else {
            throw CocoaError(.fileReadUnknown)
        }
        if raw { _ = bedside_serial_raw(slave) }
        _ = close(slave)
        _ = fcntl(master, F_SETFD, FD_CLOEXEC)
        self.master = master
        node = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { unplug() }

    func send(_ text: String) { send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe bedside_write(master, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// What the line sent back to the scanner: nothing, unless it echoes.
    func echoed() -> Int {
        var buffer = [UInt8](repeating: 0, count: 256)
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
        return unsafe buffer.withUnsafeMutableBytes { unsafe bedside_read(master, $0.baseAddress, $0.count) }
    }

    /// What the line sends back, at most so many bytes; waits for it, and gives nil when nothing comes for ten seconds.
    func receive(atMost count: Int) -> [UInt8]? {
        var wait = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&wait, 1, 10_000) == 1 else { return nil }
        var buffer = [UInt8](repeating: 0, count: count)
        let length = unsafe buffer.withUnsafeMutableBytes { unsafe bedside_read(master, $0.baseAddress, $0.count) }
        return length > 0 ? Array(buffer.prefix(length)) : nil
    }

    /// The cable is pulled.
    func unplug() {
        if master >= 0 { _ = close(master) }
        master = -1
    }
}

/// A folder of its own for one test.
final class Folder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "bedside-devices-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch { print("The folder of a test stays: \(error)") }
    }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
    }

    /// Replaces a link in one step, as udev does.
    func relink(_ name: String, to target: String) throws {
        try link(name + ".new", to: target)
        _ = unsafe rename(path + "/" + name + ".new", path + "/" + name)
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }
}

/// How many descriptors this process has open.
func openDescriptors() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
