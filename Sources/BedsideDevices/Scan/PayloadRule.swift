/// What a payload may hold: printable UTF-8. Checked once, here, so that no room behind has to fear a scan's bytes.
package enum PayloadRule {
    /// The reason to refuse these bytes, or nil.
    package static func fault(in bytes: [UInt8]) -> ScanFault? {
        if bytes.allSatisfy({ (0x20...0x7E).contains($0) }) { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else { return .notText }
        return text.unicodeScalars.allSatisfy(isPrintable) ? nil : .controlCharacters
    }

    /// Not: C0, C1 and DEL; direction marks, joiners and other invisible formats; line and paragraph separators;
    /// private, unassigned and surrogate code points.
    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
