package import HTTPMessage

extension Journal {
    /// Where an event stands, until the journal changes.
    struct Position {
        let segment: Int
        let entry: Int
    }

    subscript(position: Position) -> ServeEvent {
        segments[position.segment].event(at: position.entry)
    }

    func request(at position: Position) -> HTTPRequest {
        segments[position.segment].request(at: position.entry)
    }

    func outcome(at position: Position) -> ServeEvent.Outcome {
        segments[position.segment].outcome(at: position.entry)
    }

    /// When an event's request was asked, in milliseconds since 1970.
    func loggedDate(at position: Position) -> Int {
        segments[position.segment].entries[position.entry].loggedDate
    }

    /// All events, oldest first.
    func positions() -> [Position] {
        positions { _, _ in true }
    }

    /// The newest events, the newest first, at most so many.
    func newest(_ count: Int) -> [Position] {
        var found: [Position] = []
        for (number, segment) in segments.enumerated().reversed() {
            for entry in ((number == 0 ? oldest : 0)..<segment.entries.count).reversed()
            where !segment.entries[entry].isRemoved {
                guard found.count < count else { return found }
                found.append(Position(segment: number, entry: entry))
            }
        }
        return found
    }

    /// The events whose requests match, oldest first, each with the values of its headers as they are shown.
    package func events(matching pattern: RequestPattern, shown: (HTTPHeader) -> String) -> [ServeEvent] {
        positions(matching: pattern).map { position in
            let event = self[position]
            var request = event.request
            request.headers = [:]
            for header in event.request.headers { request.headers.append(header.name, shown(header)) }
            return ServeEvent(id: event.id, request, event.response, event.outcome, loggedDate: event.loggedDate)
        }
    }

    /// The events whose requests match, oldest first.
    func positions(matching pattern: RequestPattern) -> [Position] {
        let required = RequestSignature(requiredBy: pattern)
        return positions { segment, entry in
            guard segment.signatures[entry].covers(required) else { return false }
            let request = MatchableRequest(segment.request(at: entry), now: segment.entries[entry].loggedDate)
            return pattern.matches(request)
        }
    }

    /// The events that nobody knew, or that this stub answered, or all; oldest first.
    func positions(onlyUnmatched: Bool, of stub: UUID? = nil) -> [Position] {
        positions { segment, entry in
            switch segment.outcome(at: entry) {
            case .stub(let mapping): !onlyUnmatched && (stub == nil || stub == mapping.id)
            case .service: !onlyUnmatched && stub == nil
            case .unmatched: stub == nil
            }
        }
    }

    func position(of id: UUID) -> Position? {
        positions { $0.entries[$1].id == id }.first
    }

    /// The stubs that answered what it holds.
    var stubIDs: Set<UUID> {
        Set(
            positions().compactMap { position in
                if case .stub(let stub) = outcome(at: position) { stub.id } else { nil }
            }
        )
    }

    private func positions(where isWanted: (JournalSegment, Int) -> Bool) -> [Position] {
        var found: [Position] = []
        for (number, segment) in segments.enumerated() {
            for entry in (number == 0 ? oldest : 0)..<segment.entries.count
            where !segment.entries[entry].isRemoved && isWanted(segment, entry) {
                found.append(Position(segment: number, entry: entry))
            }
        }
        return found
    }
}
