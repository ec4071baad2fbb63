import BedsideDevices
import BedsideDomain
import BedsideKiosk
import BedsidePrinting
import CPosix
import Foundation
import Yams

/// Reads `bedside.yaml` whole: either a configuration in which every rule holds, or every rule that breaks.
package enum ConfigurationReader {
    /// The longest file that is read: a configuration is a few KiB.
    package static let limit = 1 << 20

    /// Throws ``ConfigurationIssues`` or ``DaemonError`` `configurationUnreadable`.
    package static func read(file: String) throws -> DaemonConfiguration {
        guard let data = FileManager.default.contents(atPath: file), data.count <= limit else {
            throw DaemonError(
                .configurationUnreadable, "The file \(file) cannot be read or is above 1 MiB; check path and rights.")
        }
        return try read(text: String(decoding: data, as: UTF8.self), file: file)
    }

    /// The same for a text; `file` is for messages.
    package static func read(text: String, file: String) throws -> DaemonConfiguration {
        let notes = YAMLSection.Notes(file: file)
        let root: YAMLSection
        do {
            root = YAMLSection(try Yams.compose(yaml: text), path: "", notes: notes)
        } catch {
            throw DaemonError(.configurationUnreadable, "The file \(file) is not YAML: \(error)")
        }
        let terminal = root.string("terminal", "must be 1 to 64 of A-Z a-z 0-9 - _ . :", where: isIdentifier)
        let store = root.string("store", "must be an absolute path", where: isPath)
        var configuration = DaemonConfiguration(
            terminal: terminal, store: store,
            api: api(root.section("api")),
            assets: root.string("assets", default: "/usr/share/bedside", "must be an absolute path", where: isPath),
            kiosk: kiosk(root),
            dunning: dunning(root.section("dunning")),
            topUpStep: Money(
                fen: Int64(root.integer("top_up_step_fen", default: 10_000, in: 1...100_000_000))),
            wallet: root.contains("wallet") ? wallet(root.section("wallet")) : nil,
            printing: printing(root.section("printing")),
            scanners: scanners(root), wardScanners: wardScanners(root),
            alarms: alarms(root, terminal: terminal, store: store),
            links: links(root, terminal: terminal),
            central: central(root.section("central"), store: store),
            wardGuide: guide(root),
            logLevel: root.string("log_level", default: "info", "must be one of: debug, info, notice, warning, error") {
                ["debug", "info", "notice", "warning", "error"].contains($0)
            })
        root.finish()
        configuration.kiosk.callPlaces = configuration.alarms.beds.union([configuration.alarms.home])
        if configuration.kiosk.channels.contains(.wallet), configuration.wallet == nil {
            notes.add(nil, "wallet", "is missing; payment.channels names the wallet")
        }
        guard notes.issues.isEmpty else { throw ConfigurationIssues(issues: notes.issues) }
        return configuration
    }

    private static func api(_ section: YAMLSection) -> APIConfiguration {
        defer { section.finish() }
        func numbers(_ key: String, _ number: (String) throws(DomainError) -> UInt32) -> [UInt32] {
            section.strings(key, default: [], limit: 64).compactMap { text in
                section.check(key) { () throws(DomainError) in try number(text) }
            }
        }
        return APIConfiguration(
            directory: section.string("directory", default: "/run/bedside", "must be an absolute path below 90 bytes") {
                isPath($0) && $0.utf8.count < 90
            }, kioskUsers: numbers("kiosk_users", user), wardUsers: numbers("ward_users", user),
            adminUsers: numbers("admin_users", user), adminGroups: numbers("admin_groups", group))
    }

    /// A user by number, or by a name that this machine knows: packages make users whose numbers nobody knows before.
    private static func user(_ text: String) throws(DomainError) -> UInt32 {
        if let number = UInt32(text) { return number }
        var number: UInt32 = 0
        guard isName(text), unsafe bedside_user_number(text, &number) == 0 else {
            throw DomainError(.invalidIdentifier, "No user of this machine has that name; a number is good as well.")
        }
        return number
    }

    private static func group(_ text: String) throws(DomainError) -> UInt32 {
        if let number = UInt32(text) { return number }
        var number: UInt32 = 0
        guard isName(text), unsafe bedside_group_number(text, &number) == 0 else {
            throw DomainError(.invalidIdentifier, "No group of this machine has that name; a number is good as well.")
        }
        return number
    }

    private static func isName(_ text: String) -> Bool { text.utf8.count <= 64 && !text.utf8.contains(0) }

    private static func central(_ section: YAMLSection, store: String) -> CentralConfiguration {
        defer { section.finish() }
        let folder = store.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        return CentralConfiguration(
            identity: section.string(
                "identity", default: folder + "/identity", "must be an absolute path", where: isPath),
            pages: section.string("pages", default: folder + "/pages", "must be an absolute path", where: isPath),
            pagesLimit: section.integer("pages_mib", default: 256, in: 16...16_384) << 20,
            firstContact: section.contains("first_contact_seconds")
                ? .seconds(section.integer("first_contact_seconds", default: 60, in: 0...600)) : nil)
    }

    private static func dunning(_ section: YAMLSection) -> DunningRule {
        defer { section.finish() }
        return DunningRule(
            ratioPercent: section.integer("ratio_percent", default: 100, in: 0...100),
            minimum: Money(fen: Int64(section.integer("minimum_fen", default: 0, in: 0...100_000_000))))
    }

    private static func wallet(_ section: YAMLSection) -> WalletConfiguration {
        defer { section.finish() }
        return WalletConfiguration(
            url: section.string("url", "must begin with http:// or https://") {
                $0.hasPrefix("http://") || $0.hasPrefix("https://")
            },
            timeout: .seconds(section.integer("timeout_seconds", default: 10, in: 1...120)),
            expiry: .seconds(section.integer("expiry_seconds", default: 180, in: 30...7200)),
            inquiry: .milliseconds(section.integer("inquiry_milliseconds", default: 3000, in: 200...60_000)),
            tokenFile: section.string("token_file", default: "", "must be empty or an absolute path") {
                $0.isEmpty || isPath($0)
            })
    }

    private static func printing(_ section: YAMLSection) -> PrintingConfiguration {
        defer { section.finish() }
        func queue(_ key: String) -> String {
            section.string(key, "must be a CUPS queue of 1 to 127 letters, digits, - and _") {
                (1...127).contains($0.utf8.count)
                    && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
            }
        }
        let receipts = receipts(section)
        return PrintingConfiguration(
            server: server(section), sheet: queue("sheet_queue"), label: queue("label_queue"),
            wristband: section.choice("wristband", default: WristbandMedium.band),
            poll: .milliseconds(section.integer("poll_milliseconds", default: 1000, in: 100...60_000)),
            patience: .seconds(section.integer("patience_seconds", default: 600, in: 5...86_400)),
            holdsSheets: section.choice("sheet_hold", default: Choice.yes) == .yes,
            holdsLabels: section.choice("label_hold", default: Choice.no) == .yes, receipts: receipts)
    }

    /// A YAML boolean.
    /// YAML's own words for it are more than these two.
    enum Choice: String, CaseIterable {
        case yes = "true"
        case no = "false"
    }

    private static func server(_ section: YAMLSection) -> CupsServer {
        let text = section.string("server", default: "/run/cups/cups.sock", "must be a socket path or host:port") {
            isPath($0) || port(of: $0) != nil
        }
        guard let port = port(of: text) else { return .socket(text) }
        return .host(String(text.prefix { $0 != ":" }), port: port)
    }

    /// The port of `host:port`; nil for another form.
    private static func port(of text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let port = Int(parts[1]), (1...65_535).contains(port) else {
            return nil
        }
        return port
    }

    private static func guide(_ root: YAMLSection) -> [WardGuide.Section] {
        root.sections("ward_guide", limit: 40).map { part in
            defer { part.finish() }
            return WardGuide.Section(
                title: part.string("title", "must be 1 to 200 bytes") { (1...200).contains($0.utf8.count) },
                text: part.string("text", "must be 1 to 4,000 bytes") { (1...4000).contains($0.utf8.count) })
        }
    }
}

/// An absolute path without empty or dotted parts.
func isPath(_ text: String) -> Bool {
    text.hasPrefix("/") && text.utf8.count <= 1024 && !text.split(separator: "/").contains { $0 == ".." || $0 == "." }
}

func isIdentifier(_ text: String) -> Bool {
    do {
        _ = try Identifier<Never>(text)
        return true
    } catch {
        return false
    }
}
