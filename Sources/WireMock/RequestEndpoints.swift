internal import HTTPMessage
internal import JSON

/// `/requests`: the journal.
enum RequestEndpoints {
    /// The events, newest first; `meta.total` is the number of all, whatever the limit.
    static func list(_ call: inout AdminCall, _ state: WireMockState) throws(AdminError) -> AdminResponse {
        let (limit, since) = try (call.number("limit"), date(call, "since"))
        let (journal, onlyUnmatched) = (state.journal, call.query("unmatched") == "true")
        let stub = try stubID(call, "matchingStub")
        var (positions, total): ([Journal.Position], Int)
        if onlyUnmatched || stub != nil {
            positions = journal.positions(onlyUnmatched: onlyUnmatched, of: stub).reversed()
            total = positions.count
        } else {
            positions = journal.events.newest(since == nil ? limit ?? .max : .max)
            total = journal.total
        }
        if let since { positions.removeAll { journal.events.loggedDate(at: $0) < since } }
        let (form, page) = (call.form, Array(positions.prefix(limit ?? .max)))
        var omitted = 0
        return try AdminResponse { json in
            omitted = form.write("requests", page, to: &json) { form.write(journal[$0], to: &$1) }
            json.object("meta") { $0.member("total", total) }
            json.member("requestJournalDisabled", !journal.isEnabled)
        }
        .reporting(journal, omitted: omitted, form)
    }

    static func get(_ call: inout AdminCall, _ state: WireMockState) throws(AdminError) -> AdminResponse {
        let id = try call.id()
        guard let position = state.journal.position(of: id) else { throw .notFound("There is no request \(id)") }
        var json = JSONWriter()
        call.form.write(state.journal[position], to: &json)
        return AdminResponse(encoded: json.bytes)
    }

    static func clear(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminResponse {
        state.journal.clear()
        return .empty
    }

    /// Removes the event with this identifier, if there is one.
    static func remove(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminResponse {
        if let position = try state.journal.position(of: call.id()) { state.journal.remove([position]) }
        return .empty
    }

    static func count(_ call: inout AdminCall, _ state: WireMockState) throws(AdminError) -> AdminResponse {
        let (pattern, journal) = (try call.pattern(), state.journal)
        let count = try call.withBudget { work throws(WorkBudget.Exhausted) in
            try journal.count(matching: pattern, &work)
        }
        return AdminResponse { json in
            // WireMock's own way to say that the number is unknown.
            json.member("count", journal.isEnabled ? count : -1)
            json.member("requestJournalDisabled", !journal.isEnabled)
        }
        .reporting(journal)
    }

    /// The matching requests, oldest first.
    static func find(_ call: inout AdminCall, _ state: WireMockState) throws(AdminError) -> AdminResponse {
        let (pattern, journal) = (try call.pattern(), state.journal)
        let positions = try call.withBudget { work throws(WorkBudget.Exhausted) in
            try journal.positions(matching: pattern, &work)
        }
        return try requests(positions, journal, call.form)
    }

    /// The unmatched requests, newest first.
    static func unmatched(_ call: inout AdminCall, _ state: WireMockState) throws(AdminError) -> AdminResponse {
        try requests(state.journal.positions(onlyUnmatched: true).reversed(), state.journal, call.form)
    }

    static func removeMatching(
        _ call: inout AdminCall,
        _ state: inout WireMockState
    ) throws(AdminError) -> AdminResponse {
        let (pattern, journal) = (try call.pattern(), state.journal)
        let positions = try call.withBudget { work throws(WorkBudget.Exhausted) in
            try journal.positions(matching: pattern, &work)
        }
        return removed(positions, &state.journal, call.form)
    }

    /// Removes the events that a stub with matching metadata responded to.
    static func removeByMetadata(
        _ call: inout AdminCall,
        _ state: inout WireMockState
    ) throws(AdminError) -> AdminResponse {
        let pattern = try call.metadataPattern()
        let journal = state.journal
        let positions = try call.withBudget { work throws(WorkBudget.Exhausted) in
            try journal.positions(metadata: pattern, &work)
        }
        return removed(positions, &state.journal, call.form)
    }

    private static func requests(
        _ positions: [Journal.Position],
        _ journal: Journal,
        _ form: JournalForm
    ) throws(AdminError) -> AdminResponse {
        var omitted = 0
        return try AdminResponse { json in
            omitted = form.write("requests", positions, to: &json) { position, json in
                form.write(LoggedRequest(journal[position], withID: true), to: &json)
            }
            json.member("requestJournalDisabled", !journal.isEnabled)
        }
        .reporting(journal, omitted: omitted, form)
    }

    private static func removed(
        _ positions: [Journal.Position],
        _ journal: inout Journal,
        _ form: JournalForm
    ) -> AdminResponse {
        var response = AdminResponse.empty
        response.completion = { [journal] in
            var omitted = 0
            let list = AdminResponse { json in
                omitted = form.write("serveEvents", positions, to: &json) { form.write(journal[$0], to: &$1) }
            }
            return list.reporting(journal, omitted: omitted).response
        }
        journal.remove(positions)
        return response
    }

    private static func date(_ call: AdminCall, _ name: String) throws(AdminError) -> Int? {
        guard let text = call.query(name) else { return nil }
        guard let date = DateTime(text)?.moment else {
            throw .badParameter(name, "\(text) is not a valid ISO8601 date")
        }
        return date
    }

    private static func stubID(_ call: AdminCall, _ name: String) throws(AdminError) -> UUID? {
        guard let text = call.query(name) else { return nil }
        guard let id = UUID(text) else { throw .badParameter(name, "\(text) is not a UUID") }
        return id
    }
}

extension AdminResponse {
    /// Reports in headers how many events may be missing because they were dropped, and how many a list leaves out
    /// because it would be too long.
    ///
    /// - Throws: ``AdminError`` with status 507 if it would be too long for the memory that is left.
    func reporting(_ journal: Journal, omitted: Int, _ form: JournalForm) throws(AdminError) -> AdminResponse {
        guard omitted == 0 || !form.isShortOfMemory else { throw .outOfMemory }
        return reporting(journal, omitted: omitted)
    }

    /// Reports in headers how many events may be missing because they were dropped or left out.
    func reporting(_ journal: Journal, omitted: Int = 0) -> AdminResponse {
        var copy = self
        if journal.dropped > 0 {
            copy.response.headers.append("X-Emulator-Journal-Dropped", String(journal.dropped))
        }
        if omitted > 0 { copy.response.headers.append("X-Emulator-Journal-Omitted", String(omitted)) }
        return copy
    }
}
