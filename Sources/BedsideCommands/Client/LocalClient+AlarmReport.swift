import AsyncHTTPClient
package import BedsideWire
import Foundation
import NIOCore
import NIOHTTP1

/// The figures of the alarm archive.
extension LocalClient {
    /// A year of a busy ward is read in seconds; more waits for nobody.
    private static var patience: TimeAmount { .seconds(60) }

    package func alarmReport(_ query: AlarmReportRequest) async throws -> AlarmReportMessage {
        try await answer(try await send(query, "/v1/alarms/report"))
    }

    /// The printed form. Throws ``CommandError``.
    package func alarmReportPDF(_ query: AlarmReportRequest) async throws -> [UInt8] {
        let response = try await send(query, "/v1/alarms/report.pdf")
        return [UInt8]((try await response.body.collect(upTo: Self.limit)).readableBytesView)
    }

    /// Puts it into the print ledger.
    package func printAlarmReport(_ query: AlarmReportRequest) async throws -> JobMessage {
        try await answer(try await send(query, "/v1/alarms/report/print", .POST))
    }

    /// Hands every alarm of the period to `tell`, the earliest first.
    package func alarmRows(_ query: AlarmReportRequest, _ tell: (AlarmRowMessage) throws -> Void) async throws {
        let response = try await send(query, "/v1/alarms/report/rows")
        let decoder = JSONDecoder()
        var line: [UInt8] = []
        for try await buffer in response.body {
            for byte in buffer.readableBytesView {
                guard byte == 0x0A else {
                    line.append(byte)
                    continue
                }
                try tell(try decoder.decode(AlarmRowMessage.self, from: Data(line)))
                line.removeAll(keepingCapacity: true)
            }
        }
    }

    private func send(
        _ query: AlarmReportRequest, _ path: String, _ method: HTTPMethod = .GET
    ) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: base + path + query.text)
        request.method = method
        return try await execute(request, deadline: .now() + Self.patience)
    }
}

/// Which period a report is asked for; the daemon reads it on the hospital's clock.
package struct AlarmReportRequest: Sendable {
    package var from: String?
    package var to: String?
    package var shift: String?
    package var date: String?

    /// From midnight until now.
    package static let today = AlarmReportRequest()

    package init(from: String? = nil, to: String? = nil, shift: String? = nil, date: String? = nil) {
        self.from = from
        self.to = to
        self.shift = shift
        self.date = date
    }

    /// As it stands behind the path; empty without a wish.
    var text: String {
        let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-"))
        let parts = [("from", from), ("to", to), ("shift", shift), ("date", date)].compactMap { name, value in
            value.map { "\(name)=\($0.addingPercentEncoding(withAllowedCharacters: plain) ?? "")" }
        }
        return parts.isEmpty ? "" : "?" + parts.joined(separator: "&")
    }
}
