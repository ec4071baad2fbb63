// swift-tools-version: 6.2
import PackageDescription

/// One list for all targets, so that none can forget it: language mode 6 (by tools version), the six upcoming features
/// that are not yet on in it, strict memory safety, and every warning an error.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("ImmutableWeakCaptures"),
    .enableUpcomingFeature("InferIsolatedConformances"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"), .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(), .treatAllWarnings(as: .error),
    .treatWarning("DeprecatedDeclaration", as: .warning), .treatWarning("ExplicitSendable", as: .error),
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioExtras: Target.Dependency = .product(name: "NIOExtras", package: "swift-nio-extras")
let nioFoundationCompat: Target.Dependency = .product(name: "NIOFoundationCompat", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioTLS: Target.Dependency = .product(name: "NIOTLS", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS: Target.Dependency = .product(name: "HummingbirdTLS", package: "hummingbird")
let swiftASN1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "bedside",
    products: [
        .executable(name: "bedsided", targets: ["bedsided"]),
        .executable(name: "bedside", targets: ["bedside"]),
        .executable(name: "bedside-central", targets: ["bedside-central"]),
        .executable(name: "bedside-report", targets: ["bedside-report"]),
        .executable(name: "bedside-terminal", targets: ["bedside-terminal"]),
        .executable(name: "bedside-bench", targets: ["bedside-bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // C libraries: module maps and the thinnest shims.
        .systemLibrary(
            name: "CCairo", pkgConfig: "pangocairo", providers: [.apt(["libcairo2-dev", "libpango1.0-dev"])]),
        .systemLibrary(name: "CAlsa", pkgConfig: "alsa", providers: [.apt(["libasound2-dev"])]),
        .systemLibrary(name: "CCups", providers: [.apt(["libcups2-dev"])]),
        .systemLibrary(name: "CInput", providers: [.apt(["linux-libc-dev"])]),
        .systemLibrary(name: "CModbus", pkgConfig: "libmodbus", providers: [.apt(["libmodbus-dev"])]),
        .systemLibrary(name: "CPcsc", pkgConfig: "libpcsclite", providers: [.apt(["libpcsclite-dev"])]),
        .systemLibrary(name: "CPoppler", pkgConfig: "poppler-glib", providers: [.apt(["libpoppler-glib-dev"])]),
        .systemLibrary(name: "CPq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CPosix", providers: [.apt(["libc6-dev"])]),
        .systemLibrary(name: "CUdev", pkgConfig: "libudev", providers: [.apt(["libudev-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // Rooms, in the order of who may know whom. Tests/ArchitectureTests checks the import lines.
        .target(name: "BedsideDomain"),
        .target(name: "BedsideScreen"),
        .target(name: "BedsideWire", dependencies: ["BedsideDomain", "BedsideScreen"]),
        .target(name: "BedsideKiosk", dependencies: ["BedsideDomain", "BedsideScreen"]),
        .target(name: "BedsideTerminal", dependencies: ["BedsideScreen", "CPosix"]),
        .target(name: "BedsideStore", dependencies: ["BedsideDomain", "CPosix", grdb, crypto]),
        .target(
            name: "BedsideDevices", dependencies: ["BedsideDomain", "CInput", "CModbus", "CPcsc", "CPosix", "CUdev"]),
        .target(name: "BedsideSound", dependencies: ["BedsideDomain", "CAlsa"]),
        .target(
            name: "BedsidePrinting",
            dependencies: ["BedsideDomain", "CCairo", "CCups", "CPoppler", "CPosix", "CQREncode"]),
        .target(
            name: "BedsideTransport",
            dependencies: ["BedsideDomain", "CPosix", "CZlib", crypto, nioCore, nioSSL, swiftASN1, x509]),
        .target(
            name: "BedsideSync",
            dependencies: [
                "BedsideDomain", "BedsideWire", "BedsideTransport", asyncHTTPClient, crypto, httpTypes, lifecycle,
                logging, nioCore, nioFoundationCompat, nioHTTP1, nioSSL,
            ]),
        .target(
            name: "BedsideLinks",
            dependencies: [
                "BedsideDomain", "BedsideWire", "BedsideTransport", lifecycle, logging, nioCore, nioPosix, nioSSL,
            ]),
        .target(
            name: "BedsideCentralStore",
            dependencies: ["BedsideDomain", "BedsideWire", "CPosix", "CPq", crypto, grdb]),
        .target(
            name: "BedsideCentral",
            dependencies: [
                "BedsideDomain", "BedsideWire", "BedsideTransport", "BedsideCentralStore", "CPosix", argumentParser,
                asyncHTTPClient, crypto, httpTypes, hummingbird, hummingbirdTLS, lifecycle, unixSignals, logging,
                nioCore, nioHTTP1,
                nioSSL, x509,
            ]),
        .target(
            name: "BedsideDaemon",
            dependencies: [
                "BedsideDomain", "BedsideScreen", "BedsideWire", "BedsideKiosk", "BedsideStore", "BedsideDevices",
                "BedsidePrinting", "BedsideSound", "BedsideSync", "BedsideLinks", "BedsideTransport", "CPosix",
                argumentParser, asyncHTTPClient, crypto, cryptoExtras,
                httpTypes, hummingbird, hummingbirdCore, lifecycle, unixSignals, logging, nioCore, nioExtras, nioHTTP1,
                nioPosix, yams,
            ]),
        .target(
            name: "BedsideCommands",
            dependencies: [
                "BedsideDomain", "BedsideScreen", "BedsideWire", "BedsideTerminal", "CPosix", argumentParser,
                asyncHTTPClient, nioCore, nioHTTP1,
            ]),
        .target(name: "BedsideRigs", dependencies: ["CPosix"]),
        .target(
            name: "BedsideSimulation", dependencies: ["BedsideDomain", "BedsideSync", "BedsideWire", crypto]),
        .target(
            name: "BedsideDemo",
            dependencies: [
                "BedsideDomain", "BedsideScreen", "BedsideWire", "BedsideTerminal", "BedsideCommands", "BedsideRigs",
                "BedsideStore",
                "CPosix",
                argumentParser, asyncHTTPClient, httpTypes, hummingbird, logging, nioCore, unixSignals,
            ]),
        .target(
            name: "BedsideBench",
            dependencies: [
                "BedsideDomain", "BedsideScreen", "BedsideWire", "BedsideTerminal", "BedsideStore", "BedsideDevices",
                "BedsidePrinting", "BedsideKiosk", "BedsideCommands", "BedsideDemo", "BedsideRigs",
                "BedsideCentralStore", "BedsideSync", "BedsideTransport", "CPosix", argumentParser, asyncHTTPClient,
                crypto, grdb, nioCore, nioHTTP1, nioPosix, nioSSL, nioTLS,
            ]),

        // Programs: @main and nothing else.
        .executableTarget(name: "bedsided", dependencies: ["BedsideDaemon", argumentParser]),
        .executableTarget(name: "bedside", dependencies: ["BedsideCommands", "BedsideDemo", argumentParser]),
        .executableTarget(name: "bedside-central", dependencies: ["BedsideCentral", argumentParser]),
        .executableTarget(name: "bedside-report", dependencies: ["BedsidePrinting"]),
        // The terminal's programs in one file, for the package.
        .executableTarget(
            name: "bedside-terminal",
            dependencies: ["BedsideCommands", "BedsideDaemon", "BedsidePrinting", argumentParser]),
        .executableTarget(name: "bedside-bench", dependencies: ["BedsideBench", argumentParser]),

        .testTarget(name: "BedsideDomainTests", dependencies: ["BedsideDomain"]),
        .testTarget(
            name: "BedsideKioskTests",
            dependencies: ["BedsideKiosk", "BedsideDomain", "BedsideScreen", "BedsideTerminal"],
            exclude: ["Golden"]),
        .testTarget(name: "BedsideSoundTests", dependencies: ["BedsideSound", "BedsideDomain"]),
        .testTarget(name: "BedsideTerminalTests", dependencies: ["BedsideTerminal", "BedsideScreen", "CPosix"]),
        .testTarget(name: "BedsideStoreTests", dependencies: ["BedsideStore", "BedsideDomain", grdb]),
        .testTarget(name: "BedsideDevicesTests", dependencies: ["BedsideDevices", "BedsideDomain", "CPosix"]),
        .testTarget(
            name: "BedsidePrintingTests",
            dependencies: ["BedsidePrinting", "BedsideDomain", "BedsideRigs", "bedside-report"]),
        .testTarget(name: "BedsideWireTests", dependencies: ["BedsideWire", "BedsideDomain", "BedsideScreen"]),
        .testTarget(
            name: "BedsideDaemonTests",
            dependencies: [
                "BedsideDaemon", "BedsideDevices", "BedsideDomain", "BedsideKiosk", "BedsideLinks", "BedsidePrinting",
                "BedsideRigs", "BedsideSound", "BedsideStore", "BedsideTransport", "BedsideWire", "CPosix", logging,
            ]),
        .testTarget(
            name: "BedsideCommandsTests",
            dependencies: [
                "BedsideCommands", "BedsideDomain", "BedsideScreen", "BedsideTerminal", "BedsideWire", "CPosix",
                argumentParser, asyncHTTPClient,
            ]),
        .testTarget(
            name: "BedsideTransportTests",
            dependencies: ["BedsideTransport", "BedsideDomain", nioCore, nioPosix, nioSSL]),
        .testTarget(
            name: "BedsideSyncTests",
            dependencies: [
                "BedsideSync", "BedsideSimulation", "BedsideDomain", "BedsideWire", "BedsideTransport", crypto,
            ]),
        .testTarget(
            name: "BedsideLinksTests",
            dependencies: [
                "BedsideLinks", "BedsideDomain", "BedsideWire", "BedsideTransport", "BedsideRigs", "CPosix", logging,
            ]),
        .testTarget(
            name: "BedsideCentralStoreTests",
            dependencies: [
                "BedsideCentralStore", "BedsideDomain", "BedsideWire", "BedsideRigs", "BedsideSimulation",
                "BedsideStore", "BedsideSync",
                crypto, grdb,
            ],
            exclude: ["Golden"]),
        .testTarget(
            name: "BedsideCentralTests",
            dependencies: [
                "BedsideCentral", "BedsideCentralStore", "BedsideDomain", "BedsideWire", "BedsideTransport",
                "BedsideRigs", asyncHTTPClient, crypto, logging, nioCore, nioHTTP1, nioPosix,
                nioSSL,
            ]),
        .testTarget(name: "ArchitectureTests"),
        .testTarget(
            name: "ScenarioTests",
            dependencies: [
                "BedsideDaemon", "BedsideDevices", "BedsideDomain", "BedsideKiosk", "BedsideSound", "BedsideStore",
                "BedsideWire", lifecycle, logging,
            ],
            exclude: ["Scenarios"]),
        .testTarget(
            name: "IntegrationTests",
            dependencies: [
                "BedsideCentralStore", "BedsideDomain", "BedsideScreen", "BedsideWire", "BedsideTerminal",
                "BedsideCommands", "BedsideDemo",
                "BedsideRigs", "BedsideStore", "BedsideTransport", "CPosix", asyncHTTPClient,
            ],
            exclude: ["Fixtures"]),
    ]
)

// The fuzzer brings its own main and its own flags: assets/fuzz.sh builds it, in a folder of its own.
if Context.environment["BEDSIDE_FUZZ"] == "1" {
    // It shares fixtures with the tests, and no file may belong to two targets.
    package.targets.removeAll { $0.type == .test }
    package.targets.append(
        .executableTarget(
            name: "bedside-fuzz",
            dependencies: ["BedsideDevices", "BedsideDomain", "BedsidePrinting", "BedsideTerminal", "BedsideWire"],
            path: "Tests", sources: ["Fuzz", "BedsideDevicesTests/HidPos/HidFixtures.swift"],
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
}

for target in package.targets where target.type != .system {
    // Tests are compiled once and run once: optimising them costs a minute and gains nothing.
    let unoptimised: [SwiftSetting] = target.type == .test ? [.unsafeFlags(["-Onone"])] : []
    target.swiftSettings = strict + unoptimised + (target.swiftSettings ?? [])
}
