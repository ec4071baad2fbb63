import BedsideWire
import Synchronization

/// What the server counts for `/metrics`. Numbers and the protocol's own words only.
final class CentralMetrics: Sendable {
    private struct State {
        var requests: [Request: Int] = [:]
        var refusals: [String: Int] = [:]
        var events = 0
        var held = 0
        var upload = Histogram()
    }

    private struct Request: Hashable {
        let endpoint: String
        let status: Int
    }

    private let state = Mutex(State())

    /// - Parameter endpoint: the route's own word, never a part of the path that came.
    func request(_ endpoint: String, status: Int) {
        state.withLock { $0.requests[Request(endpoint: endpoint, status: status), default: 0] += 1 }
    }

    func refusal(_ code: String) { state.withLock { $0.refusals[code, default: 0] += 1 } }

    func upload(events: Int, held: Int, seconds: Double) {
        state.withLock {
            $0.events += events
            $0.held += held
            $0.upload.add(seconds)
        }
    }

    /// The text form of Prometheus with gauges that are read now.
    func text(gauges: [Metric]) -> String {
        let state = state.withLock { $0 }
        let requests = state.requests.sorted {
            ($0.key.endpoint, $0.key.status) < ($1.key.endpoint, $1.key.status)
        }
        let counters = [
            Metric(
                "bedside_requests_total", "Requests by endpoint and status.", kind: .counter,
                requests.map {
                    Metric.Sample($0.value, ["endpoint": $0.key.endpoint, "status": "\($0.key.status)"])
                }),
            Metric(
                "bedside_refusals_total", "Refusals by code of the protocol.", kind: .counter,
                state.refusals.sorted { $0.key < $1.key }.map { Metric.Sample($0.value, ["code": $0.key]) }),
            Metric(
                "bedside_events_total", "Facts that terminals sent and that were acknowledged.", kind: .counter,
                state.events),
            Metric(
                "bedside_events_held_total", "Facts that were kept but not applied.", kind: .counter, state.held),
        ]
        let upload = "bedside_upload_seconds"
        let histogram =
            Metric.head(upload, "histogram", "Time from an upload's head to its answer.") + state.upload.lines(upload)
        return Metric.text(counters) + histogram.map { $0 + "\n" }.joined() + Metric.text(gauges)
    }
}
