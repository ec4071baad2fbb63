import BedsideDomain

/// One report of scanned data, taken apart.
struct HidPosReport: Equatable {
    let aim: AimIdentifier?
    let data: ArraySlice<UInt8>
    /// The code goes on in the next report.
    let isContinued: Bool

    /// What one read holds.
    enum Piece: Equatable {
        case report(HidPosReport)
        /// A report of scanned data that is shorter than declared, or counts more data than it has.
        case broken
    }

    /// The reports of scanned data in the bytes of one read. The kernel gives one report a read, an emulated node may give
    /// several; those with other ids (a vendor's pipe) are skipped, and after an id that was never declared nothing can be
    /// told apart any more.
    static func pieces(of bytes: ArraySlice<UInt8>, _ layout: HidPosLayout) -> [Piece] {
        var pieces: [Piece] = []
        var rest = bytes
        while let first = rest.first {
            let id = layout.hasIDs ? first : 0
            guard let size = layout.sizes[id], size > 0 else { break }
            if id == layout.report { pieces.append(piece(rest.prefix(size), size, layout)) }
            rest = rest.dropFirst(size)
        }
        return pieces
    }

    private static func piece(_ bytes: ArraySlice<UInt8>, _ size: Int, _ layout: HidPosLayout) -> Piece {
        let start = bytes.startIndex
        guard bytes.count == size, layout.data.upperBound <= size else { return .broken }
        var data = bytes[(start + layout.data.lowerBound)..<(start + layout.data.upperBound)]
        if let place = layout.count {
            let count = Int(bytes[start + place])
            guard count <= data.count else { return .broken }
            data = data.prefix(count)
        } else {
            while data.last == 0 { data.removeLast() }
        }
        let isContinued = layout.continued.map { bytes[start + $0.byte] & $0.mask != 0 } ?? false
        return .report(HidPosReport(aim: aim(bytes, layout), data: data, isContinued: isContinued))
    }

    private static func aim(_ bytes: ArraySlice<UInt8>, _ layout: HidPosLayout) -> AimIdentifier? {
        guard let places = layout.aim else { return nil }
        let marks = places.map { bytes[bytes.startIndex + $0] }
        guard marks[0] == UInt8(ascii: "]"), marks.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        return AimIdentifier(code: marks[1], modifier: marks[2])
    }
}
