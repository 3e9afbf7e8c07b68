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
        var positions = journal.positions(onlyUnmatched: call.query("unmatched") == "true", of: stub)
        let total = isFiltered ? positions.count : journal.total
        if let since { positions.removeAll { journal.loggedDate(at: $0) < since } }
        let form = call.admin.form
        return AdminAnswer { json in
            json.array("requests") { json in
                for position in positions.reversed().prefix(limit ?? .max) { form.write(journal[position], to: &json) }
            }
            json.object("meta") { $0.member("total", total) }
            json.member("requestJournalDisabled", !journal.isEnabled)
        }
        .telling(dropped: journal)
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
        // Of a pattern that takes any request, those count too that had to make room.
        let count = pattern.takesAny ? journal.total : journal.positions(matching: pattern).count
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
        AdminAnswer { json in
            json.array("requests") { json in
                for position in positions { form.write(LoggedRequest(journal[position], withID: true), to: &json) }
            }
            json.member("requestJournalDisabled", !journal.isEnabled)
        }
        .telling(dropped: journal)
    }

    private static func removed(
        _ positions: [Journal.Position],
        _ journal: inout Journal,
        _ form: JournalForm
    ) -> AdminAnswer {
        let answer = AdminAnswer { json in
            json.array("serveEvents") { json in
                for position in positions { form.write(journal[position], to: &json) }
            }
        }
        journal.remove(positions)
        return answer.telling(dropped: journal)
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
    /// Says how many events a result may lack because they had to make room (spec §11).
    func telling(dropped journal: Journal) -> AdminAnswer {
        guard journal.dropped > 0 else { return self }
        var answer = self
        answer.response.headers.append("X-Emulator-Journal-Dropped", String(journal.dropped))
        return answer
    }
}
