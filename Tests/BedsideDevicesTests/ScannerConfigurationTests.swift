import BedsideDevices
import Testing

@Suite struct ScannerConfigurationTests {
    @Test(arguments: ["", "Desk", "desk 1", "a/b", "\u{1B}[2J", String(repeating: "a", count: 33)])
    func namesAreShortWords(_ name: String) {
        #expect(throws: DeviceError.self) { try ScannerName(name) }
    }

    @Test(
        arguments: [
            [:], ["ID_MODEL": "Barcode_Reader"], ["NAME": "Scanner", "ID_VENDOR_ID": "0c2e"], ["ID_SERIAL": ""],
            ["ID_VENDOR_ID": "0c2e", "ID_MODEL_ID": "0901"], ["id_serial": "x"], ["": "x"],
        ] as [[String: String]])
    func settingsGoBySerialNumberOrPortNeverByMakerAndModelOrName(_ properties: [String: String]) {
        #expect(throws: DeviceError.self) { try UdevMatch(properties) }
    }

    @Test func allPropertiesMustMatch() throws {
        let match = try UdevMatch(["ID_SERIAL_SHORT": "77", "ID_MODEL_ID": "0901"])
        #expect(match.matches(["ID_SERIAL_SHORT": "77", "ID_MODEL_ID": "0901", "ID_SERIAL": "x"]))
        #expect(!match.matches(["ID_SERIAL_SHORT": "77"]))
        #expect(!match.matches(["ID_SERIAL_SHORT": "77", "ID_MODEL_ID": "0902"]))
    }

    @Test func aSerialNumberThatUdevMadeOfMakerAndModelIsNone() throws {
        let bySerial = try UdevMatch(["ID_SERIAL": "Maker_Model"])
        #expect(!bySerial.identifies(["ID_SERIAL": "Maker_Model"]))
        #expect(!bySerial.identifies(["ID_SERIAL": "Maker_Model", "ID_SERIAL_SHORT": "noserial"]))
        #expect(bySerial.identifies(["ID_SERIAL": "Maker_Model", "ID_SERIAL_SHORT": "77"]))
        let byPort = try UdevMatch(["ID_SERIAL": "Maker_Model", "ID_PATH": "usb-1"])
        #expect(byPort.identifies(["ID_SERIAL": "Maker_Model"]))
    }

    @Test(arguments: [
        "", "ttyACM0", "/", "/dev/../etc/x", "/dev//ttyACM0", "/dev/tty\u{0}",
        "/" + String(repeating: "a", count: 1024),
    ])
    func pathsAreAbsoluteAndPlain(_ path: String) {
        #expect(throws: DeviceError.self) { try SerialPath(path) }
    }

    @Test func limitsOfFraming() {
        #expect(throws: DeviceError.self) { try ScanFraming(idleGap: .milliseconds(9)) }
        #expect(throws: DeviceError.self) { try ScanFraming(idleGap: .seconds(11)) }
        #expect(throws: DeviceError.self) { try ScanFraming(limit: 0) }
        #expect(throws: DeviceError.self) { try ScanFraming(limit: 4097) }
    }

    @Test func limitsOfTheRate() {
        #expect(throws: DeviceError.self) { try ScanLimits(repeatWindow: .seconds(61)) }
        #expect(throws: DeviceError.self) { try ScanLimits(repeatWindow: .milliseconds(-1)) }
        #expect(throws: DeviceError.self) { try ScanRate(perSecond: 0, burst: 1) }
        #expect(throws: DeviceError.self) { try ScanRate(perSecond: 1, burst: 1001) }
    }

    @Test func oneNameMayHaveAnEntryForEachKind() throws {
        let wedge = ScannerConfiguration(
            name: try ScannerName("one"), match: .evdev(try UdevMatch(["ID_SERIAL_SHORT": "A"])))
        let line = ScannerConfiguration(
            name: try ScannerName("one"), match: .serial(try UdevMatch(["ID_SERIAL_SHORT": "A"])))
        let second = ScannerConfiguration(name: try ScannerName("one"), match: .serialPath(try SerialPath("/dev/a")))
        #expect(throws: Never.self) { try ScannerConfiguration.validate([wedge, line]) }
        #expect(throws: DeviceError.self) { try ScannerConfiguration.validate([wedge, line, second]) }
    }

    @Test func twoScannersMustDiffer() throws {
        let one = ScannerConfiguration(name: try ScannerName("one"), match: .serialPath(try SerialPath("/dev/a")))
        let named = ScannerConfiguration(name: try ScannerName("one"), match: .serialPath(try SerialPath("/dev/b")))
        let same = ScannerConfiguration(name: try ScannerName("two"), match: .serialPath(try SerialPath("/dev/a")))
        #expect(throws: DeviceError.self) { try ScannerConfiguration.validate([one, named]) }
        #expect(throws: DeviceError.self) { try ScannerConfiguration.validate([one, same]) }
        #expect(throws: Never.self) { try ScannerConfiguration.validate([one]) }
    }

    @Test func aDevicesOwnNameIsMadePrintable() throws {
        let info = DeviceInfo(
            scanner: try ScannerName("one"), kind: .evdev, node: "/dev/input/event3",
            model: "深圳市\nhttp://x  USB\u{1B}[31m RFID    Reader " + String(repeating: "z", count: 99))
        #expect(info.model.hasPrefix("深圳市 http://x USB [31m RFID Reader zzz"))
        #expect(info.model.count == 64)
    }
}
