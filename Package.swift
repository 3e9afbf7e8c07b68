// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "brevo-emulator",
    products: [
        .executable(name: "brevo-emulator", targets: ["brevo-emulator"]),
        // With the modules whose types stand in the public signatures of BrevoEmulator.
        .library(name: "BrevoEmulator", targets: ["BrevoEmulator", "BrevoCore", "HTTPMessage", "JSON", "MicroHTTP"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CMicroHTTPD",
            pkgConfig: "libmicrohttpd",
            providers: [.apt(["libmicrohttpd-dev"])]
        ),
        .systemLibrary(
            name: "CGnuTLS",
            pkgConfig: "gnutls",
            providers: [.apt(["libgnutls28-dev"])]
        ),
        .systemLibrary(
            name: "CPCRE2",
            pkgConfig: "libpcre2-8",
            providers: [.apt(["libpcre2-dev"])]
        ),
        .target(name: "Bytes"),
        .target(name: "HTTPMessage", dependencies: ["Bytes"]),
        .target(name: "JSON", dependencies: ["Bytes"]),
        .target(
            name: "BrevoCore",
            dependencies: ["Bytes", .product(name: "HashTreeCollections", package: "swift-collections")]
        ),
        .target(name: "MicroHTTP", dependencies: ["Bytes", "CGnuTLS", "CMicroHTTPD", "HTTPMessage"]),
        .target(name: "BrevoAPI", dependencies: ["BrevoCore", "HTTPMessage", "JSON"]),
        .target(name: "RegularExpressions", dependencies: ["CPCRE2"]),
        .target(name: "WireMock", dependencies: ["Bytes", "HTTPMessage", "JSON", "RegularExpressions"]),
        .target(
            name: "Inspector",
            dependencies: ["HTTPMessage"],
            exclude: ["page"],
            plugins: ["EmbedPage"]
        ),
        .executableTarget(name: "embed-page"),
        .plugin(name: "EmbedPage", capability: .buildTool(), dependencies: ["embed-page"]),
        .target(
            name: "EmulatorCore",
            dependencies: ["BrevoAPI", "BrevoCore", "Bytes", "HTTPMessage", "JSON", "WireMock"]
        ),
        .target(
            name: "BrevoEmulator",
            dependencies: [
                "BrevoCore", "BrevoAPI", "EmulatorCore", "HTTPMessage", "Inspector", "JSON", "MicroHTTP", "WireMock",
            ]
        ),
        .executableTarget(
            name: "brevo-emulator",
            dependencies: [
                "BrevoEmulator", "BrevoCore", "HTTPMessage", "JSON", "MicroHTTP",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .testTarget(name: "HTTPMessageTests", dependencies: ["Bytes", "HTTPMessage"]),
        .testTarget(name: "JSONTests", dependencies: ["JSON"]),
        .target(name: "Certificates", path: "Tests/Certificates"),
        .target(name: "SocketClient", path: "Tests/SocketClient"),
        .target(name: "TestSupport", dependencies: ["JSON"], path: "Tests/TestSupport"),
        .testTarget(
            name: "MicroHTTPTests",
            dependencies: ["Certificates", "MicroHTTP", "HTTPMessage", "SocketClient", "TestSupport"]
        ),
        .testTarget(name: "WireTests", dependencies: ["MicroHTTP", "HTTPMessage", "SocketClient"], path: "Tests/Wire"),
        .target(name: "SpecTables", path: "Tests/SpecTables"),
        .target(name: "CoreCommands", dependencies: ["BrevoCore"], path: "Tests/CoreCommands"),
        .testTarget(name: "BrevoCoreTests", dependencies: ["BrevoCore", "CoreCommands", "SpecTables"]),
        .testTarget(
            name: "BrevoAPITests",
            dependencies: ["BrevoAPI", "BrevoCore", "EmulatorCore", "HTTPMessage", "JSON", "SpecTables", "WireMock"]
        ),
        .testTarget(name: "InspectorTests", dependencies: ["embed-page", "HTTPMessage", "Inspector"]),
        .testTarget(name: "RegularExpressionsTests", dependencies: ["RegularExpressions"]),
        .testTarget(name: "WireMockTests", dependencies: ["WireMock", "HTTPMessage", "JSON"]),
        .testTarget(
            name: "EmulatorCoreTests",
            dependencies: ["BrevoAPI", "EmulatorCore", "BrevoCore", "CoreCommands", "HTTPMessage", "JSON"]
        ),
        .testTarget(
            name: "BrevoEmulatorTests",
            dependencies: [
                "BrevoEmulator", "BrevoCore", "Certificates", "HTTPMessage", "JSON", "MicroHTTP", "SpecTables",
                "TestSupport", "WireMock",
            ]
        ),
        .testTarget(
            name: "ProgramTests",
            dependencies: [
                "brevo-emulator", "Certificates", "JSON", "SocketClient", "TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// Built alone by scripts/fuzz, which has libFuzzer supply the program's entry point.
let fuzzes = Context.environment["FUZZ"] != nil
if fuzzes {
    package.products.append(.executable(name: "fuzz", targets: ["fuzz"]))
    package.targets.append(
        .executableTarget(
            name: "fuzz",
            dependencies: ["BrevoCore", "BrevoEmulator", "HTTPMessage", "JSON", "RegularExpressions"],
            path: "Tests/Fuzz/Sources",
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]
        )
    )
}

for target in package.targets where target.type != .system && target.type != .plugin {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
    ]
    // The tool runs during the build, and has an entry point of its own.
    if fuzzes, target.name != "embed-page" { target.swiftSettings?.append(.unsafeFlags(["-sanitize=fuzzer"])) }
}
