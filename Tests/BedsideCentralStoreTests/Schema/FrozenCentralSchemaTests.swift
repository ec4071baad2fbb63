import BedsideDomain
import Testing

@testable import BedsideCentralStore

/// A step that has shipped never changes: add a new one instead of editing one.
@Suite struct FrozenCentralSchemaTests {
    @Test(arguments: Dialect.allCases) func everyStepIsAsItWasFrozen(_ dialect: Dialect) {
        let digests = CentralSchema.steps.map {
            "\($0.number) \($0.name) \(CentralSchema.digest($0, dialect).prefix(16))"
        }
        #expect(digests == Self.frozen[dialect])
    }

    /// Hospital leads every key, so that a hospital's rows can go to a server of their own.
    @Test func hospitalLeadsEveryKey() {
        let exceptions: Set<String> = ["store_meta", "hospitals", "tokens", "feed_head"]
        for step in CentralSchema.steps {
            for case .table(let table) in step.parts where !exceptions.contains(table.name) {
                #expect(table.columns.contains("PRIMARY KEY (hospital"), "\(table.name)")
            }
        }
    }

    /// The number, the name, and enough of the SHA-256 of the text to see any change.
    static let frozen: [Dialect: [String]] = [
        .sqlite: [
            "1 places bfd1678b2e371e7f", "2 inbox 6662fd542ddfb39f", "3 money 89dff17e53621acb",
            "4 stays 1eb63a603ffe6428",
            "5 feed 563b27c46c213682", "6 restored b76b898efe840695",
        ],
        .postgres: [
            "1 places c93f891e08a1d21a", "2 inbox 65fefece52a54770", "3 money 944e46209aaf3cd6",
            "4 stays 0253baaf72fe3955",
            "5 feed 1a5cf4def97543ff", "6 restored e900497c2918b44f",
        ],
    ]
}
