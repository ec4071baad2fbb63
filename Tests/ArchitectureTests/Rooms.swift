/// Who may know whom: the table of the house. A row is a target of `Sources` and everything that it may import.
///
/// Every room may import the standard library's ``language`` modules, which do no input or output. A new row or a new
/// name in a row is a change of the architecture: change README.md's table in the same commit.
enum Rooms {
    /// Modules of the language itself.
    static let language: Set<String> = ["Swift", "Synchronization"]

    static let table: [String: Set<String>] = [
        // Pure: values and functions, no input or output, no Foundation.
        "BedsideDomain": [],
        "BedsideScreen": [],
        "BedsideKiosk": ["BedsideDomain", "BedsideScreen"],
        // Edges: each wraps one part of the world, and none knows another.
        "BedsideTerminal": ["BedsideScreen", "CPosix", "Glibc"],
        "BedsideWire": ["BedsideDomain", "BedsideScreen", "Foundation"],
        "BedsideStore": ["BedsideDomain", "CPosix", "Crypto", "Dispatch", "Foundation", "GRDB", "Glibc"],
        "BedsideDevices": [
            "BedsideDomain", "CInput", "CModbus", "CPcsc", "CPosix", "CUdev", "Dispatch", "Foundation", "Glibc",
        ],
        "BedsideSound": ["BedsideDomain", "CAlsa", "Foundation", "Glibc"],
        "BedsidePrinting": [
            "BedsideDomain", "CCairo", "CCups", "CPoppler", "CPosix", "CQREncode", "Dispatch", "Glibc",
        ],
        // What both ends of a line need: certificates and keys, and packing with limits.
        "BedsideTransport": [
            "BedsideDomain", "CPosix", "CZlib", "Crypto", "Foundation", "Glibc", "NIOCore", "NIOSSL", "SwiftASN1",
            "X509",
        ],
        // A terminal's side of the central store; it reaches the terminal's store through a port.
        "BedsideSync": [
            "AsyncHTTPClient", "BedsideDomain", "BedsideTransport", "BedsideWire", "Crypto", "Foundation", "Glibc",
            "HTTPTypes", "Logging", "NIOCore", "NIOFoundationCompat", "NIOHTTP1", "NIOSSL", "ServiceLifecycle",
        ],
        // Alarms between the terminals of one ward.
        "BedsideLinks": [
            "BedsideDomain", "BedsideTransport", "BedsideWire", "Foundation", "Logging", "NIOCore", "NIOPosix",
            "NIOSSL", "ServiceLifecycle",
        ],
        // The central store: its data in one room, the server in another.
        "BedsideCentralStore": [
            "BedsideDomain", "BedsideWire", "CPosix", "CPq", "Crypto", "Dispatch", "Foundation", "GRDB", "GRDBSQLite",
            "Glibc",
        ],
        "BedsideCentral": [
            "ArgumentParser", "AsyncHTTPClient", "BedsideCentralStore", "BedsideDomain", "BedsideTransport",
            "BedsideWire", "CPosix",
            "Crypto", "Dispatch", "Foundation", "Glibc", "HTTPTypes", "Hummingbird", "HummingbirdTLS", "Logging",
            "NIOCore", "NIOHTTP1", "NIOSSL", "ServiceLifecycle", "UnixSignals", "X509",
        ],
        // The daemon composes all of the above but the terminal.
        "BedsideDaemon": [
            "ArgumentParser", "AsyncHTTPClient", "BedsideDevices", "BedsideDomain", "BedsideKiosk", "BedsideLinks",
            "BedsidePrinting", "BedsideScreen", "BedsideSound", "BedsideStore", "BedsideSync", "BedsideTransport",
            "BedsideWire", "CPosix", "Crypto", "CryptoExtras",
            "Dispatch", "Foundation", "Glibc", "HTTPTypes", "Hummingbird", "HummingbirdCore", "Logging", "NIOCore",
            "NIOExtras", "NIOHTTP1", "NIOPosix",
            "ServiceLifecycle", "UnixSignals", "Yams",
        ],
        // The client knows the wire and the terminal, never the daemon, the store or the hardware.
        "BedsideCommands": [
            "ArgumentParser", "AsyncHTTPClient", "BedsideDomain", "BedsideScreen", "BedsideTerminal", "BedsideWire",
            "CPosix", "Dispatch", "Foundation", "Glibc", "HTTPTypes", "NIOCore", "NIOHTTP1", "NIOPosix",
        ],
        // What plays the outside world for the demo, the tests and the figures.
        "BedsideRigs": ["CPosix", "Dispatch", "Foundation", "Glibc"],
        // A ward, its network and a model of the central store on a virtual clock, for the tests of both ends.
        "BedsideSimulation": ["BedsideDomain", "BedsideSync", "BedsideWire", "Crypto", "Foundation"],
        "BedsideDemo": [
            "ArgumentParser", "AsyncHTTPClient", "BedsideCommands", "BedsideDomain", "BedsideRigs", "BedsideScreen",
            // The walkthrough opens its own ward's store once the daemon has closed it, to check the books.
            "BedsideStore", "BedsideTerminal", "BedsideWire", "CPosix", "Dispatch", "Foundation", "Glibc", "HTTPTypes",
            "Hummingbird", "Logging", "NIOCore", "UnixSignals",
        ],
        "BedsideBench": [
            "ArgumentParser", "AsyncHTTPClient", "BedsideCentralStore", "BedsideCommands", "BedsideDemo",
            "BedsideDevices", "BedsideDomain", "BedsideKiosk", "BedsidePrinting", "BedsideRigs", "BedsideScreen",
            "BedsideStore", "BedsideSync", "BedsideTerminal", "BedsideTransport", "BedsideWire", "CPosix", "Crypto",
            "Dispatch", "Foundation", "GRDB", "Glibc", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL", "NIOTLS",
        ],
        // Programs: `@main` and nothing else.
        "bedsided": ["ArgumentParser", "BedsideDaemon"],
        "bedside": ["ArgumentParser", "BedsideCommands", "BedsideDemo"],
        "bedside-central": ["ArgumentParser", "BedsideCentral"],
        "bedside-bench": ["ArgumentParser", "BedsideBench"],
        // Draws one foreign PDF for the daemon, so that a hostile one ends this process only.
        "bedside-report": ["BedsidePrinting"],
        // The three of a terminal in one file, for the package.
        "bedside-terminal": ["ArgumentParser", "BedsideCommands", "BedsideDaemon", "BedsidePrinting"],
    ]

    /// Single files that may import more than their room, each with its reason.
    static let exceptions: [String: Set<String>] = [
        // The catalogue of texts is JSON; nothing else of this room needs the decoder.
        "Sources/BedsideKiosk/Texts/Texts+JSON.swift": ["FoundationEssentials"]
    ]

    static let programs: Set<String> = [
        "bedsided", "bedside", "bedside-central", "bedside-bench", "bedside-report", "bedside-terminal",
    ]
    /// Module maps and the thinnest shims over C headers.
    static let cModules: Set<String> = [
        "CAlsa", "CCairo", "CCups", "CInput", "CModbus", "CPcsc", "CPoppler", "CPosix", "CPq", "CQREncode", "CUdev",
        "CZlib",
    ]
    /// Rooms that talk to a person on standard output.
    static let talkers: Set<String> = ["BedsideCentral", "BedsideCommands", "BedsideDemo", "BedsideBench"]
}
