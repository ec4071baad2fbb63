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

    /// The text form of Prometheus, version 0.0.4, with gauges that are read now.
    func text(gauges: [Gauge]) -> String {
        let state = state.withLock { $0 }
        var lines: [String] = []
        lines += Self.head("bedside_requests_total", "counter", "Requests by endpoint and status.")
        for (key, count) in state.requests.sorted(by: {
            ($0.key.endpoint, $0.key.status) < ($1.key.endpoint, $1.key.status)
        }) {
            lines.append(
                "bedside_requests_total{endpoint=\"\(key.endpoint)\",status=\"\(key.status)\"} \(count)")
        }
        lines += Self.head("bedside_refusals_total", "counter", "Refusals by code of the protocol.")
        for (code, count) in state.refusals.sorted(by: { $0.key < $1.key }) {
            lines.append("bedside_refusals_total{code=\"\(code)\"} \(count)")
        }
        lines += Self.head(
            "bedside_events_total", "counter", "Facts that terminals sent and that were acknowledged.")
        lines.append("bedside_events_total \(state.events)")
        lines += Self.head(
            "bedside_events_held_total", "counter", "Facts that were kept but not applied.")
        lines.append("bedside_events_held_total \(state.held)")
        lines += Self.head(
            "bedside_upload_seconds", "histogram", "Time from an upload's head to its answer.")
        lines += state.upload.lines("bedside_upload_seconds")
        for gauge in gauges {
            lines += Self.head(gauge.name, gauge.type, gauge.help)
            lines += gauge.values.map {
                $0.label.isEmpty ? "\(gauge.name) \($0.value)" : "\(gauge.name){\($0.label)} \($0.value)"
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A number that is as it is now.
    struct Gauge: Sendable {
        let name: String
        let help: String
        /// Prometheus' word: `counter` for one that only grows.
        var type = "gauge"
        /// Labels in Prometheus' form, empty for none.
        let values: [(label: String, value: Int)]

        init(_ name: String, _ help: String, _ value: Int) {
            self.init(name, help, values: [("", value)])
        }

        init(_ name: String, _ help: String, values: [(label: String, value: Int)]) {
            self.name = name
            self.help = help
            self.values = values
        }
    }

    private static func head(_ name: String, _ type: String, _ help: String) -> [String] {
        ["# HELP \(name) \(help)", "# TYPE \(name) \(type)"]
    }
}
