/// The cells that a terminal moves its cursor by for this scalar: 0, 1 or 2, or -1 for what it does not print.
///
/// The same as glibc's `wcwidth`, foot and xterm, which all sum per scalar; neither Swift's `Character` nor East Asian
/// "ambiguous" rules know it. `●` and box drawing are 1, CJK and emoji 2, combining marks 0, controls and unassigned -1.
package func width(of scalar: Unicode.Scalar) -> Int {
    ScalarWidth.of(scalar.value)
}

/// The lookup behind ``width(of:)``, on raw values so that a cell's bits need no conversion.
enum ScalarWidth {
    @inline(__always)
    static func of(_ value: UInt32) -> Int {
        if value &- 0x20 < 0x5F { return 1 }
        if value &- 0x4E00 < 0x51A6 { return 2 }  // the Chinese characters of nearly every text
        return searched(value)
    }

    /// Binary search for the last boundary at or before the value.
    private static func searched(_ value: UInt32) -> Int {
        let boundaries = ScalarWidthTable.boundaries
        let wanted = value << 2 | 3
        var low = 0
        var high = boundaries.count
        while low < high {
            let middle = (low + high) / 2
            if boundaries[middle] <= wanted { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? -1 : Int(boundaries[low - 1] & 3) - 1
    }
}
