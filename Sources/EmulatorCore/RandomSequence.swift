internal import BrevoCore

/// Pseudorandom numbers that follow from a seed.
package struct RandomSequence: RandomNumberGenerator {
    private let seed: UInt64
    private var drawn: UInt64

    /// The sequence of a seed, after a number of its numbers.
    package init(seed: UInt64, drawn: UInt64 = 0) {
        (self.seed, self.drawn) = (seed, drawn)
    }

    package mutating func next() -> UInt64 {
        defer { drawn &+= 1 }
        return IDSource.mix(seed &+ drawn)
    }
}
