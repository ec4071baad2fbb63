package import BedsideDevices
package import BedsideDomain
package import BedsideKiosk
package import BedsidePrinting

/// Everything that a site sets, validated whole before anything starts. `assets/bedside.sample.yaml` explains each key.
package struct DaemonConfiguration: Sendable {
    package var terminal: String
    package var store: String
    package var api: APIConfiguration
    /// The folder with the screen texts.
    package var assets: String
    package var kiosk: KioskSettings
    package var dunning: DunningRule
    /// A sum that is asked for is rounded up to this.
    package var topUpStep: Money
    package var wallet: WalletConfiguration?
    package var printing: PrintingConfiguration
    package var scanners: [ScannerConfiguration]
    /// Scanners at a ward screen instead of the kiosk.
    package var wardScanners: [ScannerName: WardScreenName]
    package var alarms: AlarmConfiguration
    /// Nil on a terminal without links to others of its ward.
    package var links: LinkConfiguration?
    package var central: CentralConfiguration
    package var wardGuide: [WardGuide.Section]
    package var logLevel: String
}

/// The unix sockets of the local API and who may use them.
package struct APIConfiguration: Sendable, Hashable {
    /// The folder of `kiosk.sock`, `ward.sock` and `admin.sock`; the daemon makes the sockets, not the folder.
    package var directory: String
    /// User ids that may use `kiosk.sock` besides root and the daemon's own.
    package var kioskUsers: [UInt32]
    /// User ids that may use `ward.sock` besides root and the daemon's own.
    package var wardUsers: [UInt32]
    /// User ids that may use `admin.sock` besides root and the daemon's own.
    package var adminUsers: [UInt32]
    /// Groups whose members may use the admin socket.
    package var adminGroups: [UInt32] = []
}

/// Where this terminal keeps what joins it to the central store. Enrolment itself is no configuration: `bedside enrol`.
package struct CentralConfiguration: Sendable, Hashable {
    /// The folder of keys and certificates, made with mode 0700 when the terminal enrols.
    package var identity: String
    /// The folder of encrypted pages of reports, and how many bytes it may hold.
    package var pages: String
    package var pagesLimit: Int
    /// How long after the start the central store is asked for the first time, at the longest; nil: the sync's own rule. A
    /// hospital's terminals come up together after a power cut, and must not come at once.
    package var firstContact: Duration?
}

/// A wallet's gateway. Without it only the cashier's desk takes money.
package struct WalletConfiguration: Sendable, Hashable {
    package var url: String
    /// A request without an answer by then is unknown, never failed.
    package var timeout: Duration
    /// An order that nobody paid by then is closed.
    package var expiry: Duration
    /// How often a waiting order is asked for (WeChat: every 3 to 5 s).
    package var inquiry: Duration
    /// A file with the gateway's token, from systemd credentials; empty for none.
    package var tokenFile: String
}

/// The private or system CUPS and its queues.
package struct PrintingConfiguration: Sendable, Hashable {
    package var server: CupsServer
    /// The queue of A4 sheets.
    package var sheet: String
    /// The queue of wristbands, and what it is loaded with.
    package var label: String
    package var wristband: WristbandMedium
    /// How often an open job is asked for.
    package var poll: Duration
    /// A page that could not go out for so long is held until somebody asks for it.
    package var patience: Duration
    /// Whether papers of a queue come out only while their patient stands at the screen.
    package var holdsSheets = true
    package var holdsLabels = false

    /// The receipt printer, where the site has one.
    package var receipts: ReceiptRoute?

    /// Where papers of a kind come out.
    package func tray(for kind: Paper.Kind) -> PaperTray {
        receipts?.papers.contains(kind) == true ? .receipt : kind.tray
    }

    /// Nil for a tray that the site does not have.
    package func queue(in tray: PaperTray) -> String? {
        switch tray {
        case .sheet: sheet
        case .label: label
        case .receipt: receipts?.queue
        }
    }

    /// Where this page comes out: what the receipt printer cannot set comes out on A4. The same page, the same tray.
    package func tray(for job: PrintJob) -> PaperTray {
        guard tray(for: job.paper.kind) == .receipt, case .line(let printer)? = receipts?.way else {
            return tray(for: job.paper.kind)
        }
        return printer.receipt(of: job.paper, mark: job.mark) == nil ? job.paper.kind.tray : .receipt
    }

    package func rule(for tray: PaperTray) -> HoldRule {
        switch tray {
        case .sheet, .receipt: HoldRule(patience: patience, waitsForPatient: holdsSheets)
        case .label: HoldRule(patience: patience, waitsForPatient: holdsLabels)
        }
    }
}
