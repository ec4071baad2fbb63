import BedsideDomain
import GRDB

/// `wards[]`
struct WardEntry: ImportEntry {
    static let section = "wards"
    let id: WardID
    let name: String

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder, ["id", "name"])
        id = try fields.id("id")
        name = try fields.text("name", 1...100)
    }

    func write(_ writer: ImportWriter) throws -> ImportOutcome {
        let transaction = writer.transaction
        let stored = try transaction.first("SELECT name FROM wards WHERE id = ?", [id.text]) { try $0.text() }
        guard stored != name else { return .unchanged }
        try transaction.run(
            "INSERT INTO wards(id, name) VALUES (?, ?) ON CONFLICT(id) DO UPDATE SET name = excluded.name",
            [id.text, name])
        return stored == nil ? .new : .updated
    }
}

/// `beds[]`
struct BedEntry: ImportEntry {
    static let section = "beds"
    let id: BedID
    let ward: WardID
    let label: String

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder, ["id", "ward", "label"])
        id = try fields.id("id")
        ward = try fields.id("ward")
        label = try fields.text("label", 1...20)
    }

    func write(_ writer: ImportWriter) throws -> ImportOutcome {
        let transaction = writer.transaction
        let isWard = try transaction.first("SELECT 1 FROM wards WHERE id = ?", [ward.text]) { try $0.int() }
        guard isWard != nil else { throw ImportRule("ward", "No ward of this file or of the store has this id.") }
        let namesake = try transaction.first(
            "SELECT 1 FROM beds WHERE ward = ? AND label = ? AND id <> ?", [ward.text, label, id.text]
        ) { try $0.int() }
        guard namesake == nil else { throw ImportRule("label", "Another bed of the ward has this label.") }
        let stored = try transaction.first("SELECT ward, label FROM beds WHERE id = ?", [id.text]) {
            (ward: try $0.id() as WardID, label: try $0.text())
        }
        if let stored {
            guard stored.ward == ward else { throw ImportRule("ward", "A bed never moves to another ward.") }
            guard stored.label != label else { return .unchanged }
        }
        try transaction.run(
            "INSERT INTO beds(id, ward, label) VALUES (?, ?, ?) ON CONFLICT(id) DO UPDATE SET label = excluded.label",
            [id.text, ward.text, label])
        return stored == nil ? .new : .updated
    }
}

/// `staff[]`
struct StaffEntry: ImportEntry {
    static let section = "staff"
    let id: StaffID
    let name: String
    let role: StaffMember.Role
    let isActive: Bool
    let pinHash: String

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder, ["id", "name", "role", "active", "pin_hash"])
        id = try fields.id("id")
        name = try fields.text("name", 1...100)
        role = try fields.word("role")
        isActive = try fields.flag("active")
        pinHash = try fields.text("pin_hash", 1...300)
        guard PinHash(pinHash) != nil else {
            throw fields.refused(
                "pin_hash", "It must be scrypt$N$8$p$salt$hash: N 16384 to 131072, p 1 to 4, salt and hash hexadecimal."
            )
        }
    }

    func write(_ writer: ImportWriter) throws -> ImportOutcome {
        guard writer.reads(id.text, .staff, as: .staffBadge(id)) else {
            throw ImportRule(
                "id", "It must be a badge code: \(writer.prefixes.staffBadge), digits, and their Luhn check digit.")
        }
        let transaction = writer.transaction
        let stored = try transaction.staff(id)
        let member = StaffMember(id: id, name: name, role: role, isActive: isActive)
        if let stored, stored.member == member, stored.pinHash == pinHash { return .unchanged }
        // A new PIN starts without the old one's failures.
        try transaction.run(
            """
            INSERT INTO staff(id, name, role, active, pin_hash) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT(id) DO UPDATE SET name = excluded.name, role = excluded.role, active = excluded.active,
                failures = CASE WHEN pin_hash = excluded.pin_hash THEN failures ELSE 0 END,
                pin_hash = excluded.pin_hash
            """, [id.text, name, role.rawValue, isActive, pinHash])
        return stored == nil ? .new : .updated
    }
}

extension ImportWriter {
    var prefixes: CredentialReader.Prefixes { transaction.surroundings.reader.prefixes }

    /// Whether a scanner at the bedside would read the code as what it is meant to be.
    func reads(_ code: String, _ context: ScanContext, as wanted: Credential) -> Bool {
        do {
            let scan = try ScanText(Array(code.utf8))
            return transaction.surroundings.reader.read(scan, context: context, today: today) == .credential(wanted)
        } catch { return false }
    }
}
