public import JSON

extension Journal {
    /// How many requests match: of those that it remembers, and of a pattern that takes any also those that had to make
    /// room.
    public func count(matching pattern: RequestPattern) -> Int {
        pattern.takesAny ? total : positions(matching: pattern).count
    }
}

extension WireMockAdmin {
    /// Writes the newest requests that match as `POST /requests/find` lists them, oldest first, at most so many.
    public func write(
        _ name: String,
        matching pattern: RequestPattern,
        newest count: Int,
        of state: WireMockState,
        to json: inout JSONWriter
    ) {
        let journal = state.journal
        let positions = Array(journal.positions(matching: pattern).suffix(count))
        _ = form.write(name, positions, to: &json) { position, json in
            form.write(LoggedRequest(journal[position], withID: true), to: &json)
        }
    }
}
