internal import BrevoAPI
internal import EmulatorCore
internal import HTTPMessage
internal import Synchronization

/// What a process counts for each request: three additions, whatever clients send.
final class Metrics: Sendable {
    /// The statuses that are counted separately; any other is counted as `other`.
    static let statuses = [
        200, 201, 202, 204, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 413, 415, 422, 424, 429, 500, 502, 503,
        504, 507,
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
        /// A row for each operation, a column for each status.
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
            Operation.count * Self.stride <= counts.requests.count
                && Self.bounds.count < counts.durations.count && Self.statuses.count < Self.stride,
            "there is a place for each operation, status and bound"
        )
    }

    /// Counts a response and the time that it took to make, without delays and the network.
    func count(_ operation: Operation, _ status: HTTPStatus, nanoseconds duration: Int) {
        let column =
            Self.columns.indices.contains(status.rawValue) ? Int(Self.columns[status.rawValue]) : Self.statuses.count
        counts.requests[operation.row * Self.stride + column].add(1, ordering: .relaxed)
        counts.durations[Self.bounds.firstIndex { duration <= $0 } ?? Self.bounds.count].add(1, ordering: .relaxed)
        counts.nanoseconds.add(duration, ordering: .relaxed)
    }

    /// Counts journal entries that were dropped.
    func countEvicted(_ count: Int) {
        if count > 0 { evictedEntries.add(count, ordering: .relaxed) }
    }

    /// The journal entries that were dropped, in all worlds, deleted ones included.
    var evicted: Int { evictedEntries.load(ordering: .relaxed) }
    /// The time that all responses took.
    var totalNanoseconds: Int { counts.nanoseconds.load(ordering: .relaxed) }
    /// The responses up to each bound, and those past the last one.
    var durationCounts: [Int] {
        (0...Self.bounds.count).map { place in counts.durations[place].load(ordering: .relaxed) }
    }

    /// The responses by operation and status, as far as there are any.
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
    /// What a request is counted as.
    struct Operation: Sendable {
        /// What is counted beside the operations of the API.
        private enum Other: Int, CaseIterable {
            case stub, unmatched, preflight, token, control, admin, fault, page
        }

        /// `/__emulator`, and everything else of the process itself.
        static let control = Operation(.control)
        /// `/__admin`.
        static let admin = Operation(.admin)
        /// The page behind a mail's links.
        static let page = Operation(.page)

        /// The name of each row.
        static let names = Other.allCases.map { "\($0)" } + Endpoint.all.map { $0.operation.id }

        /// The number of rows.
        static var count: Int { Other.allCases.count + Endpoint.all.count }

        let row: Int

        private init(_ other: Other) {
            row = other.rawValue
        }

        init(_ source: Served.Source) {
            row =
                switch source {
                case .operation(let endpoint): Other.allCases.count + endpoint.number
                case .fault: Other.fault.rawValue
                case .stub: Other.stub.rawValue
                case .oauth: Other.token.rawValue
                case .preflight: Other.preflight.rawValue
                case .unmatched: Other.unmatched.rawValue
                }
        }
    }
}
