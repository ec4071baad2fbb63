package import BedsideDomain
import GRDB

/// Whom an identity or a voucher names.
package enum IdentityMatch: Sendable {
    /// The open stay; without one and without an unused slip, the latest stay that is over.
    case encounter(Encounter)
    /// A slip that nobody has used yet.
    case order(AdmissionOrder)
}

extension Store {
    /// A slip and the stay that used it. Nil when no such slip was imported.
    package func lookUpAdmissionOrder(_ id: AdmissionOrderID) async throws
        -> (order: AdmissionOrder, usedBy: EncounterID?)?
    {
        try await read { transaction in
            guard let order = try transaction.admissionOrder(id) else { return nil }
            let used: EncounterID? = try transaction.first(
                "SELECT number FROM encounters WHERE admission_order = ?", [id.text]
            ) { try $0.id() }
            return (order, used)
        }
    }

    package func lookUpEncounter(_ id: EncounterID) async throws -> Encounter? {
        try await read { try $0.encounter(id) }
    }

    /// By the number of an identity document, as it was read.
    package func lookUpByIdentity(number: String) async throws -> IdentityMatch? {
        let number = number.uppercased()
        guard !number.isEmpty else { return nil }
        return try await read { transaction in
            try transaction.match(
                stays: "e.patient IN (SELECT id FROM patients WHERE identity_number = ? AND identity_number <> '')",
                orders: "o.identity_number = ?",
                number)
        }
    }

    /// By the code of an insurance e-voucher.
    package func lookUpByVoucher(_ code: String) async throws -> IdentityMatch? {
        guard !code.isEmpty else { return nil }
        return try await read { transaction in
            try transaction.match(stays: "o.insurance_credential = ?", orders: "o.insurance_credential = ?", code)
        }
    }
}

extension Transaction {
    /// An open stay first, then the latest unused slip, then the latest stay that is over.
    fileprivate func match(stays: String, orders: String, _ key: String) throws -> IdentityMatch? {
        let stay = try first(
            """
            \(EncounterRecord.select) WHERE \(stays)
            ORDER BY e.\(EncounterRecord.isOpen) DESC, e.admitted_ms DESC LIMIT 1
            """, [key], EncounterRecord.read)
        if let stay, stay.state.isOpen { return .encounter(stay) }
        let order = try first(
            """
            SELECT \(AdmissionOrderRecord.selection) FROM admission_orders o \(AdmissionOrderRecord.joins)
            WHERE \(orders) AND NOT EXISTS (SELECT 1 FROM encounters e WHERE e.admission_order = o.id)
            ORDER BY o.issued_ms DESC LIMIT 1
            """, [key], AdmissionOrderRecord.read)
        return order.map(IdentityMatch.order) ?? stay.map(IdentityMatch.encounter)
    }
}
