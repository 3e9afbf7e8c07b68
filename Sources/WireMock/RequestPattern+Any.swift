internal import JSON

extension RequestPattern {
    /// Whether the pattern matches every request.
    var matchesAny: Bool {
        json == [:] || json == ["method": "ANY"]
    }
}
