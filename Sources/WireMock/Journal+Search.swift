internal import HTTPMessage

extension Journal {
    subscript(position: Position) -> ServeEvent { events[position] }

    /// All events, oldest first.
    func positions() -> [Position] {
        events.positions { _ in true }
    }

    /// The events with matching requests, oldest first, as clients may see them.
    ///
    /// - Parameter work: The budget of the request, which this reduces.
    /// - Throws: ``WorkBudget/Exhausted`` with the place in the pattern.
    package func events(
        matching pattern: RequestPattern,
        _ work: inout WorkBudget,
        _ redaction: Redaction
    ) throws(WorkBudget.Exhausted) -> [ServeEvent] {
        try positions(matching: pattern, &work).map { position in
            let event = self[position]
            return ServeEvent(
                id: event.id,
                redaction.redacted(event.request),
                redaction.redacted(event.response),
                event.outcome,
                loggedDate: event.loggedDate
            )
        }
    }

    /// The number of matching requests; for a pattern that matches any request, dropped events count too.
    ///
    /// - Parameter work: The budget of the request, which this reduces.
    /// - Throws: ``WorkBudget/Exhausted`` with the place in the pattern.
    public func count(
        matching pattern: RequestPattern,
        _ work: inout WorkBudget
    ) throws(WorkBudget.Exhausted) -> Int {
        pattern.matchesAny ? total : try positions(matching: pattern, &work).count
    }

    /// The events with matching requests, oldest first.
    func positions(
        matching pattern: RequestPattern,
        _ work: inout WorkBudget
    ) throws(WorkBudget.Exhausted) -> [Position] {
        let required = RequestSignature(requiredBy: pattern)
        let found = events.positions { position in
            guard events.signature(at: position).covers(required), work.spend(unpackingWork(at: position)) else {
                return false
            }
            let request = MatchableRequest(events.request(at: position), now: events.loggedDate(at: position))
            return pattern.isMatch(request, &work)
        }
        try work.check()
        return found
    }

    func unpackingWork(at position: Position) -> Int {
        100 + events.size(at: position) / 64
    }

    /// The events that a stub with matching metadata responded to, oldest first.
    func positions(
        metadata pattern: MetadataPattern,
        _ work: inout WorkBudget
    ) throws(WorkBudget.Exhausted) -> [Position] {
        // Many events have the same stub.
        var results: [UUID: Bool] = [:]
        var found: [Position] = []
        for position in positions() {
            guard case .stub(let stub) = events.outcome(at: position) else { continue }
            let isMatch = if let known = results[stub.id] { known } else { try pattern.matches(stub, &work) }
            results[stub.id] = isMatch
            if isMatch { found.append(position) }
        }
        return found
    }

    /// The events that are unmatched, or that this stub matched, or all; oldest first.
    func positions(onlyUnmatched: Bool, of stub: UUID? = nil) -> [Position] {
        events.positions { position in
            switch events.outcome(at: position) {
            case .stub(let mapping): !onlyUnmatched && (stub == nil || stub == mapping.id)
            case .service: !onlyUnmatched && stub == nil
            case .unmatched: stub == nil
            }
        }
    }

    /// The event with an identifier; nil if there is none.
    package func event(with id: UUID) -> ServeEvent? { position(of: id).map { self[$0] } }

    func position(of id: UUID) -> Position? {
        events.positions { events.id(at: $0) == id }.first
    }

    /// The stubs that responded to the recorded requests.
    var stubIDs: Set<UUID> {
        Set(
            positions().compactMap { position in
                if case .stub(let stub) = events.outcome(at: position) { stub.id } else { nil }
            }
        )
    }
}
