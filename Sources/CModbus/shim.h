// libmodbus: a Modbus RTU master on a serial line. Its error numbers are macros over macros, which Swift does not import;
// each call returns its result or -errno, read on the same thread at once.
#include <errno.h>
#include <modbus/modbus.h>
#include <sys/select.h>

/// Opens the line, raw, 8 data bits and 1 stop bit, and sets how long an answer may take in all. 0 or -errno.
static inline int bedside_modbus_open(modbus_t *modbus, int slave, unsigned milliseconds) {
    if (modbus_set_slave(modbus, slave) < 0) return -errno;
    // Without a time limit between two bytes the whole answer must be there in time, however slowly it trickles.
    if (modbus_set_byte_timeout(modbus, 0, 0) < 0) return -errno;
    if (modbus_set_response_timeout(modbus, milliseconds / 1000, milliseconds % 1000 * 1000) < 0) return -errno;
    if (modbus_connect(modbus) < 0) return -errno;
    // libmodbus waits with select(), which writes beyond its set for a descriptor that is too large.
    if (modbus_get_socket(modbus) >= FD_SETSIZE) {
        modbus_close(modbus);
        return -EMFILE;
    }
    return 0;
}
/// Drops what was sent before and not read. 0 or -errno.
static inline int bedside_modbus_flush(modbus_t *modbus) { return modbus_flush(modbus) < 0 ? -errno : 0; }
/// Reads discrete inputs (FC02), one byte for each. Their count or -errno.
static inline int bedside_modbus_inputs(modbus_t *modbus, int start, int count, unsigned char *bits) {
    int n = modbus_read_input_bits(modbus, start, count, bits);
    return n < 0 ? -errno : n;
}
/// Reads coils (FC01), one byte for each. Their count or -errno.
static inline int bedside_modbus_coils(modbus_t *modbus, int start, int count, unsigned char *bits) {
    int n = modbus_read_bits(modbus, start, count, bits);
    return n < 0 ? -errno : n;
}
/// Reads holding (FC03) or input registers (FC04). Their count or -errno.
static inline int bedside_modbus_holding_registers(modbus_t *modbus, int start, int count, uint16_t *registers) {
    int n = modbus_read_registers(modbus, start, count, registers);
    return n < 0 ? -errno : n;
}
static inline int bedside_modbus_input_registers(modbus_t *modbus, int start, int count, uint16_t *registers) {
    int n = modbus_read_input_registers(modbus, start, count, registers);
    return n < 0 ? -errno : n;
}
/// Whether an error number is an exception of the slave, which is an answer in the protocol.
static inline int bedside_modbus_is_exception(int number) { return number > MODBUS_ENOBASE && number <= EMBXGTAR; }
/// Whether it is anything else that libmodbus found wrong with an answer: its checksum, length, function or sender.
static inline int bedside_modbus_is_bad_answer(int number) { return number > EMBXGTAR && number <= EMBBADSLAVE; }
