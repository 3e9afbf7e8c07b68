internal import Glibc

/// Unpredictable numbers, fetched from the system in batches: one system call each would be made under a world's lock.
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
