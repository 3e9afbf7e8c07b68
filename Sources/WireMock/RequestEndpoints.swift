internal import HTTPMessage
internal import JSON

/// `/requests`: the journal.
enum RequestEndpoints {
    /// The events, newest first; `meta.total` tells how many there are, whatever the limit.
    static func list(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminAnswer {
        let (limit, since) = try (call.number("limit"), since(call))
        let journal = state.journal
        let isFiltered = call.query("unmatched") == "true" || call.query("matchingStub") != nil
        let stub = try call.query("matchingStub").map { text throws(AdminError) in
            guard let id = UUID(text) else { throw .badParameter("matchingStub", "\(text) is no UUID") }
            return id
        }
        var (positions, total): ([Journal.Position], Int)
        if isFiltered {
            positions = journal.positions(onlyUnmatched: call.query("unmatched") == "true", of: stub).reversed()
            total = positions.count
        } else {
            positions = journal.newest(since == nil ? limit ?? .max : .max)
            total = journal.total
        }
        if let since { positions.removeAll { journal.loggedDate(at: $0) < since } }
        let (form, page) = (call.admin.form, Array(positions.prefix(limit ?? .max)))
        var omitted = 0
        return AdminAnswer { json in
            omitted = form.write("requests", page, to: &json) { form.write(journal[$0], to: &$1) }
            json.object("meta") { $0.member("total", total) }
            json.member("requestJournalDisabled", !journal.isEnabled)
        }
        .telling(dropped: journal, omitted: omitted)
    }

    static func get(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminAnswer {
        let id = try call.id()
        guard let position = state.journal.position(of: id) else { throw .notFound("There is no request \(id)") }
        var json = JSONWriter()
        call.admin.form.write(state.journal[position], to: &json)
        return AdminAnswer(encoded: json.bytes)
    }

    static func clear(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminAnswer {
        state.journal.clear()
        return .empty
    }

    /// Removes an event, if there is one of this id.
    static func remove(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminAnswer {
        if let position = try state.journal.position(of: call.id()) { state.journal.remove([position]) }
        return .empty
    }

    static func count(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminAnswer {
        let (pattern, journal) = (try call.pattern(), state.journal)
        let count = journal.count(matching: pattern)
        return AdminAnswer { json in
            // WireMock's own way to say that it does not know.
            json.member("count", journal.isEnabled ? count : -1)
            json.member("requestJournalDisabled", !journal.isEnabled)
        }
        .telling(dropped: journal)
    }

    /// The requests that match, oldest first.
    static func find(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminAnswer {
        let pattern = try call.pattern()
        return requests(state.journal.positions(matching: pattern), state.journal, call.admin.form)
    }

    /// The requests that nobody knew, newest first.
    static func unmatched(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminAnswer {
        requests(state.journal.positions(onlyUnmatched: true).reversed(), state.journal, call.admin.form)
    }

    static func removeMatching(
        _ call: inout AdminCall,
        _ state: inout WireMockState
    ) throws(AdminError) -> AdminAnswer {
        let pattern = try call.pattern()
        return removed(state.journal.positions(matching: pattern), &state.journal, call.admin.form)
    }

    /// Removes the events that a stub with such metadata answered.
    static func removeByMetadata(
        _ call: inout AdminCall,
        _ state: inout WireMockState
    ) throws(AdminError) -> AdminAnswer {
        let pattern = try call.metadataPattern()
        let journal = state.journal
        let positions = journal.positions().filter { position in
            guard case .stub(let stub) = journal.outcome(at: position) else { return false }
            return pattern.matches(stub)
        }
        return removed(positions, &state.journal, call.admin.form)
    }

    private static func requests(_ positions: [Journal.Position], _ journal: Journal, _ form: JournalForm)
        -> AdminAnswer
    {
        var omitted = 0
        return AdminAnswer { json in
            omitted = form.write("requests", positions, to: &json) { position, json in
                form.write(LoggedRequest(journal[position], withID: true), to: &json)
            }
            json.member("requestJournalDisabled", !journal.isEnabled)
        }
        .telling(dropped: journal, omitted: omitted)
    }

    private static func removed(
        _ positions: [Journal.Position],
        _ journal: inout Journal,
        _ form: JournalForm
    ) -> AdminAnswer {
        var omitted = 0
        let answer = AdminAnswer { [journal] json in
            omitted = form.write("serveEvents", positions, to: &json) { form.write(journal[$0], to: &$1) }
        }
        journal.remove(positions)
        return answer.telling(dropped: journal, omitted: omitted)
    }

    private static func since(_ call: AdminCall) throws(AdminError) -> Int? {
        guard let text = call.query("since") else { return nil }
        guard let date = DateTime(text)?.moment else {
            throw .badParameter("since", "\(text) is not a valid ISO8601 date")
        }
        return date
    }
}

extension AdminAnswer {
    /// Says how many events a result may lack because they had to make room (spec §11), and how many a list lacks
    /// because it would be too long.
    func telling(dropped journal: Journal, omitted: Int = 0) -> AdminAnswer {
        var answer = self
        if journal.dropped > 0 {
            answer.response.headers.append("X-Emulator-Journal-Dropped", String(journal.dropped))
        }
        if omitted > 0 { answer.response.headers.append("X-Emulator-Journal-Omitted", String(omitted)) }
        return answer
    }
}
