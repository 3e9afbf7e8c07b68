public import JSON

extension WireMockAdmin {
    /// Writes the newest matching requests as `POST /requests/find` lists them, oldest first.
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
