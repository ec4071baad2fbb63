/// What a usage means: its page and its number.
struct HidUsage: Hashable {
    let page: UInt16
    let number: UInt16
}

/// Where one value of an input report lies.
struct HidField: Equatable {
    let report: UInt8
    let usage: HidUsage
    /// From the beginning of the report, its id not counted.
    let bit: Int
    let bits: Int
}

/// The input reports that a HID report descriptor declares. Pure and bounded: a descriptor is what a device says of
/// itself, and a hostile one may say anything.
struct HidReportMap: Equatable {
    /// The longest descriptor (the kernel's `HID_MAX_DESCRIPTOR_SIZE`).
    static let longestDescriptor = 4096
    /// The longest report in bits (the kernel's 16 KiB).
    static let longestReport = 16_384 * 8
    private static let deepestNesting = 32
    private static let mostFields = 4096

    /// The fields of variables, in order; arrays (keys of a keyboard) and padding only take their place.
    private(set) var fields: [HidField] = []
    /// By report id (0 when the device uses none): its length in bits, the id not counted.
    private(set) var lengths: [UInt8: Int] = [:]
    /// Reports begin with their id.
    private(set) var hasIDs = false

    /// The bytes of one report, the id included; nil for an id that was not declared.
    func size(of report: UInt8) -> Int? { lengths[report].map { ($0 + 7) / 8 + (hasIDs ? 1 : 0) } }

    /// Nil when the descriptor is not well formed or beyond the limits.
    init?(descriptor: [UInt8]) {
        guard descriptor.count <= Self.longestDescriptor, let items = HidItem.items(of: descriptor) else { return nil }
        var globals = Globals()
        var stack: [Globals] = []
        var locals = Locals()
        var depth = 0
        for item in items {
            switch item.kind {
            case .usagePage: globals.page = UInt16(truncatingIfNeeded: item.value)
            case .reportSize: globals.size = item.value
            case .reportCount: globals.count = item.value
            case .reportID:
                guard (1...255).contains(item.value) else { return nil }
                globals.report = UInt8(truncatingIfNeeded: item.value)
                hasIDs = true
            case .push:
                guard stack.count < Self.deepestNesting else { return nil }
                stack.append(globals)
            case .pop:
                guard let last = stack.popLast() else { return nil }
                globals = last
            case .usage, .usageMinimum, .usageMaximum:
                guard locals.take(item, page: globals.page) else { return nil }
            case .collection:
                depth += 1
                guard depth <= Self.deepestNesting else { return nil }
                locals = Locals()
            case .endCollection:
                depth -= 1
                guard depth >= 0 else { return nil }
                locals = Locals()
            case .input:
                guard place(item.value, globals, locals) else { return nil }
                locals = Locals()
            case .output, .feature: locals = Locals()
            case .other: break
            }
        }
        guard depth == 0 else { return nil }
        // Once there are ids, every report has one.
        guard !hasIDs || lengths[0] == nil else { return nil }
    }

    private mutating func place(_ flags: UInt32, _ globals: Globals, _ locals: Locals) -> Bool {
        let start = lengths[globals.report] ?? 0
        let (length, overflow) = Int(globals.size).multipliedReportingOverflow(by: Int(globals.count))
        guard !overflow, length <= Self.longestReport - start else { return false }
        lengths[globals.report] = start + length
        let (isConstant, isVariable) = (flags & 1 != 0, flags & 2 != 0)
        guard !isConstant, isVariable, globals.size > 0 else { return true }
        for index in 0..<Int(globals.count) {
            guard let usage = locals.usage(at: index) else { break }
            guard fields.count < Self.mostFields else { return false }
            fields.append(
                HidField(
                    report: globals.report, usage: usage, bit: start + index * Int(globals.size),
                    bits: Int(globals.size)))
        }
        return true
    }
}

private struct Globals {
    var page: UInt16 = 0
    var size: UInt32 = 0
    var count: UInt32 = 0
    var report: UInt8 = 0
}

/// The usages that were listed since the last main item; the last of them holds for all further values.
private struct Locals {
    private var ranges: [(page: UInt16, numbers: ClosedRange<UInt16>)] = []
    private var minimum: (page: UInt16, number: UInt16)?

    mutating func take(_ item: HidItem, page: UInt16) -> Bool {
        let ownPage = item.width == 4 ? UInt16(truncatingIfNeeded: item.value >> 16) : page
        let number = UInt16(truncatingIfNeeded: item.value)
        switch item.kind {
        case .usageMinimum: minimum = (ownPage, number)
        case .usageMaximum:
            guard let first = minimum, first.page == ownPage, first.number <= number else { return false }
            minimum = nil
            ranges.append((ownPage, first.number...number))
        default: ranges.append((ownPage, number...number))
        }
        return ranges.count <= 256
    }

    func usage(at index: Int) -> HidUsage? {
        var rest = index
        for range in ranges {
            if rest < range.numbers.count {
                return HidUsage(page: range.page, number: range.numbers.lowerBound + UInt16(rest))
            }
            rest -= range.numbers.count
        }
        return ranges.last.map { HidUsage(page: $0.page, number: $0.numbers.upperBound) }
    }
}
