import BedsideDomain
import BedsideKiosk
import BedsidePrinting
import ServiceLifecycle

/// Tells the ward screens which printers wait for somebody. Asked twice a minute, and only while a screen is there.
struct PrinterWatch: Service {
    let hub: WardHub
    let printer: any PrinterPort
    let printing: PrintingConfiguration

    private static let interval = Duration.seconds(30)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if hub.hasScreens { hub.show(printers: await faults()) }
                do { try await Task.sleep(for: Self.interval, tolerance: .seconds(5), clock: .continuous) } catch {
                    return
                }
            }
        }
    }

    /// One for each queue; trays may share one.
    private func faults() async -> [PrinterFault] {
        var faults: [PrinterFault] = []
        for queue in Set(PaperTray.allCases.compactMap(printing.queue(in:))).sorted() {
            do {
                let reasons = try await printer.queue(named: queue).reasons.filter(\.holdsUp)
                if !reasons.isEmpty { faults.append(PrinterFault(name: queue, reasons: reasons)) }
            } catch {
                faults.append(PrinterFault(name: queue, reasons: [.offline]))
            }
        }
        return faults
    }
}
