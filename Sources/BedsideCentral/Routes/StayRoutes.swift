import BedsideDomain
import BedsideWire
import HTTPTypes
import Hummingbird

/// How a stay goes from the terminal that keeps it to another.
struct StayRoutes: Sendable {
    let desk: any CentralDesk
    let hub: WaitHub
    let watch: FeedWatch
    let clock: CentralClock

    /// `POST /v1/k/{terminal}/stays/{encounter}/take?wait=S`
    func take(_ request: Request, _ context: TerminalContext) async throws -> Response {
        let caller = try context.known()
        guard let text = context.parameters.get("encounter") else {
            throw CentralRefusal(.notFound, .notFound, "There is no such path.")
        }
        let encounter: EncounterID
        do { encounter = try EncounterID(text) } catch {
            throw CentralRefusal(.unprocessableContent, .malformed, "The path holds no stay's number.")
        }
        let patience = try RequestQuery.wait(request)
        let until = clock.monotonic + .seconds(patience)
        let wait = hub.newWait()
        defer { hub.close(wait) }
        return try await context.whileConnected(orElse: { hub.end(wait) }) {
            while true {
                let ticket = hub.ticket(caller.hospital)
                if let answer = try await desk.take(
                    encounter, by: caller, within: Int64(patience), at: clock.wall)
                {
                    return try JSONAnswer.response(answer)
                }
                watch.touch(caller.hospital)
                watch.listen()
                let end = await hub.wait(
                    wait, hospital: caller.hospital, terminal: caller.terminal, after: ticket, until: until)
                try await StandingCheck.again(caller, desk)
                guard end == .published else {
                    throw CentralRefusal(
                        .conflict, .stayInUse,
                        "The terminal that keeps the stay has not given it up yet; ask again.")
                }
            }
        }
    }

    /// `POST /v1/k/{terminal}/holds/{hold}/post`
    func post(_ request: Request, _ context: TerminalContext) async throws -> Response {
        let caller = try context.known()
        guard let text = context.parameters.get("hold"), let hold = OperationID(text: text) else {
            throw CentralRefusal(
                .unprocessableContent, .malformed, "A hold is named by 32 hexadecimal digits.")
        }
        try await desk.post(hold, by: caller, at: clock.wall)
        watch.touch(caller.hospital)
        return try JSONAnswer.response(PulseAnswer(serverTime: clock.wall.milliseconds))
    }
}
