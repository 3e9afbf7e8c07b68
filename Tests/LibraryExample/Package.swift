// swift-tools-version: 6.2
import PackageDescription

/// Somebody's package that calls Brevo, and tests itself against the emulator.
let package = Package(
    name: "team",
    dependencies: [
        .package(name: "brevo-emulator", path: "../..")
    ],
    targets: [
        .target(name: "Team"),
        .testTarget(
            name: "TeamTests",
            dependencies: ["Team", .product(name: "BrevoEmulator", package: "brevo-emulator")]
        ),
        .executableTarget(
            name: "StartTime",
            dependencies: [.product(name: "BrevoEmulator", package: "brevo-emulator")]
        ),
    ],
    swiftLanguageModes: [.v6]
)
