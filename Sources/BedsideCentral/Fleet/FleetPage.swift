import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The fleet as one page that needs nothing from anywhere else, and that may run nothing but its own script.
enum FleetPage {
    /// - Parameter fleet: what is shown before the first event comes.
    static func response(_ fleet: FleetMessage) throws -> Response {
        let html = """
            <!doctype html>
            <html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <meta name="referrer" content="no-referrer"><title>Bedside</title><link rel="icon" href="data:,">
            <style>\(FleetStyle.text)</style></head>
            <body><header><h1 id="title">Bedside</h1><span id="sum" role="status"></span><span id="live"></span>
            <button id="lang" type="button">English</button></header><main id="fleet"></main>
            <noscript><p>此页需要 JavaScript。This page needs JavaScript; <a href="fleet.json">fleet.json</a> does not.</p></noscript>
            <script id="first" type="application/json">\(try json(fleet))</script><script>\(FleetScript.text)</script>
            </body></html>
            """
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
            .contentSecurityPolicy: policy,
            .xContentTypeOptions: "nosniff",
        ]
        if let name = HTTPField.Name("Referrer-Policy") { headers[name] = "no-referrer" }
        return Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    /// JSON that cannot end the element that it stands in.
    static func json(_ fleet: FleetMessage) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(fleet), as: UTF8.self)
            .replacing("<", with: "\\u003C").replacing("&", with: "\\u0026")
    }

    static let policy =
        "default-src 'none'; script-src '\(hash(FleetScript.text))'; style-src '\(hash(FleetStyle.text))'; "
        + "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    private static func hash(_ text: String) -> String {
        "sha256-" + Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
    }
}
