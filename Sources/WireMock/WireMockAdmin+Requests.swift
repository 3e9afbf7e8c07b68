public import JSON

extension WireMockAdmin {
    /// Writes the newest matching requests as `POST /requests/find` lists them, oldest first.
    ///
    /// - Parameter work: The budget of the request, which this reduces.
    /// - Throws: ``WorkBudget/Exhausted`` with the place in the pattern; nothing is written then.
    public func write(
        _ name: String,
        matching pattern: RequestPattern,
        newest count: Int,
        of state: WireMockState,
        _ work: inout WorkBudget,
        to json: inout JSONWriter
    ) throws(WorkBudget.Exhausted) {
        let journal = state.journal
        let positions = Array(try journal.positions(matching: pattern, &work).suffix(count))
        _ = form.write(name, positions, to: &json) { position, json in
            form.write(LoggedRequest(journal[position], withID: true), to: &json)
        }
    }
}
