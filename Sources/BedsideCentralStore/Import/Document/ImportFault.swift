/// A rule of the import format that a file breaks, and where: the scanner adds the place from the inside out.
struct ImportFault: Error {
    enum Step { case key(String), index(Int) }

    private(set) var path: [Step]
    let rule: String

    init(_ rule: String, _ path: [Step] = []) {
        self.rule = rule
        self.path = path
    }

    static let notJSON = ImportFault("It is not JSON in UTF-8.")
    static let otherType = ImportFault("It has another type than the format says.")

    func within(_ step: Step) -> ImportFault { ImportFault(rule, [step] + path) }

    /// `charges[12].amount_fen`; a key that is no plain word is not repeated.
    var place: String {
        var place = ""
        for step in path {
            switch step {
            case .index(let index): place += "[\(index)]"
            case .key(let name):
                let isPlain = (1...40).contains(name.utf8.count) && name.utf8.allSatisfy(Self.isKeyByte)
                place += (place.isEmpty ? "" : ".") + (isPlain ? name : "(a key that is no plain word)")
            }
        }
        return place.isEmpty ? "the file" : place
    }

    var refusal: CentralError {
        CentralError(.importRefused, "\(place): \(rule) Nothing of the file was imported.")
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
        default: false
        }
    }
}
