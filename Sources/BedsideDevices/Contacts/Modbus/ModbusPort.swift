import CModbus
import CPosix

/// An open serial line with a Modbus RTU slave, closed with its owner. Every request blocks for at most the answer time.
@safe final class ModbusPort {
    let identity: FileIdentity
    // Owned from init to deinit and never handed out.
    private let modbus: OpaquePointer

    init(_ link: ModbusLink) throws(OpenFailure) {
        let node = link.path.text
        guard let identity = FileIdentity(path: node) else { throw .vanished }
        guard identity.isCharacterDevice, Self.bauds.contains(link.baud) else {
            throw .unusable("\(node) is not a serial line of \(link.baud) bauds.")
        }
        self.identity = identity
        guard let modbus = unsafe modbus_new_rtu(node, Int32(link.baud), link.parity.letter, 8, 1) else {
            throw .unusable("\(node) cannot be used (out of memory).")
        }
        unsafe self.modbus = unsafe modbus
        let answer = link.answer.components
        let milliseconds = Int64(answer.attoseconds / 1_000_000_000_000_000) + answer.seconds * 1000
        do throws(SystemCallError) {
            let result = unsafe bedside_modbus_open(
                modbus, Int32(clamping: link.slave), UInt32(clamping: max(1, milliseconds)))
            _ = try checked(result, "modbus_connect")
        } catch {
            throw OpenFailure(error, node: node)
        }
        // Best effort: emulated lines do not know it, and it does not bind a privileged program.
        _ = unsafe bedside_exclusive(modbus_get_socket(modbus))
    }

    deinit {
        // An error of either says nothing that could be acted on; closing a line that was not opened does nothing.
        unsafe modbus_close(modbus)
        unsafe modbus_free(modbus)
    }

    /// Sends a request and waits for its answer. What came before it was asked is dropped.
    func ask(_ request: ModbusRequest) -> ModbusAnswer {
        let flushed = unsafe bedside_modbus_flush(modbus)
        if flushed < 0 { return ModbusAnswer(errorNumber: -flushed) }
        let (start, count) = (Int32(request.start), Int32(request.count))
        // libmodbus never writes more than was asked for.
        var bits = [UInt8](repeating: 0, count: request.count)
        var registers = [UInt16](repeating: 0, count: request.count)
        let result =
            switch request.function {
            case .inputs: unsafe bedside_modbus_inputs(modbus, start, count, &bits)
            case .coils: unsafe bedside_modbus_coils(modbus, start, count, &bits)
            case .holdingRegisters: unsafe bedside_modbus_holding_registers(modbus, start, count, &registers)
            case .inputRegisters: unsafe bedside_modbus_input_registers(modbus, start, count, &registers)
            }
        if result < 0 { return ModbusAnswer(errorNumber: -result) }
        return request.function == .inputs ? .inputs(bits.map { $0 != 0 }) : .other
    }

    /// What libmodbus knows; any other number it would take as 9,600 without a word.
    private static let bauds: Set<Int> = [
        1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600,
    ]
}

extension ModbusLink.Parity {
    fileprivate var letter: CChar {
        switch self {
        case .none: 0x4E
        case .even: 0x45
        case .odd: 0x4F
        }
    }
}

extension ModbusAnswer {
    fileprivate init(errorNumber number: Int32) {
        self =
            switch number {
            case _ where bedside_modbus_is_exception(number) != 0: .exception
            case _ where bedside_modbus_is_bad_answer(number) != 0: .garbled
            // ETIMEDOUT, and EAGAIN of a line that takes no more.
            case 110, 11: .silent
            // EIO, ENODEV, ENXIO, the end of the line: it was pulled out.
            default: .gone
            }
    }
}
