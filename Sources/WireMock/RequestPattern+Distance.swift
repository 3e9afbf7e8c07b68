extension RequestPattern {
    /// How far the request is from one that is meant, from 0 for a match to 1.
    public func distance(to request: MatchableRequest) -> Double {
        matches(request) ? 0 : 1
    }
}
