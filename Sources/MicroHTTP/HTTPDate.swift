internal import Glibc

/// Formats points in time as HTTP writes them (RFC 9110 §5.6.7).
public enum HTTPDate {
    /// The time `seconds` after 1970-01-01T00:00:00Z, such as `Fri, 20 Nov 2026 09:00:00 GMT`.
    public static func text(secondsSince1970 seconds: Int) -> String {
        var (time, parts) = unsafe (time_t(seconds), tm())
        unsafe gmtime_r(&time, &parts)
        return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { text in
            // The process never leaves the C locale, whose names of days and months are HTTP's.
            let count = unsafe strftime(text.baseAddress, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
            return unsafe String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}
