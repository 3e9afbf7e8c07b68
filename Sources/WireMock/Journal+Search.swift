package import HTTPMessage

extension Journal {
    subscript(position: Position) -> ServeEvent { events[position] }

    /// All events, oldest first.
    func positions() -> [Position] {
        events.positions { _ in true }
    }

    /// The events with matching requests, oldest first; `shown` gives the values of their headers.
    package func events(matching pattern: RequestPattern, shown: (HTTPHeader) -> String) -> [ServeEvent] {
        positions(matching: pattern).map { position in
            let event = self[position]
            var request = event.request
            request.headers = [:]
            for header in event.request.headers { request.headers.append(header.name, shown(header)) }
            return ServeEvent(id: event.id, request, event.response, event.outcome, loggedDate: event.loggedDate)
        }
    }

    /// The number of matching requests; for a pattern that matches any request, dropped events count too.
    public func count(matching pattern: RequestPattern) -> Int {
        pattern.matchesAny ? total : positions(matching: pattern).count
    }

    /// The events with matching requests, oldest first.
    func positions(matching pattern: RequestPattern) -> [Position] {
        let required = RequestSignature(requiredBy: pattern)
        return events.positions { position in
            guard events.signature(at: position).covers(required) else { return false }
            return pattern.matches(
                MatchableRequest(events.request(at: position), now: events.loggedDate(at: position))
            )
        }
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
