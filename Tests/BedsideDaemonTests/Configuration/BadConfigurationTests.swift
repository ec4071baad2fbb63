import Foundation
import Testing

@testable import BedsideDaemon

/// Each rule of the configuration, broken once: the file, the line, the key and the rule are named.
@Suite struct BadConfigurationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        /// The text that is replaced in ``smallest``, or appended to it when empty.
        let old: String
        let new: String
        let line: Int
        let key: String
        let rule: String
        var testDescription: String { "\(key): \(new)" }

        init(_ old: String, _ new: String, _ line: Int, _ key: String, _ rule: String) {
            (self.old, self.new, self.line, self.key, self.rule) = (old, new, line, key, rule)
        }
    }

    static let cases: [Case] = [
        Case("terminal: t1", "terminal: 床 1", 1, "terminal", "must be 1 to 64 of"),
        Case("terminal: t1", "terminal: ''", 1, "terminal", "must be 1 to 64 of"),
        Case("terminal: t1\n", "", 1, "terminal", "is missing"),
        Case("terminal: t1", "terminal: [t1]", 1, "terminal", "must be 1 to 64 of"),
        Case("/var/lib/bedside/bedside.sqlite", "bedside.sqlite", 2, "store", "absolute path"),
        Case("/var/lib/bedside/bedside.sqlite", "/var/../etc/shadow", 2, "store", "absolute path"),
        Case("hospital:\n  name: 示范医院\n", "hospital:\n", 4, "hospital.name", "is missing"),
        Case("hospital:\n  name: 示范医院\n  ward: 一病区", "hospital: yes", 3, "hospital", "must be a mapping"),
        Case("  ward: 一病区", "  ward: 一病区\n  utc_offset_minutes: 900", 6, "hospital.utc_offset_minutes", "-720 to 840"),
        Case("  ward: 一病区", "  ward: 一病区\n  bed: 3", 6, "hospital.bed", "is not a key"),
        Case("sheet_queue: ward", "sheet_queue: 'ward; rm'", 7, "printing.sheet_queue", "CUPS queue"),
        Case(
            "sheet_queue: ward", "sheet_queue: ward\n  server: cups", 8, "printing.server", "socket path or host:port"),
        Case("sheet_queue: ward", "sheet_queue: ward\n  server: cups:99999", 8, "printing.server", "host:port"),
        Case("sheet_queue: ward", "sheet_queue: ward\n  wristband: silk", 8, "printing.wristband", "must be one of"),
        Case(
            "sheet_queue: ward", "sheet_queue: ward\n  patience_seconds: 1", 8, "printing.patience_seconds",
            "5 to 86400"),
        Case("", "log_level: loud\n", 9, "log_level", "must be one of"),
        Case("", "api: {directory: run}\n", 9, "api.directory", "absolute path"),
        Case("", "api: {directory: /\(String(repeating: "x", count: 90))}\n", 9, "api.directory", "below 90 bytes"),
        Case("", "api: {admin_users: [nobody-of-this-name]}\n", 9, "api.admin_users", "number"),
        Case("", "api: {admin_groups: [nobody-of-this-name]}\n", 9, "api.admin_groups", "number"),
        Case("", "api: {admin_users: 1}\n", 9, "api.admin_users", "must be a list"),
        Case("", "kiosk: {language: fr}\n", 9, "kiosk.language", "must be one of"),
        Case("", "kiosk: {idle_seconds: 29}\n", 9, "kiosk.idle_seconds", "30 to 600"),
        Case("", "kiosk: {settle_ms: 1001}\n", 9, "kiosk.settle_ms", "0 to 1000"),
        Case("", "kiosk: {warning_seconds: 19}\n", 9, "kiosk.warning_seconds", "20 to 120"),
        Case(
            "", "kiosk: {idle_seconds: 40, warning_seconds: 40}\n", 0, "kiosk.warning_seconds", "less than idle_seconds"
        ),
        Case("", "codes: {wristband: wd}\n", 9, "codes.wristband", "1 to 6 of A-Z"),
        Case("", "codes: {wristband: RYX}\n", 0, "codes", "could not be told apart"),
        Case("", "payment: {channels: [gold]}\n", 9, "payment.channels", "cashier or wallet"),
        Case("", "payment: {channels: [wallet]}\n", 0, "wallet", "is missing"),
        Case("", "payment: {channels: []}\n", 0, "payment.channels", "at least one"),
        Case("", "payment: {refund_limit_fen: -1}\n", 9, "payment.refund_limit_fen", "0 to"),
        Case("", "payment: {refund_limit_fen: 1.5}\n", 9, "payment.refund_limit_fen", "whole number"),
        Case("", "dunning: {ratio_percent: 101}\n", 9, "dunning.ratio_percent", "0 to 100"),
        Case("", "top_up_step_fen: 0\n", 9, "top_up_step_fen", "1 to"),
        Case("", "wallet: {url: 'ftp://x'}\n", 9, "wallet.url", "http"),
        Case("", "wallet: {timeout_seconds: 5}\n", 9, "wallet.url", "is missing"),
        Case(
            "", "wallet: {url: 'http://x', inquiry_milliseconds: 1}\n", 9, "wallet.inquiry_milliseconds", "200 to 60000"
        ),
        Case("", "wallet: {url: 'http://x', token_file: token}\n", 9, "wallet.token_file", "absolute path"),
        Case("", "scanners: {}\n", 9, "scanners", "must be a list"),
        Case("", "scanners: [{name: A B, kind: serial, path: /dev/x}]\n", 9, "scanners[0].name", "1 to 32"),
        Case("", "scanners: [{name: a, kind: usb}]\n", 9, "scanners[0].kind", "must be one of"),
        Case("", "scanners: [{name: a, kind: evdev}]\n", 9, "scanners[0].udev", "udev properties"),
        Case("", "scanners: [{name: a, udev: {ID_BUS: usb}}]\n", 9, "scanners[0].udev", "told from others"),
        Case(
            "", "scanners: [{name: a, udev: {ID_VENDOR_ID: 0c2e, ID_MODEL_ID: '0901'}}]\n", 9, "scanners[0].udev",
            "the same for every scanner of its kind"),
        Case(
            "", "scanners: [{name: a, udev: {ID_SERIAL: x}, endings: [NUL]}]\n", 9, "scanners[0].endings",
            "CR, LF, TAB"),
        Case(
            "", "scanners: [{name: a, udev: {ID_SERIAL: x}, path: /dev/ttyS0}]\n", 9, "scanners[0].path",
            "only for serial, id-card"),
        Case(
            "", "scanners: [{name: a, kind: serial, udev: {ID_SERIAL: x}, path: /dev/ttyS0}]\n", 9, "scanners[0].path",
            "without udev properties"),
        Case(
            "", "scanners: [{name: a, udev: {ID_SERIAL: x}, idle_gap_ms: 5}]\n", 9, "scanners[0].idle_gap_ms", "10 to"),
        Case(
            "", "scanners: [{name: a, udev: {ID_SERIAL: x}, layout: xx}]\n", 9, "scanners[0].layout", "us, de, fr, es"),
        Case(
            "", "scanners: [{name: a, kind: serial, path: /dev/x, layout: us}]\n", 9, "scanners[0].layout",
            "only for evdev"),
        Case(
            "", "scanners: [{name: a, kind: hidpos, udev: {ID_SERIAL: x}, endings: []}]\n", 9, "scanners[0].endings",
            "is not for kind hidpos"),
        Case(
            "", "scanners: [{name: a, udev: {ID_SERIAL: x}, encoding: utf7}]\n", 9, "scanners[0].encoding", "utf8, gbk"),
        Case("", "scanners: [{name: a, udev: {ID_SERIAL: x}, aim: on}]\n", 9, "scanners[0].aim", "none, prefix"),
        Case("", "scanners: [{name: a, udev: {ID_SERIAL: x}, payload: x}]\n", 9, "scanners[0].payload", "gs1"),
        Case("", "scanners: [{name: a, udev: {ID_SERIAL: x}, prefix: '\\x0'}]\n", 9, "scanners[0].prefix", "\\xHH"),
        Case(
            "", "scanners: [{name: a, udev: {ID_SERIAL: x}, suffix: 'ABCDEFGHIJKLMNOPQ'}]\n", 9, "scanners[0].suffix",
            "at most 16"),
        Case(
            "", "scanners: [{name: a, udev: {ID_SERIAL: x}, repeat_window_ms: 60001}]\n", 9,
            "scanners[0].repeat_window_ms", "0 to 60000"),
        Case(
            "", "scanners: [{name: a, udev: {ID_SERIAL: x}, rate_per_second: -1}]\n", 9, "scanners[0].rate_per_second",
            "0 to 1000"),
        Case(
            "", "scanners: [{name: a, udev: {ID_SERIAL: x}, rate_burst: 0}]\n", 9, "scanners[0].rate_burst", "1 to 1000"
        ),
        Case("", "scanners: [{name: a, kind: smart-card}]\n", 9, "scanners[0].reader", "1 to 127"),
        Case(
            "", "scanners: [{name: a, kind: smart-card, reader: ACS, udev: {ID_SERIAL: x}}]\n", 9, "scanners[0].udev",
            "is not for kind smart-card"),
        Case("", "ward_guide: [{title: ''}]\n", 9, "ward_guide[0].title", "1 to 200"),
        Case("", "suggestions: on\n", 9, "suggestions", "is not a key"),
    ]

    @Test("A broken rule is named with its file, line and key", arguments: cases) func named(_ one: Case) throws {
        let text = one.old.isEmpty ? smallest + one.new : smallest.replacing(one.old, with: one.new)
        #expect(text != smallest)
        let all = try issues(of: text)
        let found = try #require(all.first { $0.key == one.key }, "\(all)")
        #expect(found.file == "x.yaml")
        #expect(found.line == one.line)
        #expect(found.rule.contains(one.rule), "\(found.rule)")
        #expect(found.description.hasPrefix("x.yaml:\(one.line): \(one.key): "))
    }

    @Test("Two scanners of one name, and two of one device, are refused") func scannersApart() throws {
        for second in ["name: a, udev: {ID_SERIAL: y}", "name: b, udev: {ID_SERIAL: x}"] {
            let found = try issues(of: smallest + "scanners: [{name: a, udev: {ID_SERIAL: x}}, {\(second)}]\n")
            #expect(found.map(\.key) == ["scanners"], "\(second): \(found)")
        }
    }

    @Test("A wedge that turns into a serial line has two entries of one name") func twoForms() throws {
        let found = try issues(
            of: smallest
                + "scanners: [{name: a, udev: {ID_SERIAL: x}}, {name: a, kind: serial, udev: {ID_SERIAL: x}}]\n")
        #expect(found.isEmpty)
    }

    @Test("All that is wrong is told at once") func atOnce() throws {
        let found = try issues(
            of:
                "terminal: ''\nstore: x\nzz: 1\nhospital: {}\nprinting: {sheet_queue: a, label_queue: b, poll_milliseconds: no}\n"
        )
        #expect(
            Set(found.map(\.key)) == [
                "terminal", "store", "zz", "hospital.name", "hospital.ward", "printing.poll_milliseconds",
            ])
    }

    @Test(
        "What is no YAML at all is refused in words",
        arguments: ["a: [", "\u{0}", "a: 1\na: 2\n", "- 1\n", "", "just words"])
    func notYAML(_ text: String) {
        #expect(throws: (any Error).self) { try ConfigurationReader.read(text: text, file: "x.yaml") }
    }

    @Test("A file above 1 MiB is not read") func tooBig() async throws {
        try await withFolder { folder in
            let path = "\(folder)/big.yaml"
            try (smallest + String(repeating: "# a comment\n", count: 100_000)).write(
                toFile: path, atomically: true, encoding: .utf8)
            #expect { try ConfigurationReader.read(file: path) } throws: { "\($0)".contains("above 1 MiB") }
        }
    }
}
