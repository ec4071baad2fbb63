import CPcsc
import Synchronization

/// A call of libpcsclite that failed.
struct PcscError: Error, Equatable, CustomStringConvertible {
    let call: String
    let code: UInt32

    var description: String { "\(call): 0x\(String(code, radix: 16, uppercase: true))" }

    /// `SCARD_E_TIMEOUT`: nothing changed.
    static let timeout: UInt32 = 0x8010_000A
    /// `SCARD_E_CANCELLED`.
    static let cancelled: UInt32 = 0x8010_0002
    /// `SCARD_E_UNKNOWN_READER`: it went away meanwhile.
    static let unknownReader: UInt32 = 0x8010_0009
    /// `SCARD_E_READER_UNAVAILABLE`.
    static let readerUnavailable: UInt32 = 0x8010_0017
    /// `SCARD_E_NO_READERS_AVAILABLE`.
    static let noReaders: UInt32 = 0x8010_002E
    /// pcscd is gone: `SCARD_E_NO_SERVICE`, `SCARD_E_SERVICE_STOPPED`, `SCARD_F_COMM_ERROR`, `SCARD_E_INVALID_HANDLE`.
    var isServiceGone: Bool { [0x8010_001D, 0x8010_001E, 0x8010_0013, 0x8010_0003].contains(code) }
}

/// An open connection to pcscd. Every call may block, so it is used by a thread of its own; only ``cancel()`` is for
/// others.
final class PcscContext: Sendable {
    /// Nil once it was released: a handle may be given to another afterwards.
    private let handle: Mutex<Int?>

    init() throws(PcscError) {
        var handle = 0
        try check(unsafe bedside_pcsc_establish(&handle), "SCardEstablishContext")
        self.handle = Mutex(handle)
    }

    deinit {
        handle.withLock {
            if let handle = $0 { bedside_pcsc_release(handle) }
            $0 = nil
        }
    }

    /// Ends a wait of another thread.
    func cancel() {
        handle.withLock { if let handle = $0 { bedside_pcsc_cancel(handle) } }
    }

    /// The readers' names.
    func readers() throws(PcscError) -> [String] {
        // 16 readers of at most 128 bytes are pcscd's limits.
        var names = [CChar](repeating: 0, count: 4096)
        var length = UInt(names.count)
        let code = unsafe bedside_pcsc_readers(number, &names, &length)
        if UInt32(truncatingIfNeeded: code) == PcscError.noReaders { return [] }
        try check(code, "SCardListReaders")
        return names.prefix(Int(min(length, 4096))).split(separator: 0).prefix(16)
            .map { String(decoding: $0.map { UInt8(bitPattern: $0) }, as: UTF8.self) }
    }

    /// Waits until a reader's state is not the known one, or a reader comes or goes; nil when the time is over first.
    func wait(for readers: [String], known: [UInt], atMost milliseconds: Int?) throws(PcscError) -> [UInt]? {
        var names: [CChar] = []
        for reader in readers { names += reader.utf8.map { CChar(bitPattern: $0) } + [0] }
        names.append(0)
        var states = known
        let code = unsafe bedside_pcsc_wait(number, names, &states, Int32(readers.count), milliseconds ?? -1)
        if UInt32(truncatingIfNeeded: code) == PcscError.timeout { return nil }
        try check(code, "SCardGetStatusChange")
        return states
    }

    /// Runs a program with the card in a reader, alone with it for that time.
    func run(_ program: SmartCardProgram, in reader: String) throws(PcscError) -> ScanOutcome {
        let card = try PcscCard(number, reader)
        var conversation = SmartCardConversation(program)
        var command = conversation.first
        while true {
            switch conversation.take(try card.transmit(command)) {
            case .send(let next): command = next
            case .done(let outcome): return outcome
            }
        }
    }

    private var number: Int { handle.withLock { $0 ?? 0 } }
}

/// A card that is ours alone for a moment; let go, and left powered as it was, when its owner goes.
private struct PcscCard: ~Copyable {
    private let handle: Int
    private let `protocol`: UInt

    init(_ context: Int, _ reader: String) throws(PcscError) {
        var (handle, used): (Int, UInt) = (0, 0)
        try check(unsafe bedside_pcsc_connect(context, reader, &handle, &used), "SCardConnect")
        self.handle = handle
        self.protocol = used
    }

    deinit { bedside_pcsc_disconnect(handle) }

    borrowing func transmit(_ command: [UInt8]) throws(PcscError) -> [UInt8] {
        var reply = [UInt8](repeating: 0, count: 258)
        var length = UInt(reply.count)
        try check(
            unsafe bedside_pcsc_transmit(handle, self.protocol, command, UInt(command.count), &reply, &length),
            "SCardTransmit")
        return Array(reply.prefix(Int(min(length, 258))))
    }
}

/// Codes are 32 bits wide, and negative or positive as a `long` happens to be made of them.
private func check(_ code: Int, _ call: String) throws(PcscError) {
    guard code == 0 else { throw PcscError(call: call, code: UInt32(truncatingIfNeeded: code)) }
}
