import CCups

/// Where a queue's printer itself can be asked: IPP printers by address only.
struct DeviceAddress: Sendable, Hashable {
    let server: CupsServer
    let resource: String

    /// Nil for any other kind of device-uri (usb, socket, dnssd).
    init?(_ uri: String) {
        let size = 1_024
        var (scheme, user, host, resource) = (
            [CChar](repeating: 0, count: size), [CChar](repeating: 0, count: size), [CChar](repeating: 0, count: size),
            [CChar](repeating: 0, count: size)
        )
        var port: Int32 = 0
        let status = unsafe httpSeparateURI(
            HTTP_URI_CODING_ALL, uri, &scheme, Int32(size), &user, Int32(size), &host, Int32(size), &port, &resource,
            Int32(size))
        guard status.rawValue >= HTTP_URI_STATUS_OK.rawValue else { return nil }
        let name = Self.text(host)
        guard !name.isEmpty else { return nil }
        switch Self.text(scheme) {
        case "ipp": server = .host(name, port: Int(port))
        case "ipps": server = .secureHost(name, port: Int(port))
        default: return nil
        }
        self.resource = Self.text(resource)
    }

    private static func text(_ bytes: [CChar]) -> String {
        String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
