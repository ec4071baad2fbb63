import BedsideDevices
import BedsideDomain

/// A hub with serial scanners at paths of one folder, and its events as short words.
final class HubRig {
    /// Where the scanners' paths are.
    let folder: Folder
    let hub: ScannerHub
    private var events: AsyncStream<DeviceEvent>.AsyncIterator

    init(hub: ScannerHub) throws {
        folder = try Folder()
        self.hub = hub
        events = hub.events.makeAsyncIterator()
    }

    init(
        _ names: String..., framing: ScanFraming = .standard, limits: ScanLimits = .none, subfolder: String = ""
    ) throws {
        folder = try Folder()
        let folder = folder
        hub = try ScannerHub(
            configuration: names.map { name in
                ScannerConfiguration(
                    name: try ScannerName(name),
                    match: .serialPath(try SerialPath(folder.path + subfolder + "/" + name)), framing: framing,
                    limits: limits)
            }, wallClock: { Timestamp(milliseconds: 7) })
        events = hub.events.makeAsyncIterator()
    }

    deinit { hub.stop() }

    /// The next event: `+desk`, `-desk removed`, `desk 'text'`, `desk !too-long`; nil at the end.
    func next(isolation: isolated (any Actor)? = #isolation) async -> String? {
        switch await events.next(isolation: isolation) {
        case .attached(let info): "+\(info.scanner)"
        case .detached(let info, let reason): "-\(info.scanner) \(reason.rawValue)"
        case .scan(let scan): "\(scan.scanner) '\(scan.text)'"
        case .fault(let fault, let scanner): "\(scanner) !\(fault.codeText)"
        case nil: nil
        }
    }

    func state(_ index: Int = 0) -> String { hub.snapshot()[index].state.codeText }
}
