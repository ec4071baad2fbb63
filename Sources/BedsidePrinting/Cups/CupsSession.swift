import CCups
import Glibc

/// Where cupsd listens.
package enum CupsServer: Sendable, Hashable {
    /// Path of its unix socket.
    case socket(String)
    case host(String, port: Int)
    /// As ``host(_:port:)``, never without TLS.
    case secureHost(String, port: Int)
}

/// One connection to cupsd, for one exchange or a few that belong together.
///
/// A new one for each call: connecting over the local socket costs 0.1 ms, nothing is left open at idle, and a restarted
/// cupsd needs no special care.
@safe struct CupsSession: ~Copyable {
    private let http: OpaquePointer
    /// libcups holds it unowned, as long as the connection lives.
    private let silence: Silence

    /// Throws ``PrintingError`` `printServerUnreachable`.
    init(_ server: CupsServer, connectSeconds: Double, patience: Patience) throws(PrintingError) {
        let (host, port, encryption) =
            switch server {
            case .socket(let path): (path, 0, HTTP_ENCRYPTION_IF_REQUESTED)
            case .host(let host, let port): (host, port, HTTP_ENCRYPTION_IF_REQUESTED)
            case .secureHost(let host, let port): (host, port, HTTP_ENCRYPTION_ALWAYS)
            }
        // libcups would ask for a password on the console; a daemon has none, so nobody is asked. Set per thread.
        unsafe cupsSetPasswordCB2({ _, _, _, _, _ in nil }, nil)
        let connected = unsafe httpConnect2(
            host, Int32(clamping: port), nil, AF_UNSPEC, encryption, 1, Int32(connectSeconds * 1000), nil)
        guard let http = unsafe connected else {
            throw PrintingError(
                .printServerUnreachable,
                "The print server at \(host) does not take a connection; see whether cupsd runs and its address is right."
            )
        }
        silence = Silence(patience)
        unsafe httpSetTimeout(http, Patience.tick, Silence.callback, Unmanaged.passUnretained(silence).toOpaque())
        unsafe self.http = unsafe http
    }

    deinit { unsafe httpClose(http) }

    /// Sends a request that changes nothing, so that libcups may repeat it, and gives the answer, whatever its status.
    ///
    /// Throws ``PrintingError`` `printServerSilent`.
    func ask(_ request: consuming IPPMessage, resource: String) throws(PrintingError) -> IPPMessage {
        silence.breaks()
        let answer = unsafe cupsDoRequest(http, request.release(), resource)
        guard let answer = unsafe answer else { throw Self.silent() }
        return unsafe IPPMessage(owning: answer)
    }

    /// How far a document got.
    enum Delivery: ~Copyable {
        case answered(IPPMessage)
        /// cupsd can't have taken it: it had not been sent whole.
        case notSent(PrintingError)
        /// Sent whole or nearly so, without an answer.
        case unanswered(PrintingError)
    }

    /// Sends a request with a document behind it, once.
    func send(_ request: consuming IPPMessage, document: [UInt8], resource: String) -> Delivery {
        silence.breaks()
        let length = unsafe request.withPointer { unsafe ippLength($0) } + document.count
        var status = unsafe request.withPointer { unsafe cupsSendRequest(http, $0, resource, length) }
        guard status == HTTP_STATUS_CONTINUE else { return .notSent(Self.silent()) }
        // cupsd acts only on a whole document, so all but the last piece may fail without doubt.
        let piece = 64 * 1024
        var position = 0
        while position < document.count {
            let end = min(position + piece, document.count)
            status = unsafe document[position..<end].withUnsafeBytes { bytes in
                unsafe cupsWriteRequestData(http, bytes.baseAddress, bytes.count)
            }
            if status != HTTP_STATUS_CONTINUE {
                return end == document.count ? .unanswered(Self.silent()) : .notSent(Self.silent())
            }
            position = end
        }
        silence.breaks()
        guard let answer = unsafe cupsGetResponse(http, resource) else { return .unanswered(Self.silent()) }
        return .answered(unsafe IPPMessage(owning: answer))
    }

    /// The IPP status word is one of libcups' own; the server's free text is not shown.
    private static func silent() -> PrintingError {
        let word = unsafe ippErrorString(cupsLastError()).map { unsafe String(cString: $0) } ?? "no status"
        return PrintingError(.printServerSilent, "The print server broke off or gave no answer in time (\(word)).")
    }
}
