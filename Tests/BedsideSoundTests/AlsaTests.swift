import BedsideDomain
import Foundation
import Testing

@testable import BedsideSound

/// The real libasound, on machines without a card: its own `null`, `file` and `share` plugins.
@Suite(.timeLimit(.minutes(1))) struct AlsaTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "bedside-sound-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    }

    /// What libasound wrote, as samples.
    private static func samples(of file: URL) throws -> [Int16] {
        let bytes = [UInt8](try Data(contentsOf: file))
        return stride(from: 0, to: bytes.count - 1, by: 2).map {
            Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
        }
    }

    /// How often this process holds a file open.
    private static func openDescriptors(of file: URL) throws -> Int {
        let folder = "/proc/self/fd"
        return try FileManager.default.contentsOfDirectory(atPath: folder).count { name in
            do {
                return try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)") == file.path
            } catch {
                // Closed by another test meanwhile.
                return false
            }
        }
    }

    @Test func theSamplesComeOutOfLibasoundAsTheyWentIn() throws {
        defer { remove(folder) }
        let file = folder.appending(path: "out.raw")
        let bank = try SharedBank.bank.get()
        do {
            var rig = PlayerRig(AlsaCard(device: "file:FILE=\(file.path),FORMAT=raw"), bank)
            rig.play(.alarm(.emergency, level: 1))
            #expect(try Self.openDescriptors(of: file) == 1)
            rig.pass(.seconds(9))
            rig.play(.alarm(.infusion, level: 1))
            rig.pass(.seconds(5))
            #expect(rig.takeNews() == [.working])
        }
        let samples = try Self.samples(of: file)
        let emergency = bank.samples(of: .emergency, level: 1)
        #expect(firstDifference(samples, emergency + emergency + bank.samples(of: .infusion, level: 1)) == nil)
        #expect(Waveform(interleaved: samples).pulses.count == 23)
        #expect(try Self.openDescriptors(of: file) == 0)
    }

    @Test func aCutBurstEndsInTheMiddle() throws {
        defer { remove(folder) }
        let file = folder.appending(path: "out.raw")
        let bank = try SharedBank.bank.get()
        do {
            var rig = PlayerRig(AlsaCard(device: "file:FILE=\(file.path),FORMAT=raw"), bank)
            rig.play(.alarm(.call, level: 1))
            rig.pass(.milliseconds(100))
            rig.play(.alarm(.emergency, level: 1))
            rig.pass(.seconds(4))
        }
        // 300 ms ahead and one pass of 100 ms: 400 ms of the call, then the emergency from its start.
        let samples = try Self.samples(of: file)
        let cut = bank.samples(of: .call, level: 1).prefix(400 * 48 * 2)
        #expect(firstDifference(samples, cut + bank.samples(of: .emergency, level: 1)) == nil)
    }

    @Test(arguments: ["hw:9", "hw:99", "hw:CARD=Nothing", "nonsense", "plughw:9"])
    func aMissingDeviceIsTold(device: String) throws {
        defer { remove(folder) }
        var rig = PlayerRig(AlsaCard(device: device), try SharedBank.bank.get())
        rig.pass(.zero)
        #expect(rig.takeNews() == [.failed(.missing)])
    }

    @Test func aDeviceThatFailsWhileItPlaysIsTold() throws {
        defer { remove(folder) }
        // It opens; every write beyond its first buffer fails, as with a full disk.
        var rig = PlayerRig(AlsaCard(device: "file:FILE=/dev/full,FORMAT=raw"), try SharedBank.bank.get())
        rig.pass(.zero)
        #expect(rig.takeNews() == [.working])
        rig.play(.alarm(.emergency, level: 1))
        rig.pass(.seconds(2))
        guard case .failed(.failed(let sentence)) = rig.takeNews().first else {
            Issue.record("the failing writes were not told")
            return
        }
        #expect(sentence.contains("error 5"))
    }

    /// libasound's `share` plugin gives a channel to one client: the second is refused as by a card that has no mixing. It
    /// wants a configuration file, named by an environment variable: hence a process of its own. And libasound must not
    /// write to standard error there, whatever fails.
    @Test func aBusyOrStrangeDeviceIsToldAndLibasoundIsQuiet() async throws {
        defer { remove(folder) }
        let path = folder.appending(path: "asound.conf").path
        try Data(
            """
            </usr/share/alsa/alsa.conf>
            pcm.one { type share slave.pcm "null" slave.channels 2 bindings.0 0 bindings.1 1 }
            pcm.float { type lfloat slave.pcm "null" slave.format S16_LE }
            """.utf8
        ).write(to: URL(filePath: path))
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardErrorContent]
        ) { [path = path as String] in
            unsafe setenv("ALSA_CONFIG_PATH", path, 1)
            let bank = try SharedBank.bank.get()
            let other = try AlsaCard(device: "one").open()
            // Never closed: libasound 1.2.8 writes to freed memory when a shared device is.
            _ = unsafe Unmanaged.passRetained(other as AnyObject)
            var rig = PlayerRig(AlsaCard(device: "one"), bank)
            rig.pass(.zero)
            #expect(rig.takeNews() == [.failed(.busy)])
            // Takes floating point only.
            var strange = PlayerRig(AlsaCard(device: "float"), bank)
            strange.pass(.zero)
            guard case .failed(.refused(let sentence)) = strange.takeNews().first else {
                Issue.record("a device without our format was not refused")
                return
            }
            #expect(sentence.contains("48 kHz"))
        }
        let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(!said.contains("ALSA"), "\(said)")
    }

    @Test(
        arguments: [
            (-2, .missing), (-19, .missing), (-6, .missing), (-22, .missing), (-16, .busy), (-11, .busy),
        ] as [(Int32, SoundFault)])
    func namesWhatLibasoundSaysOnOpening(error: Int32, fault: SoundFault) {
        #expect(SoundFault(opening: error) == fault)
    }

    @Test func noRightToADeviceIsARefusal() {
        for error: Int32 in [-13, -1] {
            guard case .refused(let sentence) = SoundFault(opening: error) else {
                Issue.record("\(error) is no refusal")
                continue
            }
            #expect(sentence.contains("group"))
        }
        #expect(SoundFault(using: -19) == .missing)
        #expect(SoundFault(using: -5) == .failed("Input/output error (error 5)."))
    }

    private func remove(_ folder: URL) {
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            Issue.record(error)
        }
    }
}
