import BedsideDevices
import BedsideDomain
import Logging
import ServiceLifecycle

/// Turns devices that nobody let in into technical alarms, for as long as they are plugged in.
struct StrangerService: Service {
    let scanners: [ScannerConfiguration]
    let configuration: AlarmConfiguration
    let engine: AlarmEngine
    let logger: Logger

    func run() async throws {
        var watch: StrangerWatch?
        if configuration.watchesDevices {
            do throws(DeviceError) {
                watch = try StrangerWatch(scanners: scanners, inputs: configuration.inputs) { tell($0) }
            } catch {
                // The terminal does its work all the same.
                logger.error("Unknown devices are not watched", metadata: ["cause": "\(error)"])
            }
        }
        defer { watch?.stop() }
        try await gracefulShutdown()
    }

    func tell(_ news: StrangerNews) {
        if news.isThere { logger.warning("An unknown device is plugged in", metadata: ["place": "\(news.place)"]) }
        engine.inbox.put(.fault(.unknownDevice, about: news.place, isPresent: news.isThere))
    }
}
