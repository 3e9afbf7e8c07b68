internal import HTTPMessage
internal import WireMock

/// Who waits for requests to a world, each until so many have matched.
struct RequestWaits: Sendable {
    /// One of them.
    struct Wait: Sendable {
        let id: Int
        let wanted: WantedRequests
        var matched: Int
        /// The connection holds the answer, so that a wait goes with it.
        weak var answer: DeferredResponse?
    }

    private var waits: [Wait] = []
    private var lastID = 0

    var isEmpty: Bool { waits.isEmpty }

    /// A number for a wait, which no other of this world has.
    mutating func nextID() -> Int {
        lastID += 1
        return lastID
    }

    mutating func add(_ wait: Wait) {
        waits.removeAll { $0.answer == nil }
        waits.append(wait)
    }

    /// Counts a request where it is waited for.
    ///
    /// - Returns: the waits that are over with it.
    mutating func note(_ request: MatchableRequest) -> [Wait] {
        var over: [Wait] = []
        waits.removeAll { wait in wait.answer == nil }
        var work = WorkBudget()
        for position in waits.indices {
            do throws(WorkBudget.Exhausted) {
                guard try waits[position].wanted.pattern.matches(request, &work) else { continue }
            } catch {
                waits[position].answer?.fulfil(World.tooMuchWork(error, .unprocessableContent))
                continue
            }
            waits[position].matched += 1
            if waits[position].isOver { over.append(waits[position]) }
        }
        if !over.isEmpty { waits.removeAll(where: \.isOver) }
        return over
    }

    /// Takes a wait out; nil where it is over.
    mutating func remove(_ id: Int) -> Wait? {
        waits.firstIndex { $0.id == id }.map { waits.remove(at: $0) }
    }

    /// Ends all waits with this answer.
    mutating func end(_ response: HTTPResponse) {
        for wait in waits { wait.answer?.fulfil(response) }
        waits = []
    }
}

extension RequestWaits.Wait {
    fileprivate var isOver: Bool { matched >= wanted.count }
}
