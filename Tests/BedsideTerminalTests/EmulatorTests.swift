import BedsideScreen
import BedsideTerminal
import Foundation
import Testing

/// The renderer's bytes, played by an independent terminal emulator (Python's pyte), must show the grid: every cell's
/// character, colours and weight after every frame.
///
/// pyte takes widths from Python's wcwidth package, which differs from glibc for some scalars: the random texts use
/// characters for which both agree, and the judge refuses to judge if one does not. It fails, and does not skip, without
/// pyte: `apt-get install python3-pyte`.
struct EmulatorTests {
    @Test(arguments: [
        (1, 20, 6, 2000), (2, 33, 7, 900), (3, 64, 16, 250), (4, 80, 20, 200), (5, 160, 45, 25),
    ])
    func randomFramesAreShownAsTheyAre(_ seed: Int, _ columns: Int, _ rows: Int, _ frames: Int) throws {
        var dice = Dice(UInt64(seed))
        let viewport = Viewport(columns: columns, rows: rows)
        var grid = Grid(viewport: viewport)
        var recording = Recording(columns: columns, rows: rows)
        for _ in 0..<frames {
            if dice.often(0.05) { grid = Grid(viewport: viewport, style: Self.style(&dice)) }
            for _ in 0..<1 + dice.below(dice.often(0.2) ? 60 : 6) { Self.scribble(on: &grid, &dice) }
            recording.add(grid, wiping: dice.often(0.01))
        }
        try recording.judge("seed \(seed)")
    }

    @Test(arguments: LayoutTests.sizes)
    func realScreensAreShownAsTheyAre(_ size: Viewport) throws {
        var dice = Dice(99)
        var recording = Recording(columns: size.columns, rows: size.rows)
        for _ in 0..<40 {
            let screen = SampleScreens.all[dice.below(SampleScreens.all.count)]
            recording.add(Layout(screen: screen, viewport: size).grid, wiping: screen.name == "welcome")
        }
        try recording.judge("real screens")
    }

    private static let letters = Array("abz 019.,-床位费用清单护士呼叫ァカ한글。（👍🏥😀●─█▀…é".unicodeScalars)

    private static func style(_ dice: inout Dice) -> Style { Style.allCases[dice.below(Style.allCases.count)] }

    /// Few styles at a time, so that runs of one style are as common as on a real screen.
    private static func scribble(on grid: inout Grid, _ dice: inout Dice) {
        let style = dice.often(0.7) ? Style.allCases[dice.below(3)] : style(&dice)
        let column = dice.below(grid.columns)
        let row = dice.below(grid.rows)
        if dice.often(0.25) {
            grid.fill(
                Rectangle(column: column, row: row, columns: dice.below(grid.columns), rows: 1 + dice.below(3)),
                style: style,
                glyph: dice.often(0.8) ? " " : "▀")
        } else {
            var text = String.UnicodeScalarView()
            for _ in 0..<1 + dice.below(14) { text.append(letters[dice.below(letters.count)]) }
            grid.write(Text(String(text)), column: column, row: row, style: style)
        }
    }
}

/// Frames as bytes with the cells that they must show, and the program that judges them.
private struct Recording {
    private var data = Data()
    private var renderer = Renderer()
    private var bytes: [UInt8] = []
    private(set) var frames = 0

    init(columns: Int, rows: Int) {
        let styles = Style.allCases.map { style in
            let paint = Theme.paint(style)
            return "\(Self.hex(paint.foreground)) \(Self.hex(paint.background)) \(paint.bold ? 1 : 0)"
        }
        data.append(Data("\(columns) \(rows);\(styles.joined(separator: ";"))\n".utf8))
    }

    mutating func add(_ grid: Grid, wiping: Bool) {
        renderer.render(grid, wiping: wiping, into: &bytes)
        append(UInt32(bytes.count))
        data.append(contentsOf: bytes)
        for cell in grid.cells {
            append(cell.scalar | UInt32(cell.style.rawValue) << 24)
        }
        frames += 1
    }

    private mutating func append(_ number: UInt32) {
        for shift in stride(from: 0, to: 32, by: 8) { data.append(UInt8(truncatingIfNeeded: number >> UInt32(shift))) }
    }

    func judge(_ name: String) throws {
        let outcome = try Python.run(Self.program, input: data)
        #expect(outcome.status == 0, "\(name): \(outcome.complaint)")
        #expect(
            String(decoding: outcome.output, as: UTF8.self) == "\(frames) frames\n", "\(name): \(outcome.complaint)")
    }

    private static func hex(_ colour: Colour) -> String {
        [colour.red, colour.green, colour.blue].map { String(0x100 + Int($0), radix: 16).dropFirst() }.joined()
    }

    private static let program = """
        import struct, sys
        import pyte, wcwidth
        data = open(sys.argv[1], "rb").read()
        end = data.index(b"\\n")
        size, *styles = data[:end].decode().split(";")
        columns, rows = map(int, size.split())
        styles = [(s.split()[0], s.split()[1], s.split()[2] == "1") for s in styles]
        screen = pyte.Screen(columns, rows)
        stream = pyte.ByteStream(screen)
        at, frames, known = end + 1, 0, {0: ""}
        while at < len(data):
            length, = struct.unpack_from("<I", data, at)
            stream.feed(data[at + 4:at + 4 + length])
            at += 4 + length
            cells = struct.unpack_from("<%dI" % (columns * rows), data, at)
            at += 4 * columns * rows
            for y in range(rows):
                line = screen.buffer[y]
                for x in range(columns):
                    value = cells[y * columns + x]
                    scalar, style = value & 0xffffff, styles[value >> 24]
                    if scalar not in known:
                        known[scalar] = chr(scalar)
                        wide = x + 1 < columns and cells[y * columns + x + 1] & 0xffffff == 0
                        if wcwidth.wcwidth(chr(scalar)) != 1 + wide:
                            sys.exit("cannot judge U+%04X: wcwidth and glibc differ" % scalar)
                    shown = line[x]
                    if (shown.data, shown.fg, shown.bg, shown.bold) != (known[scalar], *style):
                        sys.exit("frame %d, column %d, row %d: %r, expected %r %r" % (frames, x, y, shown, known[scalar], style))
            frames += 1
        print(frames, "frames")
        """
}
