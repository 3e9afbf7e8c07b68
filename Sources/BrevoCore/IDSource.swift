/// A fixed sequence of ids: the same seed gives the same ids, whatever the clock says and who else draws.
public struct IDSource: Hashable, Sendable {
    /// Where the sequence starts among all numbers.
    private let origin: UInt64
    /// The number of ids drawn; a state document records it, so that none is drawn twice.
    public private(set) var issued: UInt64

    /// Creates the sequence of a seed, after a number of its ids.
    public init(seed: UInt64, issued: UInt64 = 0) {
        // Unmixed, a seed's sequence would run through that of the seed two further on.
        origin = Self.mix(seed)
        self.issued = issued
    }

    /// The sequence of a name: what one account draws does not depend on the others.
    public static func named(_ name: String, seed: UInt64) -> IDSource {
        IDSource(seed: seed ^ hash(name))
    }

    /// A hash that never changes (FNV-1a), unlike the standard library's, which differs from run to run.
    public static func hash(_ name: String) -> UInt64 {
        name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// The same sequence after a number of its ids.
    public func resumed(after issued: UInt64) -> IDSource {
        var source = self
        source.issued = issued
        return source
    }

    /// The next id.
    ///
    /// - Parameter salt: The world that draws; copies of one account in different worlds draw different ids.
    public mutating func next(_ salt: UInt64 = 0) -> ObjectID {
        defer { issued &+= 1 }
        let start = start(salt) &+ 2 &* issued
        return ObjectID(high: Self.mix(start), low: UInt32(truncatingIfNeeded: Self.mix(start &+ 1)))
    }

    /// The next number in a range.
    mutating func next(in range: ClosedRange<Int>, _ salt: UInt64 = 0) -> Int {
        defer { issued &+= 1 }
        return range.lowerBound + Int(Self.mix(start(salt) &+ 2 &* issued) % UInt64(range.count))
    }

    /// The next hexadecimal digits.
    mutating func nextDigits(_ count: Int, _ salt: UInt64 = 0) -> String {
        var digits = ""
        while digits.utf8.count < count { digits += next(salt).description }
        return String(digits.prefix(count))
    }

    private func start(_ salt: UInt64) -> UInt64 { salt == 0 ? origin : Self.mix(origin ^ salt) }

    /// The number of the account that draws from this sequence: seven digits, as in the documentation.
    public var accountNumber: Int {
        Int(Self.mix(origin &- 5) % 9_000_000) + 1_000_000
    }

    /// The id of the account that draws from this sequence, at its far end.
    var organizationID: ObjectID {
        var end = resumed(after: .max)
        return end.next()
    }

    /// The number of the account's owner: seven digits, as in the documentation.
    var userID: Int {
        Int(Self.mix(origin &- 3) % 9_000_000) + 1_000_000
    }

    /// The name under which the account's owner sends mail: nine hexadecimal digits, as seen on the wire.
    public var relayName: String {
        let digits = String(Self.mix(origin &- 7), radix: 16)
        return String((String(repeating: "0", count: 16 - digits.count) + digits).prefix(9))
    }

    /// SplitMix64's output function, which makes neighboring numbers unrelated.
    public static func mix(_ number: UInt64) -> UInt64 {
        var z = number &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
