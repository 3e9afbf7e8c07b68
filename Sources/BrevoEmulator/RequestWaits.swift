internal import EmulatorCore
internal import HTTPMessage
internal import WireMock

/// The clients that wait for requests to a world, each until enough have matched.
struct RequestWaits: Sendable {
    /// One of them.
    struct Wait: Sendable {
        let id: Int
        let wanted: WaitRequest
        let pattern: RequestPattern
        var matched: Int
        /// Retained by the connection, so that a wait ends with it.
        weak var response: DeferredResponse?

        fileprivate var isOver: Bool { matched >= wanted.count }
    }

    private var waits: [Wait] = []
    private var lastID = 0

    var isEmpty: Bool { waits.isEmpty }

    /// A number for a wait, unique in this world.
    mutating func nextID() -> Int {
        lastID += 1
        return lastID
    }

    mutating func add(_ wait: Wait) {
        waits.removeAll { $0.response == nil }
        waits.append(wait)
    }

    /// Counts a request in the waits that it matches.
    ///
    /// - Returns: The waits that are over now.
    mutating func count(_ request: MatchableRequest) -> [Wait] {
        var over: [Wait] = []
        waits.removeAll { $0.response == nil }
        var work = WorkBudget()
        for position in waits.indices {
            do throws(WorkBudget.Exhausted) {
                guard try waits[position].pattern.matches(request, &work) else { continue }
            } catch {
                waits[position].response?.fulfil(ControlError(error, .unprocessableContent).response)
                continue
            }
            waits[position].matched += 1
            if waits[position].isOver { over.append(waits[position]) }
        }
        if !over.isEmpty { waits.removeAll(where: \.isOver) }
        return over
    }

    /// Removes a wait; nil if it is over.
    mutating func remove(_ id: Int) -> Wait? {
        waits.firstIndex { $0.id == id }.map { waits.remove(at: $0) }
    }

    /// Ends all waits with a response.
    mutating func end(_ response: HTTPResponse) {
        for wait in waits { wait.response?.fulfil(response) }
        waits = []
    }
}
