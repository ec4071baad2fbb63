import BedsideDomain
import BedsideWire
import Foundation
import NIOHTTP1
import Testing

@testable import BedsideCentral

/// The fleet page in a real browser: headless Chromium with the page's own strict policy. Without Chromium they fail: a page that
/// nobody looked at is not tested.
@Suite(.serialized)
struct FleetPageTests {
    @Test func aTelephoneShowsTheWorstFirst() async throws {
        try await CentralRig.with { rig in
            try await fill(rig)
            let dom = try await Browser.dump("http://localhost:\(rig.started.adminPort)/?lang=en", width: 360)
            let order = dom.components(separatedBy: "data-terminal=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
            #expect(order == ["T-GONE", "T-HELD", "T-CALL", "T-FINE"], "\(dom)")
            #expect(dom.contains("3 of 4 terminals in trouble"))
            #expect(dom.contains("revoked") && dom.contains("quarantined") && dom.contains("media-empty"))
            // What a terminal told is text: it makes no element and runs nothing.
            #expect(!dom.contains("<b>") && dom.contains("&lt;b&gt;"))
            let chinese = try await Browser.dump("http://localhost:\(rig.started.adminPort)/?lang=zh", width: 360)
            #expect(chinese.contains("4 台终端中 3 台有问题") && chinese.contains("已吊销") && chinese.contains("缺纸"))
        }
    }

    @Test func nothingIsCutOffAtPhoneWidth() async throws {
        try await CentralRig.with { rig in
            try await fill(rig)
            let picture = rig.folder + "/page.png"
            let data = try await Browser.picture(
                "http://localhost:\(rig.started.adminPort)/?lang=zh", width: 360, height: 1400, picture)
            #expect(data.count > 10_000)
            if let keep = ProcessInfo.processInfo.environment["BEDSIDE_PICTURES"] {
                try data.write(to: URL(fileURLWithPath: keep + "/fleet-360.png"))
            }
            // The page tells by itself whether it is wider than its window.
            let dom = try await Browser.dump("http://localhost:\(rig.started.adminPort)/?lang=zh", width: 360)
            #expect(dom.contains("data-wide=\"no\""))
        }
    }

    /// Four terminals: revoked, with a held fact, with an emergency and no paper, and fine.
    private func fill(_ rig: CentralRig) async throws {
        for name in ["T-GONE", "T-HELD", "T-CALL", "T-FINE"] {
            let terminal = try await rig.terminal(name)
            var pulse = Pulse.test()
            if name == "T-CALL" {
                pulse = .test(
                    version: "0.1.0<b>",
                    printers: [
                        PrinterMessage(tray: "sheet", queue: "ward", state: "stopped", reasons: ["media-empty"])
                    ], emergencies: 1)
            }
            #expect(try await terminal.pulse(rig, pulse).status == 200)
            if name == "T-HELD" {
                #expect(try await terminal.up(rig, try terminal.batch(["{}"], kind: "nobody.knows")).status == 200)
            }
        }
        let _: DoneMessage = try await rig.admin(
            "/v1/revocations", RevocationWish(hospital: nil, terminal: TerminalName(trusted: "T-GONE")))
    }
}

/// Headless Chromium.
enum Browser {
    static let path = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// The page's elements after its script ran, without the script itself.
    static func dump(_ url: String, width: Int) async throws -> String {
        var page = ""
        for patience in patiences where !page.contains("data-wide") {
            page = try await run(["--window-size=\(width),1400", "--dump-dom", url], patience)
        }
        return page.components(separatedBy: "<script")[0]
    }

    /// A picture of it; the smallest that is a picture of something.
    static func picture(_ url: String, width: Int, height: Int, _ file: String) async throws -> Data {
        var picture = Data()
        for patience in patiences where picture.count < 10_000 {
            _ = try await run(
                ["--window-size=\(width),\(height)", "--hide-scrollbars", "--screenshot=\(file)", url], patience)
            picture = FileManager.default.contents(atPath: file) ?? Data()
        }
        return picture
    }

    /// Milliseconds. The page never ends to load, because it is live: Chromium is told when to look at it, and a machine
    /// with much to do is asked again.
    private static let patiences = [3000, 12_000, 40_000]

    private static func run(_ arguments: [String], _ patience: Int) async throws -> String {
        let profile = NSTemporaryDirectory() + "bedside-chromium-\(UUID().uuidString)"
        defer { do { try FileManager.default.removeItem(atPath: profile) } catch {} }
        let outcome = try await Program.run(
            try #require(path),
            ["--headless=new", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(profile)", "--timeout=\(patience)"]
                + arguments)
        #expect(outcome.code == 0)
        return outcome.out
    }
}
