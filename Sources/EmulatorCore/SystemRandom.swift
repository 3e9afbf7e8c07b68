internal import Glibc

/// Numbers that nobody can foresee, asked of the system for many at a time: one by one, each takes a call of it, which a
/// world's lock is held for.
struct SystemRandom: RandomNumberGenerator {
    private static let batch = 32
    private var numbers: [UInt64] = []

    mutating func next() -> UInt64 {
        if numbers.isEmpty { refill() }
        return numbers.removeLast()
    }

    private mutating func refill() {
        numbers = [UInt64](repeating: 0, count: Self.batch)
        let failure = unsafe numbers.withUnsafeMutableBytes { unsafe getentropy($0.baseAddress, $0.count) }
        precondition(failure == 0, "the system gives 256 bytes at once (getentropy(3))")
    }
}
