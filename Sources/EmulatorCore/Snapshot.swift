internal import BrevoCore

/// The state of a world at a moment, clock included; it shares storage with the world that it was taken from.
package struct Snapshot: Sendable {
    let accounts: Accounts
    let assumptions: Assumptions
    let clock: VirtualClock
    /// The time of the world.
    let takenAt: Timestamp
    /// The revision of the state.
    let revision: UInt64
    let weight: StateWeight

    /// The most snapshots that a world keeps.
    static let limit = 1000
}

/// A name that a client gives to a world or a snapshot.
package enum ClientName {
    /// Whether these bytes are 1 to 64 of `[A-Za-z0-9._-]`.
    package static func isValid(_ bytes: some Collection<UInt8>) -> Bool {
        (1...64).contains(bytes.count)
            && bytes.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// What a refusal says of names.
    package static let rule = "A name has 1 to 64 letters, digits, dots, underscores or hyphens"
}
