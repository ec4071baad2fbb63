/// One entry of the hospital's price catalogue in one version of it.
package struct PriceItem: Sendable, Hashable, Codable {
    package let id: PriceItemID
    package let name: String
    /// Initials of the pinyin, lower case, as the catalogue delivers them (拼音码): 血常规 → `xcg`.
    package let pinyin: String
    package let unit: String
    package let price: Money
    package let category: ChargeCategory
    package let insuranceClass: InsuranceClass
    /// The national code, empty for items that no insurance pays.
    package let nationalCode: String

    package init(
        id: PriceItemID, name: String, pinyin: String, unit: String, price: Money, category: ChargeCategory,
        insuranceClass: InsuranceClass, nationalCode: String
    ) {
        self.id = id
        self.name = name
        self.pinyin = pinyin
        self.unit = unit
        self.price = price
        self.category = category
        self.insuranceClass = insuranceClass
        self.nationalCode = nationalCode
    }
}

/// A version of the whole catalogue; a charge names the version that it was priced with.
package struct PriceListVersion: Sendable, Hashable, Codable, Comparable {
    /// Counts up; a later version never changes an earlier one.
    package let number: Int
    package let effective: CivilDate

    package init(number: Int, effective: CivilDate) {
        self.number = number
        self.effective = effective
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.effective, left.number) < (right.effective, right.number)
    }

    /// The version in force on a day: the latest that is effective by then.
    package static func inForce(on day: CivilDate, of versions: some Sequence<Self>) -> Self? {
        versions.filter { $0.effective <= day }.max()
    }
}

/// Chapters of a bill.
package enum ChargeCategory: String, Sendable, Hashable, Codable, CaseIterable {
    case bed, nursing, drug, laboratory, imaging, treatment, surgery, material, meal, other
}

/// 甲类, 乙类, 丙类 (self-pay).
package enum InsuranceClass: String, Sendable, Hashable, Codable, CaseIterable {
    case a = "A"
    case b = "B"
    case c = "C"
}
