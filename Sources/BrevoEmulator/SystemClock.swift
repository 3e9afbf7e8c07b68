internal import BrevoCore
internal import Glibc

/// The machine's own time, which every world's clock is reckoned from.
enum SystemClock {
    /// Nanoseconds of the monotonic clock, in half the time that `ContinuousClock` takes.
    static func nanoseconds() -> Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
    }

    /// The time of day in UTC.
    static func now() -> Timestamp {
        var time = timespec()
        // Foundation's Date is the only other way, and makes the binary 40 MB larger.
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        let milliseconds = Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
        return Timestamp(milliseconds: milliseconds) ?? Timestamp.range.upperBound
    }
}
