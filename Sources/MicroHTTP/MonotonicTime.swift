internal import Glibc

/// A point in time of the monotonic clock.
package struct MonotonicTime: Comparable {
    /// Nanoseconds since the clock started.
    package let nanoseconds: UInt64

    package static var now: Self {
        var time = Glibc.timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Self(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
    }

    /// Later than any other.
    static let distantFuture = Self(nanoseconds: .max)

    package static func < (left: Self, right: Self) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The time `duration` later, or centuries later where the sum would overflow.
    package static func + (time: Self, duration: Duration) -> Self {
        Self(nanoseconds: time.nanoseconds + min(duration.wholeNanoseconds, UInt64.max >> 2))
    }

    /// The time a number of nanoseconds later, which must not overflow.
    static func + (time: Self, nanoseconds: UInt64) -> Self {
        Self(nanoseconds: time.nanoseconds + nanoseconds)
    }

    var timespec: Glibc.timespec {
        .init(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    }
}

extension Duration {
    /// The nanoseconds, clamped to what fits.
    var wholeNanoseconds: UInt64 {
        guard self > .zero else { return 0 }
        let (seconds, attoseconds) = components
        let (product, isTooLong) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflows) = product.addingReportingOverflow(UInt64(attoseconds / 1_000_000_000))
        return isTooLong || overflows ? .max : sum
    }
}
