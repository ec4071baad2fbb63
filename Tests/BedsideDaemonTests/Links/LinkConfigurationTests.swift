import BedsideDomain
import BedsideLinks
import Testing

@testable import BedsideDaemon

@Suite("The section `ward_link`") struct LinkConfigurationTests {
    @Test("Without it a terminal keeps its alarms to itself") func absent() throws {
        #expect(try read("") == nil)
    }

    @Test("It means what it says") func whole() throws {
        let links = try #require(
            try read(
                """
                ward_link:
                  listen: 0.0.0.0:7443
                  advertise: "[fd00::7]:7443"
                  peers: [{terminal: z-desk, address: "10.1.2.3:7443"}, {terminal: a-bed}]
                  authority: /etc/a.pem
                  certificate: /etc/c.pem
                  key: /etc/c.key
                """))
        #expect(links.terminal.text == "t1" && links.listening.port == 7443 && links.advertised.host == "fd00::7")
        #expect(links.peers.map(\.name.text) == ["z-desk", "a-bed"])
        #expect(links.peers.map { $0.address?.description } == ["10.1.2.3:7443", nil])
        #expect(links.files?.key == "/etc/c.key")
    }

    @Test("Others reach it where it listens, unless it says otherwise") func advertised() throws {
        let links = try #require(try read("ward_link: {listen: \"10.0.0.7:7443\"}"))
        #expect(links.advertised == links.listening && links.peers.isEmpty && links.files == nil)
    }

    @Test(
        "A broken rule is named",
        arguments: [
            ("ward_link: {}", "ward_link.listen"), ("ward_link: {listen: here}", "ward_link.listen"),
            ("ward_link: {listen: \"a:1\", peers: [{terminal: t1}]}", "ward_link.peers[0].terminal"),
            // The one with the lesser name dials.
            ("ward_link: {listen: \"a:1\", peers: [{terminal: z}]}", "ward_link.peers[0].address"),
            ("ward_link: {listen: \"a:1\", peers: [{terminal: a}, {terminal: a}]}", "ward_link.peers"),
            ("ward_link: {listen: \"a:1\", key: /k, certificate: /c}", "ward_link.authority"),
            ("ward_link: {listen: \"a:1\", port: 1}", "ward_link.port"),
        ])
    func broken(_ text: String, _ key: String) throws {
        #expect(try Set(issues(of: smallest + text + "\n").map(\.key)) == [key])
    }

    @Test("A team may be the screens of another terminal") func team() throws {
        let text = "alarms: {teams: [{beds: [\"12\"], first: [\"link:z-desk\"]}]}"
        let alarms = try ConfigurationReader.read(text: smallest + text + "\n", file: "x.yaml").alarms
        #expect(alarms.audience.teams[try AlarmPlace("12")]?.first == [.link(TerminalName(trusted: "z-desk"))])
    }

    private func read(_ text: String) throws -> LinkConfiguration? {
        try ConfigurationReader.read(text: smallest + text + "\n", file: "x.yaml").links
    }
}
