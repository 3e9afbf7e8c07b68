internal import BrevoCore

/// The state of a world as it was at a moment, clock included; it shares storage with what it was taken from.
public struct Snapshot: Sendable {
    let accounts: Accounts
    let clock: VirtualClock
    /// What the world's clock showed.
    let takenAt: Timestamp

    /// The most snapshots that a world keeps.
    static let limit = 1000
}

/// A name that a client gives to a world or a snapshot (spec §10).
public enum ClientName {
    /// Whether the bytes are 1 to 64 of `[A-Za-z0-9._-]`.
    public static func isLegal(_ bytes: some Collection<UInt8>) -> Bool {
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

    /// What a refusal of a name says is right.
    public static let rule = "A name has 1 to 64 letters, digits, dots, underscores or hyphens"
}
