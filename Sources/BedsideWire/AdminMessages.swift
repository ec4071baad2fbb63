/// `GET /v1/status` on `admin.sock`: the stable contract of `bedside status --json`. Clients ignore unknown fields.
package struct StatusMessage: Sendable, Codable {
    package let version: String
    package let terminal: String
    package let uptimeSeconds: Int
    package let store: StoreStatus
    package let devices: [DeviceMessage]
    package let printers: [PrinterMessage]
    /// Rows by state that a person should know of.
    package let waiting: Waiting
    /// `ready`, `attention`: attention when something waits for staff or a device is missing.
    package let state: String
    /// Sheets of paper that came out today, all queues.
    package let sheetsToday: Int
    /// Nil from a daemon that knows no central store.
    package let central: CentralMessage?

    package struct StoreStatus: Sendable, Codable {
        package let journalMode: String
        /// 2 is FULL; the daemon does not start with less.
        package let synchronous: Int
        package let openEncounters: Int
        package let outboxRows: Int
        package let auditRows: Int

        package init(journalMode: String, synchronous: Int, openEncounters: Int, outboxRows: Int, auditRows: Int) {
            self.journalMode = journalMode
            self.synchronous = synchronous
            self.openEncounters = openEncounters
            self.outboxRows = outboxRows
            self.auditRows = auditRows
        }
    }

    package struct Waiting: Sendable, Codable {
        package let unknownPrints: Int
        package let openPrints: Int
        /// Held after an outage, until somebody asks for them.
        package let backlogPrints: Int
        /// Held until their patient is at the screen.
        package let absentPrints: Int
        package let openPayments: Int
        package let openRefunds: Int
        package let openCalls: Int

        package init(
            unknownPrints: Int, openPrints: Int, backlogPrints: Int, absentPrints: Int, openPayments: Int,
            openRefunds: Int, openCalls: Int
        ) {
            self.unknownPrints = unknownPrints
            self.openPrints = openPrints
            self.backlogPrints = backlogPrints
            self.absentPrints = absentPrints
            self.openPayments = openPayments
            self.openRefunds = openRefunds
            self.openCalls = openCalls
        }
    }

    package init(
        version: String, terminal: String, uptimeSeconds: Int, store: StoreStatus, devices: [DeviceMessage],
        printers: [PrinterMessage], waiting: Waiting, state: String, sheetsToday: Int,
        central: CentralMessage?
    ) {
        self.version = version
        self.terminal = terminal
        self.uptimeSeconds = uptimeSeconds
        self.store = store
        self.devices = devices
        self.printers = printers
        self.waiting = waiting
        self.state = state
        self.sheetsToday = sheetsToday
        self.central = central
    }
}

/// A queue of this terminal as cupsd describes it.
package struct PrinterMessage: Sendable, Codable, Hashable {
    /// `sheet`, `label`
    package let tray: String
    package let queue: String
    /// `idle`, `printing`, `stopped`, `unreachable`
    package let state: String
    package let reasons: [String]

    package init(tray: String, queue: String, state: String, reasons: [String]) {
        self.tray = tray
        self.queue = queue
        self.state = state
        self.reasons = reasons
    }
}

/// Paper used by one queue for one kind of paper on one day: an element of `GET /v1/paper`.
package struct PaperUseMessage: Sendable, Codable {
    /// `YYYY-MM-DD` on the hospital's clock.
    package let day: String
    package let queue: String
    package let kind: String
    package let papers: Int
    package let sheets: Int

    package init(day: String, queue: String, kind: String, papers: Int, sheets: Int) {
        self.day = day
        self.queue = queue
        self.kind = kind
        self.papers = papers
        self.sheets = sheets
    }
}

/// A row of the print ledger: an element of `GET /v1/jobs`.
package struct JobMessage: Sendable, Codable {
    package let id: String
    package let kind: String
    package let state: String
    package let trouble: String?
    package let copy: Int
    package let requestedAt: String
    package let cupsJob: Int?

    package init(
        id: String, kind: String, state: String, trouble: String?, copy: Int, requestedAt: String, cupsJob: Int?
    ) {
        self.id = id
        self.kind = kind
        self.state = state
        self.trouble = trouble
        self.copy = copy
        self.requestedAt = requestedAt
        self.cupsJob = cupsJob
    }
}

/// One line of the answer to `POST /v1/import` (newline-delimited JSON): progress, then one result or one problem.
package enum ImportMessage: Sendable, Codable {
    /// `phase` is a section of the file.
    case progress(phase: String, done: Int, total: Int)
    case result([ImportCount])
    case refused(ProblemMessage)
}

/// What an import did to one section.
package struct ImportCount: Sendable, Codable {
    package let section: String
    package let new: Int
    package let unchanged: Int
    package let updated: Int

    package init(section: String, new: Int, unchanged: Int, updated: Int) {
        self.section = section
        self.new = new
        self.unchanged = unchanged
        self.updated = updated
    }
}
