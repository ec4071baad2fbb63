import BedsideDomain
import BedsideKiosk
import BedsideLinks
import BedsideStore
import Logging

/// Carries out what nurses do at a ward screen: badges and PINs against the store, acts at the engine.
struct WardDesk: Sendable {
    let engine: AlarmEngine
    let store: Store
    let pins: PinVerifier
    let logger: Logger
    /// Nil on a terminal without links to others.
    var links: WardLinks?
    /// The beds at which each ward screen stands.
    var screenBeds: [WardScreenName: Set<AlarmPlace>] = [:]

    func screen(_ name: WardScreenName, _ sign: ScreenSign) { engine.inbox.put(.screen(name, sign)) }

    /// The answer to one effect of a flow. Never throws: a nurse must read what happened.
    func run(_ effect: WardEffect, for name: WardScreenName) async -> WardEvent {
        do {
            switch effect {
            case .lookUp(let badge):
                guard let member = try await store.staff(badge)?.member, member.isActive else { return .unknownBadge }
                return .staff(member)
            case .logOn(let badge, let pin, let right):
                switch try await pins.verify(badge, pin: pin, right: right) {
                case .accepted(let member): return .staff(member)
                case .refused(let triesLeft): return .pinRefused(triesLeft: triesLeft)
                case .locked(let seconds): return .lockedOut(seconds: seconds)
                case .notAllowed: return .unknownBadge
                }
            case .act(let act, let staff):
                let refusal = await AlarmActs(engine: engine, links: links, beds: screenBeds[name] ?? [])
                    .perform(act, by: staff, from: .screen(name))
                return refusal.map { .refused($0) } ?? .done
            }
        } catch {
            logger.error("A ward screen's request failed", metadata: ["screen": "\(name)", "cause": "\(error)"])
            return .problem
        }
    }

    /// The name of a member of staff, for "who has it".
    func name(of staff: StaffID) async -> String? {
        do { return try await store.staff(staff)?.member.name } catch {
            logger.error("A name for the ward screens is not there", metadata: ["cause": "\(error)"])
            return nil
        }
    }
}
