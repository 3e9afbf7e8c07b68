internal import JSON

extension RequestPattern {
    /// Whether every request matches.
    var takesAny: Bool {
        json == [:] || json == ["method": "ANY"]
    }
}
