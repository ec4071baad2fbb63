import BedsideDevices
import BedsideDomain
import BedsideKiosk
import BedsidePrinting
import Foundation
import Testing

@testable import BedsideDaemon

/// `assets/bedside.sample.yaml` is the reference of the configuration: all of it is right, and nothing is missing in it.
@Suite struct SampleTests {
    static let path = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../../assets/bedside.sample.yaml"
    ).standardizedFileURL.path

    @Test("The sample is accepted, and means what it says") func accepted() throws {
        let configuration = try ConfigurationReader.read(file: Self.path)
        #expect(configuration.terminal == "ward7-kiosk1")
        #expect(configuration.store == "/var/lib/bedside/bedside.sqlite")
        #expect(configuration.api.kioskUsers == [1001])
        #expect(configuration.kiosk.channels == [.wallet, .cashier])
        #expect(configuration.kiosk.refundLimit == Money(fen: 50_000))
        #expect(configuration.wallet?.timeout == .seconds(10))
        #expect(configuration.printing.queue(in: .label) == "wristbands")
        #expect(configuration.scanners.count == 2)
        #expect(configuration.scanners.map(\.limits) == [.standard, .standard])
        #expect(configuration.scanners.map(\.format) == [.standard, .standard])
        #expect(configuration.scanners.map(\.framing) == [.standard, .standard])
        #expect(configuration.wardGuide.count == 4)
        #expect(configuration.alarms.watchesDevices)
    }

    @Test("Each example that is a comment is right too") func examples() throws {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        let section = try Regex("  # [a-z0-9_]+:")
        let kinds = try text.split(separator: "\n").map { line in
            // Examples are comments of `# ` before a line of YAML within a section.
            let isSection = try section.wholeMatch(in: line) != nil
            return isSection || line.hasPrefix("  # - ") || line.hasPrefix("  #   ") ? "  " + line.dropFirst(4) : line
        }.joined(separator: "\n")
        let configuration = try ConfigurationReader.read(text: kinds, file: "sample.yaml")
        #expect(Set(configuration.scanners.map(\.match.kind)) == Set(ScannerKind.allCases))
        #expect(configuration.kiosk.reader.gsrn?.companyPrefix == "6901234")
        guard case .line(let printer)? = configuration.printing.receipts?.way else {
            Issue.record("no receipt printer")
            return
        }
        #expect(printer.connection == .serial(path: "/dev/ttyUSB0", speed: 115_200, flow: .hardware))
        #expect(configuration.printing.tray(for: .paymentSlip) == .receipt)
        #expect(configuration.printing.tray(for: .dailyBill) == .sheet)
    }

    /// An unknown key in each section makes the reader tell every key that it knows there.
    @Test("Every key that the reader knows is explained in the sample") func whole() throws {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        var broken = text.replacing("  - name: bedside-wedge", with: "  - zz: 1\n    name: bedside-wedge")
            .replacing("ward_guide:\n  - title:", with: "ward_guide:\n  - zz: 1\n    title:")
        for section in ["hospital", "api", "kiosk", "codes", "payment", "dunning", "wallet", "printing"] {
            broken = broken.replacing("\n\(section):\n", with: "\n\(section):\n  zz: 1\n")
        }
        broken += "\nzz: 1\n"
        let found = try issues(of: broken)
        #expect(found.count == 11, "one for each section: \(found.map(\.key))")
        var known: Set<String> = []
        for issue in found {
            let keys = try #require(issue.rule.split(separator: "known: ").last)
            known.formUnion(keys.split(separator: ", ").map(String.init))
        }
        known.subtract(["udev"])
        #expect(known.count > 40)
        for key in known.sorted() {
            let isThere = try text.contains(Regex("(?m)^[#\\- ]*\(key):"))
            #expect(isThere, "the sample does not explain \(key)")
        }
    }

    @Test("What may be left out may be left out") func defaults() throws {
        let configuration = try ConfigurationReader.read(text: smallest, file: "small.yaml")
        #expect(configuration.assets == "/usr/share/bedside")
        #expect(configuration.api.directory == "/run/bedside")
        #expect(configuration.kiosk.channels == [.cashier])
        #expect(configuration.kiosk.idle == .seconds(60))
        #expect(configuration.logLevel == "info")
        #expect(configuration.wallet == nil)
        #expect(configuration.scanners.isEmpty)
    }
}

/// The keys that have no default.
let smallest = """
    terminal: t1
    store: /var/lib/bedside/bedside.sqlite
    hospital:
      name: 示范医院
      ward: 一病区
    printing:
      sheet_queue: ward
      label_queue: bands

    """

/// What is wrong with a text. Throws what the reader throws for a text that is no configuration at all.
func issues(of text: String) throws -> [ConfigurationIssue] {
    do {
        _ = try ConfigurationReader.read(text: text, file: "x.yaml")
        return []
    } catch let error as ConfigurationIssues { return error.issues }
}
