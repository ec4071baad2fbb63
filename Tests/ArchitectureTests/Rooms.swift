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
        // The daemon composes all of the above but the terminal.
        "BedsideDaemon": [
            "ArgumentParser", "AsyncHTTPClient", "BedsideDevices", "BedsideDomain", "BedsideKiosk", "BedsidePrinting",
            "BedsideScreen", "BedsideSound", "BedsideStore", "BedsideWire", "CPosix", "Crypto", "CryptoExtras",
            "Dispatch", "Foundation", "Glibc", "HTTPTypes", "Hummingbird", "Logging", "NIOCore", "NIOHTTP1",
            "ServiceLifecycle", "UnixSignals", "Yams",
        ],
        // The client knows the wire and the terminal, never the daemon, the store or the hardware.
        "BedsideCommands": [
            "ArgumentParser", "AsyncHTTPClient", "BedsideDomain", "BedsideScreen", "BedsideTerminal", "BedsideWire",
            "CPosix", "Dispatch", "Foundation", "Glibc", "HTTPTypes", "NIOCore", "NIOHTTP1", "NIOPosix",
        ],
        // What plays the outside world for the demo, the tests and the figures.
        "BedsideRigs": ["CPosix", "Dispatch", "Foundation", "Glibc"],
        "BedsideDemo": [
            "ArgumentParser", "AsyncHTTPClient", "BedsideCommands", "BedsideDomain", "BedsideRigs", "BedsideScreen",
            // The walkthrough opens its own ward's store once the daemon has closed it, to check the books.
            "BedsideStore", "BedsideTerminal", "BedsideWire", "CPosix", "Dispatch", "Foundation", "Glibc", "HTTPTypes",
            "Hummingbird", "Logging", "NIOCore", "UnixSignals",
        ],
        "BedsideBench": [
            "ArgumentParser", "AsyncHTTPClient", "BedsideCommands", "BedsideDemo", "BedsideDevices", "BedsideDomain",
            "BedsideKiosk", "BedsidePrinting", "BedsideRigs", "BedsideScreen", "BedsideStore", "BedsideTerminal",
            "BedsideWire", "CPosix", "Dispatch",
            "Foundation", "Glibc",
        ],
        // Programs: `@main` and nothing else.
        "bedsided": ["ArgumentParser", "BedsideDaemon"],
        "bedside": ["ArgumentParser", "BedsideCommands", "BedsideDemo"],
        "bedside-bench": ["ArgumentParser", "BedsideBench"],
        // Draws one foreign PDF for the daemon, so that a hostile one ends this process only.
        "bedside-report": ["BedsidePrinting"],
    ]

    /// Single files that may import more than their room, each with its reason.
    static let exceptions: [String: Set<String>] = [
        // The catalogue of texts is JSON; nothing else of this room needs the decoder.
        "Sources/BedsideKiosk/Texts/Texts+JSON.swift": ["FoundationEssentials"]
    ]

    static let programs: Set<String> = ["bedsided", "bedside", "bedside-bench", "bedside-report"]
    /// Module maps and the thinnest shims over C headers.
    static let cModules: Set<String> = [
        "CAlsa", "CCairo", "CCups", "CInput", "CModbus", "CPcsc", "CPoppler", "CPosix", "CQREncode", "CUdev",
    ]
    /// Rooms that talk to a person on standard output.
    static let talkers: Set<String> = ["BedsideCommands", "BedsideDemo", "BedsideBench"]
}
