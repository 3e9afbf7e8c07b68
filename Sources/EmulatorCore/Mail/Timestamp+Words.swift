internal import BrevoCore

extension Timestamp {
    /// The moment for a person, to the minute: `23 November 2026, 09:00 UTC`.
    var inWords: String {
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        // RFC 3339 in UTC, `2026-11-23T09:00:00Z`, has each part in its place.
        let text = Array(description)
        let year = String(text[0..<4])
        guard let month = Int(String(text[5..<7])), let day = Int(String(text[8..<10])) else { return description }
        return "\(day) \(months[month - 1]) \(year), \(String(text[11..<16])) UTC"
    }
}

extension Duration {
    /// How long it is for a person, in its two largest units: `2 days 23 hours`.
    var inWords: String {
        let minutes = max(0, components.seconds) / 60
        let parts = [(minutes / 1440, "day"), (minutes / 60 % 24, "hour"), (minutes % 60, "minute")]
            .drop { $0.0 == 0 }.prefix(2).filter { $0.0 != 0 }
        guard !parts.isEmpty else { return "less than a minute" }
        return parts.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: " ")
    }
}
