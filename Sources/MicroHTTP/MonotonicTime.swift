internal import Glibc

/// A moment of the monotonic clock, which condition variables can wait for.
package struct MonotonicTime: Comparable {
    /// Nanoseconds since the clock's start.
    package let nanoseconds: UInt64

    package static var now: Self {
        var time = Glibc.timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Self(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
    }

    /// Later than any.
    static let distantFuture = Self(nanoseconds: .max)

    package static func < (left: Self, right: Self) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The moment this much later; centuries on where the duration is longer than that.
    package static func + (time: Self, duration: Duration) -> Self {
        Self(nanoseconds: time.nanoseconds + min(duration.wholeNanoseconds, UInt64.max >> 2))
    }

    var timespec: Glibc.timespec {
        .init(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    }
}

extension Duration {
    /// The nanoseconds, none where negative, and the most that fit where there are more.
    var wholeNanoseconds: UInt64 {
        guard self > .zero else { return 0 }
        let (seconds, attoseconds) = components
        let (product, isTooLong) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflows) = product.addingReportingOverflow(UInt64(attoseconds / 1_000_000_000))
        return isTooLong || overflows ? .max : sum
    }
}
