internal import BrevoAPI
internal import HTTPMessage
internal import Synchronization

/// What a process counts on the way of each request: three additions, whatever clients send.
final class Metrics: Sendable {
    /// The statuses that are told apart; any other is counted as `other`.
    static let statuses = [
        200, 201, 202, 204, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 413, 415, 422, 424, 429, 500, 502, 503,
        504,
    ]
    /// The upper bounds of the histogram, in nanoseconds.
    static let bounds = [
        5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 10_000_000, 100_000_000,
    ]

    private static let stride = 32
    private static let columns: [UInt8] = (0..<600).map { status in
        UInt8(statuses.firstIndex(of: status) ?? statuses.count)
    }

    /// The counts, on the heap because they are large.
    private final class Counts: Sendable {
        /// A row an operation, a column a status.
        let requests = InlineArray<4096, Atomic<Int>> { _ in Atomic(0) }
        let durations = InlineArray<16, Atomic<Int>> { _ in Atomic(0) }
        let nanoseconds = Atomic(0)
    }

    private let counts = Counts()
    private let evictedEntries = Atomic(0)
    /// When the process, or this emulator within it, began.
    let start = SystemClock.now()

    init() {
        precondition(
            Operation.names.count * Self.stride <= counts.requests.count
                && Self.bounds.count < counts.durations.count && Self.statuses.count < Self.stride,
            "there is a place for each operation, status and bound"
        )
    }

    /// Counts an answer and the time that it took to make, which does not hold delays nor what the network takes.
    func count(_ operation: Operation, _ status: HTTPStatus, nanoseconds duration: Int) {
        let column =
            Self.columns.indices.contains(status.rawValue) ? Int(Self.columns[status.rawValue]) : Self.statuses.count
        counts.requests[operation.row * Self.stride + column].add(1, ordering: .relaxed)
        counts.durations[Self.bounds.firstIndex { duration <= $0 } ?? Self.bounds.count].add(1, ordering: .relaxed)
        counts.nanoseconds.add(duration, ordering: .relaxed)
    }

    /// Counts journal entries that had to make room.
    func countEvicted(_ count: Int) {
        if count > 0 { evictedEntries.add(count, ordering: .relaxed) }
    }

    /// The journal entries that had to make room, of all worlds, those that are gone too.
    var evicted: Int { evictedEntries.load(ordering: .relaxed) }
    /// The time that all answers took.
    var totalNanoseconds: Int { counts.nanoseconds.load(ordering: .relaxed) }
    /// The answers up to each bound, and those past the last one.
    var durationCounts: [Int] {
        (0...Self.bounds.count).map { place in counts.durations[place].load(ordering: .relaxed) }
    }

    /// The answers by operation and status, where there are any.
    var requestCounts: [(operation: String, status: String, count: Int)] {
        Operation.names.enumerated().flatMap { row, operation in
            (0...Self.statuses.count).compactMap { column in
                let count = counts.requests[row * Self.stride + column].load(ordering: .relaxed)
                let status = column < Self.statuses.count ? String(Self.statuses[column]) : "other"
                return count > 0 ? (operation, status, count) : nil
            }
        }
    }
}

extension Metrics {
    /// What a request asked for, as it is counted.
    struct Operation: Sendable {
        /// Answered by a stub.
        static let stub = Operation(row: 0)
        /// No path, or no method, that the API has.
        static let unmatched = Operation(row: 1)
        /// `OPTIONS`.
        static let preflight = Operation(row: 2)
        /// The server that gives out tokens.
        static let token = Operation(row: 3)
        /// `/__emulator`.
        static let control = Operation(row: 4)
        /// `/__admin`.
        static let admin = Operation(row: 5)

        /// Answered by a fault that was injected.
        static let fault = Operation(row: 6)
        /// The page behind a mail's links.
        static let page = Operation(row: 7)

        private static let others = [
            "stub", "unmatched", "preflight", "token", "control", "admin", "fault", "page",
        ]
        /// The name of each row: one for all routes of an operation.
        static let names = Route.all.reduce(into: others) { names, route in
            if !names.contains(route.operation) { names.append(route.operation) }
        }
        /// The row of each route.
        private static let rows = Route.all.map { names.firstIndex(of: $0.operation) ?? unmatched.row }

        let row: Int

        private init(row: Int) {
            self.row = row
        }

        /// What a request that no stub answers asks of the service.
        init(_ request: borrowing HTTPRequest, _ call: borrowing APIRequest) {
            if let route = call.route {
                row = Self.rows[route.number]
            } else if request.method == .options {
                self = .preflight
            } else {
                self = call.isForToken ? .token : .unmatched
            }
        }
    }
}
