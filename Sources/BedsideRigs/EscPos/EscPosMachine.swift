import Foundation

/// The receipt printer's own program: takes bytes one by one, prints, answers. Knows every command that Bedside may send and
/// calls any other byte a violation.
struct EscPosMachine {
    var faults = EscPosFaults()
    private(set) var receipts: [EmulatedReceipt] = []
    /// Hangs in the printer.
    private(set) var paper = EmulatedReceipt()
    /// Bytes that are no command and no text, with what they stood in.
    private(set) var violations: [String] = []
    /// Questions of DLE EOT, by number.
    private(set) var questions = [0, 0, 0, 0, 0]
    /// Initialisations so far: each receipt begins with one.
    private(set) var starts = 0
    private(set) var hasDied = false
    /// Answers that wait to be sent.
    private var answers: [UInt8] = []
    /// Received, not yet worked through.
    var buffer: [UInt8] = []
    private var realTime: [UInt8] = []
    private var textLine: [UInt8] = []
    private var lineCount = 0
    private var isStrong = false
    private var size: UInt8 = 0
    private var alignment = 0
    /// Microseconds of the monotonic clock; the head is busy until then.
    private var busyUntil: Int64 = 0
    private var isKanji = false
    private var page: UInt8 = 0
    private var module = 3
    private var stored: [UInt8]?

    /// What the printer sends because of these bytes, at a moment in microseconds.
    mutating func take(_ bytes: ArraySlice<UInt8>, at now: Int64) -> [UInt8] {
        for byte in bytes { receive(byte) }
        work(at: now)
        // Silent, it keeps its answers back.
        guard !faults.isSilent else { return [] }
        defer { answers = [] }
        return answers
    }

    /// Switched off and on: what was in its memory is gone, what hangs out stays.
    mutating func restart() {
        buffer = []
        realTime = []
        answers = []
        textLine = []
        lineCount = 0
        hasDied = false
        initialise()
    }

    /// Real-time commands are obeyed at the door, wherever they stand.
    private mutating func receive(_ byte: UInt8) {
        realTime.append(byte)
        switch (realTime.count, byte) {
        case (1, 0x10), (2, 0x04): return
        case (2, 0x05), (2, 0x14): violate("a real-time command nobody asked for")
        case (3, 1...4):
            questions[Int(byte)] += 1
            answer(faults.noise + [status(byte)])
            realTime = []
            return
        case (3, _): violate("DLE EOT \(byte)")
        default: break
        }
        buffer += realTime
        realTime = []
    }

    private func status(_ kind: UInt8) -> UInt8 {
        switch kind {
        case 1: 0x12 | (faults.stops ? 0x08 : 0)
        case 2:
            0x12 | (faults.coverIsOpen ? 0x04 : 0) | (faults.paperIsOut ? 0x20 : 0)
                | (faults.cutterIsStuck || faults.isBroken ? 0x40 : 0)
        case 3: 0x12 | (faults.cutterIsStuck ? 0x08 : 0) | (faults.isBroken ? 0x20 : 0)
        default: 0x12 | (faults.paperIsLow || faults.paperIsOut ? 0x0C : 0) | (faults.paperIsOut ? 0x60 : 0)
        }
    }

    private mutating func work(at now: Int64) {
        while !faults.stops, !hasDied, !buffer.isEmpty, now >= busyUntil {
            let before = lineCount
            guard let length = step() else { return }
            buffer.removeFirst(length)
            if lineCount > before { busyUntil = now + faults.microsecondsALine }
        }
    }

    /// Works through one command or character; nil while it is not all there.
    private mutating func step() -> Int? {
        let first = buffer[0]
        switch first {
        case 0x0A:
            endLine()
            return 1
        case 0x00 where textLine.isEmpty: return 1
        case 0x20...0x7E:
            textLine.append(first)
            return 1
        case 0x81...0xFE:
            guard buffer.count >= 2 else { return nil }
            let length = (0x30...0x39).contains(buffer[1]) ? 4 : 2
            guard buffer.count >= length else { return nil }
            if !isKanji, page == 0 { violate("two-byte text without a code page") }
            textLine += buffer[..<length]
            return length
        case 0x1B, 0x1C, 0x1D:
            guard buffer.count >= 2 else { return nil }
            return command()
        default:
            violate("byte \(first)")
            return 1
        }
    }

