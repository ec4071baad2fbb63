import BedsideDomain
import Crypto
import Foundation

/// The bodies of the facts, with what the model reads of them and what a real central store reads besides.
struct FactBody: Decodable {
    var encounter: EncounterID?
    var payment: PaymentOrderID?
    var hold: OperationID?
    var amountFen: Int64?
    var command: String?
    var outcome: String?
    /// Of an admission.
    var ward: WardID?

    private enum CodingKeys: String, CodingKey {
        case encounter, payment, hold, command, outcome, ward
        case amountFen = "amount_fen"
    }

    /// All keys of all kinds: who reads one kind passes over the rest.
    var json: String {
        var all: [String: any Encodable] = [
            "bed": "B1", "confirmed_by": "N1", "consents": [String](), "admitted_ms": 0, "phone": "1",
            "channel": "wallet",
            "paid_ms": 0, "reference": "R", "fingerprint": "f", "state": "in-ward", "state_ms": 0, "insurance_fen": 0,
            "account_fen": 0, "due_fen": 0, "table": "t", "key": "k", "version": 1, "code": "c",
        ]
        if let encounter {
            all["encounter"] = encounter
            all["order"] = "O-\(encounter.text)"
            all["settlement"] = "S-\(encounter.text)"
        }
        if let amountFen {
            for key in ["amount_fen", "deposits_fen", "total_fen"] { all[key] = amountFen }
        }
        if let payment { all["payment"] = payment }
        if let hold { all["hold"] = hold }
        if let ward { all["ward"] = ward }
        if let command { all["command"] = command }
        if let outcome { all["outcome"] = outcome }
        return "{"
            + all.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\(BedsideSimulation.json($0.value))" }
            .joined(separator: ",") + "}"
    }

    init(
        encounter: EncounterID? = nil, payment: PaymentOrderID? = nil, hold: OperationID? = nil,
        amountFen: Int64? = nil,
        command: String? = nil, outcome: String? = nil, ward: WardID? = nil
    ) {
        self.encounter = encounter
        self.payment = payment
        self.hold = hold
        self.amountFen = amountFen
        self.command = command
        self.outcome = outcome
        self.ward = ward
    }

    init?(_ json: String) {
        do { self = try JSONDecoder().decode(Self.self, from: Data(json.utf8)) } catch { return nil }
    }
}

/// The first 16 bytes of a SHA-256, as the store makes them.
func operationID(_ kind: String, _ key: String) -> OperationID {
    var dice = Dice(seed: 0)
    return OperationID(Array(SHA256.hash(data: Array("\(kind)\n\(key)".utf8)).prefix(16))) ?? dice.fixed()
}

func sha256(_ bytes: [UInt8]) -> EventHash {
    var dice = Dice(seed: 0)
    return EventHash(SHA256.hash(data: bytes)) ?? dice.fixed()
}

func json(_ value: some Encodable) -> String {
    do { return String(decoding: try JSONEncoder().encode(value), as: UTF8.self) } catch { return "" }
}

func parsed<Value: Decodable>(_ json: String, as type: Value.Type = Value.self) -> Value? {
    do { return try JSONDecoder().decode(type, from: Data(json.utf8)) } catch { return nil }
}
