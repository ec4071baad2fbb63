import BedsideDomain
import BedsideKiosk
import BedsideStore
import Logging

/// Carries out what the flow asks for. A refusal becomes a ``KioskProblem``; a store that cannot say whether it committed
/// ends the daemon, because going on would guess.
struct EffectRunner: Sendable {
    let store: Store
    let papers: PaperMaker
    let printing: PrintService
    let payments: PaymentService
    let pins: PinVerifier
    let calls: KioskCalls
    let stays: StayCarrier
    let pages: ReportPages
    /// How this terminal stands with the central store; nil when it was never enrolled.
    let central: @Sendable () async throws -> CentralStanding?
    let notices: ITNotices
    let settings: KioskSettings
    let dunning: DunningRule
    let topUpStep: Money
    let clock: DaemonClock
    let logger: Logger

    /// The answer, or nil when the effect has none. Throws only what must end the daemon.
    ///
    /// - Parameter scan: what led to a look-up; committed with it, before its answer can be shown.
    func run(_ work: KioskEffect.Work, scan: ScanRecord? = nil) async throws -> KioskAnswer? {
        do {
            guard case .lookUp(let credential) = work else { return try await answer(work) }
            return try await lookUp(credential, scan)
        } catch let problem as KioskProblem {
            return .failed(problem)
        } catch let error as DomainError {
            return .failed(KioskProblem(error.code.problem, code: error.codeText))
        } catch let error as StoreError where error.code == .commitUnknown {
            logger.critical("The store cannot say whether it committed", metadata: ["cause": "\(error)"])
            throw error
        } catch let error as StoreError {
            logger.error("The store refused", metadata: ["cause": "\(error)"])
            return .failed(KioskProblem(error.problem, code: error.codeText))
        } catch is CancellationError {
            return nil
        } catch {
            logger.error("An effect failed", metadata: ["cause": "\(error)"])
            return .failed(KioskProblem(.internalFault, code: "internal"))
        }
    }

    private func answer(_ work: KioskEffect.Work) async throws -> KioskAnswer? {
        switch work {
        case .lookUp(let credential): return try await lookUp(credential, nil)
        case .logOn(let badge, let pin, let right): return try await logOn(badge, pin, right)
        case .admit(let order, let answers, let staff): return try await admit(order, answers, staff)
        case .loadDailyBill(let encounter, let day):
            guard let bill = try await store.dailyBill(encounter, day: day) else {
                throw KioskProblem(.notFound, code: "no-charges-yet")
            }
            return .dailyBill(bill)
        case .dispute(let encounter, let charge, let reason):
            _ = try await store.openDispute(encounter, charge: charge, reason: reason, at: clock.wall)
            return .done
        case .searchPrices(let text):
            let today = settings.clock.day(of: clock.wall)
            return .prices(try await store.searchPrices(prefix: text, on: today, limit: 50))
        case .loadReports(let encounter): return .reports(try await reports(encounter))
        case .print(let encounter, let request): return try await print(encounter, request)
        case .releasePrints(let encounter, let jobs): return try await release(jobs, of: encounter)
        case .startPayment(let encounter, let purpose, let channel, let amount):
            try settings.deposit.checkTopUp(amount, purpose)
            let order = try await store.createPayment(
                encounter: encounter, purpose: purpose, channel: channel, amount: amount, at: clock.wall)
            payments.ring()
            return .payment(order)
        case .cancelPayment(let id):
            guard let order = try await payments.cancel(id) else {
                throw KioskProblem(.notFound, code: "no-such-payment")
            }
            return .payment(order)
        case .loadAccount(let encounter): return .account(try await account(encounter))
        case .loadDischarge(let encounter): return .discharge(try await discharge(encounter))
        case .settle(let encounter, let agreed, let staff): return try await settle(encounter, agreed, staff)
        case .loadStaffPage: return .staffPage(try await staffPage())
        case .decidePrint(let job, let decision, let reason, let staff):
            return try await decide(job, decision, reason, staff)
        case .releaseHeld(let encounter, let job, let staff): return try await release(job, of: encounter, by: staff)
        case .dropHeld(let encounter, let staff): return try await drop(encounter, by: staff)
        case .confirmPayment(let id, let staff):
            guard try await payments.confirm(id, by: staff) != nil else {
                throw KioskProblem(.notFound, code: "no-such-payment")
            }
            return .staffPage(try await staffPage())
        case .confirmRefund(let id, let staff):
            try await store.advanceRefund(id, to: .done, by: staff, at: clock.wall)
            return .staffPage(try await staffPage())
        case .attendCall(let alarm, let staff):
            try await calls.attend(alarm, by: staff)
            return .staffPage(try await staffPage())
        case .attendHere(let badge):
            try await calls.attendHere(badge)
            return .done
        case .callPerson(let encounter):
            let place = try await calls.raise(for: encounter)
            logger.notice("Somebody called for a person at this terminal")
            return .called(place)
        case .sessionEnded:
            try await store.recordSessionEnd(at: clock.wall)
            return nil
        }
    }

    private func logOn(_ badge: StaffID, _ pin: Sensitive<String>, _ right: StaffRight) async throws -> KioskAnswer {
        switch try await pins.verify(badge, pin: pin, right: right) {
        case .accepted(let member): return .staff(member)
        case .refused(let triesLeft): return .pinRefused(triesLeft: triesLeft)
        case .locked(let seconds): return .lockedOut(seconds: seconds)
        case .notAllowed: throw KioskProblem(.staffMustAgree, code: "badge-without-right")
        }
    }

    private func account(_ encounter: EncounterID) async throws -> AccountView {
        let totals = try await store.accountTotals(encounter)
        return AccountView(
            deposits: totals.deposits, total: totals.total, selfPay: totals.selfPay,
            balance: try totals.deposits.subtracting(totals.selfPay),
            shortfall: try dunning.shortfall(deposits: totals.deposits, selfPay: totals.selfPay, step: topUpStep))
    }
}

extension DepositRule {
    /// A deposit keeps the rule; what is due at discharge is whatever it is.
    func checkTopUp(_ amount: Money, _ purpose: PaymentOrder.Purpose) throws(DomainError) {
        switch purpose {
        case .deposit: try check(amount)
        case .settlement:
            guard amount.isPositive else { throw DomainError(.invalidAmount, "A top-up must be above zero.") }
        }
    }
}
