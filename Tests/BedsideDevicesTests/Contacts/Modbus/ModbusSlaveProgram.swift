/// A Modbus RTU slave on a pty: pymodbus reads the requests, keeps the inputs and makes the answers; what this program adds
/// is how they are sent. It obeys lines on its standard input and says `ok` to each:
///
///     set NUMBER 0|1        a discrete input
///     good                  answers at once
///     stopped               reads, and answers nothing
///     late MILLISECONDS     answers so much later, in the order of the requests
///     bad-crc COUNT         spoils the checksum of so many answers
///     foreign               answers as another slave
///     mute                  answers requests for discrete inputs and nothing else
///     answered COUNT        nothing; the `ok` comes when so many more answers were sent
///     noise                 sends some bytes that nobody asked for
let modbusSlaveProgram = """
    import os, select, sys, time, tty
    from pymodbus.datastore import ModbusSequentialDataBlock, ModbusSlaveContext
    from pymodbus.factory import ServerDecoder
    from pymodbus.framer.rtu_framer import ModbusRtuFramer

    link, unit, inputs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    master, slave = os.openpty()
    tty.setraw(slave)
    os.symlink(os.ttyname(slave), link + ".new")
    os.rename(link + ".new", link)

    store = ModbusSlaveContext(
        di=ModbusSequentialDataBlock(0, [0] * inputs), co=ModbusSequentialDataBlock(0, [1] * 16), zero_mode=True)
    framer = ModbusRtuFramer(ServerDecoder(), client=None)
    mode, amount, waiting, awaited = "good", 0, [], 0

    def answer(request):
        global amount
        if mode == "stopped":
            return
        response = request.execute(store)
        if mode == "mute" and response.function_code != 2:
            return
        response.unit_id = request.unit_id + 1 if mode == "foreign" else request.unit_id
        packet = bytearray(framer.buildPacket(response))
        if mode == "bad-crc" and amount > 0:
            amount -= 1
            packet[-1] ^= 0x55
        delay = amount / 1000 if mode == "late" else 0
        waiting.append((time.monotonic() + delay, bytes(packet)))

    def obey(words):
        global mode, amount, awaited
        if words[0] == "answered":
            awaited = int(words[1])
            return
        if words[0] == "set":
            store.setValues(2, int(words[1]), [int(words[2])])
        elif words[0] == "noise":
            os.write(master, b"\\x00\\xff\\x55")
        else:
            mode, amount = words[0], int(words[1]) if len(words) > 1 else 0
        print("ok", flush=True)

    print("ok", flush=True)
    commands = b""
    while True:
        now = time.monotonic()
        while waiting and waiting[0][0] <= now:
            os.write(master, waiting.pop(0)[1])
            awaited -= 1
            if awaited == 0:
                print("ok", flush=True)
        timeout = max(0, waiting[0][0] - now) if waiting else None
        for ready in select.select([master, 0], [], [], timeout)[0]:
            data = os.read(ready, 4096)
            if ready == master:
                framer.processIncomingPacket(data, answer, unit=[unit], single=False)
                continue
            if not data:
                sys.exit(0)
            commands += data
            while b"\\n" in commands:
                line, commands = commands.split(b"\\n", 1)
                obey(line.decode().split())
    """
