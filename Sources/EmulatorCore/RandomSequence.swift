internal import BrevoCore

/// Numbers that look random and are the same for the same seed.
struct RandomSequence: RandomNumberGenerator {
    private let seed: UInt64
    private var drawn: UInt64

    /// The sequence of this seed, after so many numbers of it.
    init(seed: UInt64, drawn: UInt64 = 0) {
        (self.seed, self.drawn) = (seed, drawn)
    }

    mutating func next() -> UInt64 {
        defer { drawn &+= 1 }
        return IDSource.mix(seed &+ drawn)
    }
}
