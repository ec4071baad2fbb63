/// The size in a medium's PWG 5101.1 name, in hundredths of a millimetre.
///
/// cupsd takes a job for a medium that its queue does not have and prints it on the one that it has [measured, 2.4.2]: a
/// wristband would come out on A4. Names differ from server to server, sizes do not.
struct MediumSize: Sendable, Hashable {
    let width: Int
    let height: Int

    /// Nil for a name without a size, such as `auto`.
    init?(pwg name: String) {
        guard let last = name.split(separator: "_").last else { return nil }
        let unit: Double
        switch last.suffix(2) {
        case "mm": unit = 100
        case "in": unit = 2540
        default: return nil
        }
        let sides = last.dropLast(2).split(separator: "x", omittingEmptySubsequences: false).map { Double($0) }
        guard sides.count == 2, let width = sides[0], let height = sides[1], (0..<10_000).contains(width),
            (0..<10_000).contains(height)
        else { return nil }
        self.width = Int((width * unit).rounded())
        self.height = Int((height * unit).rounded())
    }

    /// Whether a queue that lists these media has this one: by size within a millimetre, or between the ends of a range.
    func isOffered(among names: [String]) -> Bool {
        let listed = names.compactMap { name in MediumSize(pwg: name).map { (name, $0) } }
        let isEnd = { (name: String) in name.contains("_min") || name.contains("_max") }
        if listed.contains(where: { !isEnd($0.0) && isSame(as: $0.1) }) { return true }
        let least = listed.filter { $0.0.contains("_min") }.map(\.1)
        let most = listed.filter { $0.0.contains("_max") }.map(\.1)
        return least.contains { $0.width <= width && $0.height <= height }
            && most.contains { width <= $0.width && height <= $0.height }
    }

    private func isSame(as other: MediumSize) -> Bool {
        abs(width - other.width) <= 100 && abs(height - other.height) <= 100
    }
}
