/// Ids in a fixed sequence: the same seed gives the same ids, whatever the clock says and whoever else draws.
public struct IDSource: Hashable, Sendable {
    /// Where the sequence starts among all numbers.
    private let origin: UInt64
    /// How many ids have been drawn; a state document carries it, so that none is drawn twice.
    public private(set) var issued: UInt64

    /// The sequence of this seed, after so many ids of it.
    public init(seed: UInt64, issued: UInt64 = 0) {
        // Unmixed, a seed's sequence would run through that of the seed two further on.
        origin = Self.mix(seed)
        self.issued = issued
    }

    /// A sequence of its own for each name: what one account draws does not depend on the others.
    public static func named(_ name: String, seed: UInt64) -> IDSource {
        // FNV-1a: fixed for ever, where the standard library's hash changes from run to run.
        let hash = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return IDSource(seed: seed ^ hash)
    }

    /// The same sequence after so many ids.
    public func resumed(after issued: UInt64) -> IDSource {
        var source = self
        source.issued = issued
        return source
    }

    /// The next id.
    public mutating func next() -> ObjectID {
        defer { issued &+= 1 }
        let (high, low) = (Self.mix(origin &+ 2 &* issued), Self.mix(origin &+ 2 &* issued &+ 1))
        return ObjectID(high: high, low: UInt32(truncatingIfNeeded: low))
    }

    /// The next number of a range.
    mutating func next(in range: ClosedRange<Int>) -> Int {
        defer { issued &+= 1 }
        return range.lowerBound + Int(Self.mix(origin &+ 2 &* issued) % UInt64(range.count))
    }

    /// The next digits, hexadecimal ones.
    mutating func nextDigits(_ count: Int) -> String {
        var digits = ""
        while digits.utf8.count < count { digits += next().description }
        return String(digits.prefix(count))
    }

    /// The number of the account that draws from here, seven digits as the documents show one.
    public var accountNumber: Int {
        Int(Self.mix(origin &- 5) % 9_000_000) + 1_000_000
    }

    /// The id of the account that draws from here, at the end of the sequence, which nobody reaches.
    var organizationID: ObjectID {
        var end = resumed(after: .max)
        return end.next()
    }

    /// The number of the account's owner, seven digits as the documents show one.
    var userID: Int {
        Int(Self.mix(origin &- 3) % 9_000_000) + 1_000_000
    }

    /// SplitMix64's output function: neighbouring numbers become unrelated ones.
    public static func mix(_ number: UInt64) -> UInt64 {
        var z = number &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
