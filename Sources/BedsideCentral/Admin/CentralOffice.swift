import BedsideCentralStore
import BedsideDomain
import BedsideTransport
import BedsideWire
import Logging

/// What IT may do, whoever asks: the socket's routes and the tests.
struct CentralOffice: Sendable {
    let store: CentralStore
    let installation: Installation
    let hub: WaitHub
    let watch: FeedWatch
    let clock: CentralClock
    let rules: FleetRules
    let logger: Logger

    func token(_ wish: TokenWish) async throws -> TokenMessage {
        let hospital = try await hospital(wish.hospital)
        if let terminal = wish.terminal, !wish.again,
            try await store.fleet(of: hospital).contains(where: { $0.terminal == terminal })
        {
            throw CentralServerError(
                .refused,
                "The terminal is enrolled already. With --again it is enrolled anew, and its old certificate counts no more."
            )
        }
        let now = clock.wall
        let token = try await store.makeToken(
            of: hospital, ward: wish.ward, for: wish.terminal,
            authority: installation.authority.certificate.fingerprint, at: now)
        logger.notice("A token was made", metadata: ["terminal": "\(wish.terminal?.text ?? "any")"])
        return TokenMessage(
            hospital: hospital, ward: wish.ward, terminal: wish.terminal, token: Sensitive(token.text),
            expiresMs: now.adding(seconds: SyncLimits.tokenSeconds).milliseconds)
    }

    func hospitals() async throws -> [HospitalMessage] {
        try await store.hospitals().map { HospitalMessage(hospital: $0.hospital, name: $0.name) }
    }

    func makeHospital(_ wish: HospitalMessage) async throws {
        guard (1...80).contains(wish.name.count) else {
            throw CentralServerError(.refused, "A hospital's name has 1 to 80 characters.")
        }
        try await store.makeHospital(wish.hospital, name: wish.name, at: clock.wall)
        try await refreshCertificate()
    }

    /// The server's own certificate names every hospital.
    func refreshCertificate() async throws {
        try installation.refresh(hospitals: try await store.hospitals().map(\.hospital), at: clock.wall)
    }

    func fleet() async throws -> FleetMessage {
        FleetMessage(try await store.fleet().map(FleetEntry.init), rules: rules, at: clock.wall)
    }

    func revoke(_ wish: RevocationWish) async throws {
        let hospital = try await hospital(wish.hospital)
        guard try await store.revoke(wish.terminal, of: hospital, at: clock.wall) else {
            throw CentralServerError(.refused, "The central store knows no such terminal.")
        }
        hub.end(wish.terminal, of: hospital)
        watch.touch(hospital)
        logger.notice("A terminal was revoked", metadata: ["terminal": "\(wish.terminal.text)"])
    }

    /// False when nothing waits.
    func endWait(_ wish: EndWaitWish) async throws -> Bool {
        let hospital = try await hospital(wish.hospital)
        guard try await store.endWait(of: hospital, at: clock.wall) else { return false }
        watch.touch(hospital)
        logger.notice("A person ended the wait after the restore", metadata: ["hospital": "\(hospital.text)"])
        return true
    }

    func command(_ wish: CommandWish) async throws -> CommandMessage {
        let hospital = try await hospital(wish.hospital)
        guard try await store.fleet(of: hospital).contains(where: { $0.terminal == wish.terminal }) else {
            throw CentralServerError(.refused, "The central store knows no such terminal.")
        }
        let now = clock.wall
        let id = try await store.database.write { transaction in
            try transaction.command(
                wish.command, for: wish.terminal, in: hospital,
                notAfter: now.adding(seconds: Int64(wish.minutes) * 60), at: now)
        }
        watch.touch(hospital)
        return CommandMessage(id: id)
    }

    func quarantine() async throws -> [QuarantineMessage] {
        var held: [QuarantineMessage] = []
        for hospital in try await store.hospitals() {
            held += try await store.heldEvents(of: hospital.hospital).map {
                QuarantineMessage(
                    hospital: $0.hospital, terminal: $0.terminal, seq: $0.seq, kind: $0.kind, code: $0.code,
                    heldMs: $0.heldAt.milliseconds)
            }
        }
        return held
    }

    func replay() async throws -> ReplayMessage {
        var applied = 0
        var held = 0
        for (hospital, _) in try await store.hospitals() {
            applied += try await store.replayHeld(of: hospital, everything: true, at: clock.wall)
            held += try await store.heldEvents(of: hospital, limit: Int(Int32.max)).count
            watch.touch(hospital)
        }
        return ReplayMessage(applied: applied, held: held)
    }

    func importFile(_ bytes: [UInt8], hospital: HospitalID?) async throws -> ImportedMessage {
        let hospital = try await self.hospital(hospital)
        let result = try await store.importDocument(bytes, for: hospital, at: clock.wall)
        watch.touch(hospital)
        logger.notice("An import was committed", metadata: ["bytes": "\(bytes.count)"])
        return ImportedMessage(
            sections: result.sections.map {
                ImportCount(section: $0.name, new: $0.new, unchanged: $0.unchanged, updated: $0.updated)
            })
    }

    /// Every difference of a day. Throws ``CentralServerError``, `DomainError` or `CentralError`.
    func reconcile(date: String, bill: [UInt8]?, hospital: HospitalID?) async throws -> ReconciledMessage {
        let day = try CivilDate(text: date)
        let hospital = try await self.hospital(hospital)
        let bill = try bill.map { bytes throws(DomainError) in try ProviderBill(bytes, clock: .china) }
        let result = try await store.reconcile(day, of: hospital, clock: .china, bill: bill)
        return ReconciliationSheet(result, failedRefunds: bill?.failedRefunds ?? 0).message
    }

    /// A whole copy of the SQLite file, made within the server's own connection.
    func backup(_ wish: BackupWish) async throws {
        guard let database = store.database as? SQLiteDatabase else {
            throw CentralServerError(.refused, "The store is PostgreSQL; use pg_basebackup or pg_dump.")
        }
        guard wish.file.hasPrefix("/") else {
            throw CentralServerError(.refused, "A backup needs a whole path; nothing was written.")
        }
        try await database.backup(to: wish.file)
    }

    func authority() -> AuthorityMessage {
        AuthorityMessage(
            certificate: installation.authority.certificate.pem,
            fingerprint: installation.authority.certificate.fingerprint,
            serverCertificateEndMs: installation.certificateEnd.milliseconds)
    }

    /// The one that was named, or the only one. Throws ``CentralServerError`` `refused`.
    private func hospital(_ named: HospitalID?) async throws -> HospitalID {
        let all = try await store.hospitals().map(\.hospital)
        if let named {
            guard all.contains(named) else {
                throw CentralServerError(.refused, "The central store knows no such hospital; see `hospital list`.")
            }
            return named
        }
        guard let only = all.first, all.count == 1 else {
            throw CentralServerError(.refused, "There are several hospitals; name one with --hospital.")
        }
        return only
    }
}
