/// A typed identifier: an encounter's number can never be passed where a report's is meant.
///
/// The text is what the hospital's papers carry. It may name a person indirectly, so it shows itself only through
/// ``text``.
package struct Identifier<Owner>: Sendable, Hashable, Codable, Comparable {
    /// The number as written on paper: 1 to 64 characters of `A-Z a-z 0-9 - _ . :`.
    package let text: String

    /// Throws ``DomainError`` `invalidIdentifier` when the text breaks the rule of ``text``.
    package init(_ text: String) throws(DomainError) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed) else {
            throw DomainError(
                .invalidIdentifier,
                "An identifier must be 1 to 64 of the characters A-Z a-z 0-9 - _ . : (got \(text.utf8.count) bytes).")
        }
        self.text = text
    }

    /// For numbers that the program itself made or that the store checked when it wrote them.
    package init(trusted text: String) { self.text = text }

    package init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x3A, 0x5F: true
        default: false
        }
    }
}

extension Identifier: Redacted {
    /// Never the number itself: an identifier in a log, an error or a dump shows only its length.
    package var description: String { "<id of \(text.utf8.count)>" }
}

package enum PatientTag {}
package enum EncounterTag {}
package enum AdmissionOrderTag {}
package enum BedTag {}
package enum WardTag {}
package enum StaffTag {}
package enum ChargeTag {}
package enum PriceItemTag {}
package enum ReportTag {}
package enum SpecimenTag {}
package enum PaymentOrderTag {}
package enum PrintJobTag {}
package enum SettlementTag {}
package enum DisputeTag {}
package enum InsuranceResultTag {}

package typealias PatientID = Identifier<PatientTag>
package typealias EncounterID = Identifier<EncounterTag>
package typealias AdmissionOrderID = Identifier<AdmissionOrderTag>
package typealias BedID = Identifier<BedTag>
package typealias WardID = Identifier<WardTag>
package typealias StaffID = Identifier<StaffTag>
package typealias ChargeID = Identifier<ChargeTag>
package typealias PriceItemID = Identifier<PriceItemTag>
package typealias ReportID = Identifier<ReportTag>
package typealias SpecimenID = Identifier<SpecimenTag>
package typealias PaymentOrderID = Identifier<PaymentOrderTag>
package typealias PrintJobID = Identifier<PrintJobTag>
package typealias SettlementID = Identifier<SettlementTag>
package typealias DisputeID = Identifier<DisputeTag>
package typealias InsuranceResultID = Identifier<InsuranceResultTag>
