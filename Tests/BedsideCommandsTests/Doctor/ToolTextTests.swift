import Testing

@testable import BedsideCommands

@Suite("bedside doctor: what tools say")
struct ToolTextTests {
    @Test("systemctl show: a block for each unit; what is missing is empty")
    func units() {
        let text = """
            Id=bedsided.service
            LoadState=loaded
            ActiveState=active
            UnitFileState=enabled
            NRestarts=2
            LimitCORE=0

            Id=ctrl-alt-del.target
            LoadState=masked
            ActiveState=inactive
            UnitFileState=masked

            garbage
            """
        #expect(
            SystemdText.units(text) == [
                UnitFact(name: "bedsided.service", restarts: 2, coreLimit: "0"),
                UnitFact(name: "ctrl-alt-del.target", load: "masked", active: "inactive", enablement: "masked"),
            ])
        #expect(SystemdText.units("") == [])
    }

    @Test("systemctl list-units --state=failed")
    func failed() {
        let text = "apt-daily.service loaded failed failed Daily apt\n\n0 loaded\n"
        #expect(SystemdText.failed(text) == ["apt-daily.service"])
    }

    @Test("cupsd.conf: directives outside of sections, the last one counts")
    func cups() {
        let text = """
            # PreserveJobFiles Yes
            PreserveJobFiles Yes
            <Policy default>
              PreserveJobHistory No
              <Limit All>
              </Limit>
            </Policy>
            preservejobfiles   No
            DirtyCleanInterval 30
            """
        #expect(ToolTexts.cups(text) == ["preservejobfiles": "No", "dirtycleaninterval": "30"])
    }

    @Test("amixer: a control is muted when no channel of it lets anything through; capture does not count")
    func mixer() {
        let text = """
            Simple mixer control 'Master',0
              Limits: Playback 0 - 87
              Mono: Playback 60 [69%] [-20.25dB] [off]
            Simple mixer control 'PCM',0
              Front Left: Playback 0 [0%] [-51.00dB]
              Front Right: Playback 255 [100%] [0.00dB]
            Simple mixer control 'Capture',0
              Front Left: Capture 0 [0%] [-30.00dB] [off]
            Simple mixer control 'Speaker',0
              Front Left: Playback 0 [0%] [-65.00dB] [on]
            """
        #expect(ToolTexts.muted(text) == ["Master", "Speaker"])
    }

    @Test("timedatectl", arguments: [("NTPSynchronized=yes\n", true), ("NTPSynchronized=no", false), ("", nil)])
    func clock(text: String, is expected: Bool?) { #expect(ToolTexts.isSynchronised(text) == expected) }

    @Test("a tool: what it says and how it ends; one that is not there or does not end is nil")
    func tools() {
        #expect(Tool.run("sh", ["-c", "echo one; exit 3"])?.text == "one\n")
        #expect(Tool.run("sh", ["-c", "echo one; exit 3"])?.status == 3)
        #expect(Tool.run("no-such-tool-of-bedside", []) == nil)
        #expect(Tool.run("sleep", ["60"], seconds: 1) == nil)
        #expect(Tool.run("yes", [], seconds: 20) == nil, "more than the limit")
    }

    @Test("what stands behind a path")
    func files() {
        guard case .there(let mode, "root", "root") = SmallFile.facts("/etc/passwd").state else {
            Issue.record("/etc/passwd is root's")
            return
        }
        #expect(mode == 0o644)
        #expect(SmallFile.facts("/etc/no-such-file").state == .missing)
        #expect(SmallFile.names(in: "/proc/self").contains("stat"))
        #expect(SmallFile.word("/proc/sys/kernel/ostype") == "Linux")
        #expect(SmallFile.text("/dev/zero") == nil)
    }
}