    private mutating func command() -> Int? {
        switch (buffer[0], buffer[1]) {
        case (0x1B, 0x40):
            starts += 1
            initialise()
            return 2
        case (0x1C, 0x26):
            isKanji = true
            return 2
        case (0x1D, 0x28): return long()
        case (0x1D, 0x6B): return barcode()
        case (0x1D, 0x56): return cut()
        default: break
        }
        guard buffer.count >= 3 else { return nil }
        let value = buffer[2]
        switch (buffer[0], buffer[1]) {
        case (0x1B, 0x45) where value <= 1: isStrong = value == 1
        case (0x1B, 0x61) where value <= 2: alignment = Int(value)
        case (0x1B, 0x64): paper.items.append(.feed(Int(value)))
        case (0x1B, 0x74): page = value
        case (0x1D, 0x21) where [0x00, 0x01, 0x11].contains(value): size = value
        case (0x1D, 0x61) where value == 0: break
        case (0x1D, 0x77) where (2...6).contains(value): module = Int(value)
        case (0x1D, 0x68) where value > 0: break
        case (0x1D, 0x48) where value <= 3: break
        case (0x1D, 0x72) where value == 1:
            if !faults.lacksProof { answer([(faults.paperIsLow ? 0x03 : 0) | (faults.paperIsOut ? 0x0C : 0)]) }
        default: violate("command \(buffer.prefix(3))")
        }
        return 3
    }

    /// GS V m n
    private mutating func cut() -> Int? {
        guard buffer.count >= 4 else { return nil }
        guard [0x41, 0x42].contains(buffer[2]) else {
            violate("cut \(buffer[2])")
            return 4
        }
        if faults.cutterSticksAtCut {
            faults.cutterSticksAtCut = false
            faults.cutterIsStuck = true
        }
        paper.cut = buffer[2] == 0x41 ? .full : .partial
        receipts.append(paper)
        paper = EmulatedReceipt()
        return 4
    }

    /// GS ( k and GS ( H, with their length.
    private mutating func long() -> Int? {
        guard buffer.count >= 5 else { return nil }
        let length = Int(buffer[3]) + Int(buffer[4]) << 8
        guard buffer.count >= 5 + length else { return nil }
        let data = Array(buffer[5..<5 + length])
        switch (buffer[2], data.first, data.dropFirst().first) {
        case (0x6B, 0x31, 0x41) where data == [0x31, 0x41, 0x32, 0]: break
        case (0x6B, 0x31, 0x43) where data.count == 3 && (1...16).contains(data[2]): break
        case (0x6B, 0x31, 0x45) where data.count == 3 && (48...51).contains(data[2]): break
        case (0x6B, 0x31, 0x50) where data.count > 3 && data[2] == 0x30: stored = Array(data.dropFirst(3))
        case (0x6B, 0x31, 0x51) where data.count == 3 && stored != nil:
            paper.items.append(.code(String(decoding: stored ?? [], as: UTF8.self)))
            stored = nil
        case (0x48, 0x30, 0x30) where data.count == 6:
            if !faults.lacksProof { answer([0x37, 0x22] + data[2...] + [0]) }
        default: violate("command \(buffer.prefix(7))")
        }
        return 5 + length
    }

    /// GS k 73 n d1…dn
    private mutating func barcode() -> Int? {
        guard buffer.count >= 4 else { return nil }
        let length = Int(buffer[3])
        guard buffer.count >= 4 + length else { return nil }
        if buffer[2] == 73, let symbol = EmulatedCode128(buffer[4..<4 + length]) {
            paper.items.append(.barcode(symbol.text, module: module, symbols: symbol.symbols))
        } else {
            violate("barcode")
        }
        return 4 + length
    }

    private mutating func endLine() {
        let gb18030 = String.Encoding(rawValue: 0x8000_0632)
        if let text = String(data: Data(textLine), encoding: gb18030) {
            paper.items.append(
                .line(
                    text, height: Int(size & 0x0F) + 1, width: Int(size >> 4) + 1, isStrong: isStrong,
                    alignment: alignment))
        } else {
            violate("text that is not GB18030")
        }
        textLine = []
        lineCount += 1
        strike(lineCount)
    }

    private mutating func strike(_ line: Int) {
        if faults.paperEndsAfterLine == line { (faults.paperEndsAfterLine, faults.paperIsOut) = (nil, true) }
        if faults.coverOpensAfterLine == line { (faults.coverOpensAfterLine, faults.coverIsOpen) = (nil, true) }
        if faults.fallsSilentAfterLine == line { (faults.fallsSilentAfterLine, faults.isSilent) = (nil, true) }
        if faults.diesAfterLine == line { (faults.diesAfterLine, hasDied) = (nil, true) }
    }

    private mutating func initialise() {
        textLine = []
        (isStrong, size, alignment, isKanji, page, module) = (false, 0, 0, false, 0, 3)
        stored = nil
    }

    private mutating func answer(_ bytes: [UInt8]) { answers += bytes }

    private mutating func violate(_ what: String) { if violations.count < 100 { violations.append(what) } }
}
