public import JSON

/// A limit on the work that one request can cause: values visited, strings compared, steps of regular expressions, bytes
/// produced.
///
/// A stub or a pattern can be written so that matching takes minutes. The work is counted in units, each about 10 ns of
/// processor time, so that the same request always ends in the same way. Once the budget is exhausted, matchers return
/// quickly and their results mean nothing; the public functions then throw ``Exhausted``.
public struct WorkBudget: Sendable {
    /// The units for one request: less than 50 ms on a machine that is half as fast as assumed.
    public static let perRequest = 2_500_000

    private var remaining: Int
    /// The part of a pattern at which the budget was exhausted.
    private var place: JSONPointer?

    /// Creates a budget.
    public init(units: Int = WorkBudget.perRequest) {
        remaining = units
    }

    /// The budget is exhausted: a pattern or a template asks for too much work.
    public struct Exhausted: Error, Sendable, Equatable {
        /// What takes too much work.
        public enum Activity: Sendable {
            /// Matching requests.
            case matching
            /// Rendering the templates of a response.
            case rendering
        }

        /// What took too much work.
        public var activity = Activity.matching
        /// The stub whose pattern or response it was; nil if the pattern is not a stub's.
        public var stubID: UUID?
        /// The place in the pattern: `/bodyPatterns/0`.
        public var place = JSONPointer.root

        /// What to do about it, in one line.
        public var hint: String {
            switch (activity, stubID) {
            case (.rendering, let id):
                return
                    "Rendering the response\(id.map { " of the stub \($0)" } ?? "") takes too long; simplify its template."
            case (.matching, let id?):
                return "Matching \(place) in the request of the stub \(id) takes too long; simplify it."
            case (.matching, nil):
                let pattern = place == .root ? "the pattern" : place.description
                return "Matching \(pattern) takes too long; simplify it, or narrow the search."
            }
        }
    }

    /// Whether there is no work left.
    public var isExhausted: Bool { remaining <= 0 }

    /// Takes units from the budget.
    ///
    /// - Returns: Whether the budget allows the work.
    mutating func spend(_ units: Int) -> Bool {
        // Once exhausted it stays so.
        guard remaining > 0 else { return false }
        remaining -= units
        return remaining > 0
    }

    /// Lets something that counts its own steps, of about 10 ns, take them from the budget.
    mutating func spendSteps<Result>(_ body: (inout Int) -> Result) -> Result {
        body(&remaining)
    }

    /// Records the part of a pattern that did not match, in case the budget was exhausted there.
    ///
    /// - Returns: Always false.
    mutating func noMatch(at place: @autoclosure () -> JSONPointer) -> Bool {
        if isExhausted, self.place == nil { self.place = place() }
        return false
    }

    /// Throws if the budget is exhausted.
    func check() throws(Exhausted) {
        if isExhausted { throw Exhausted(place: place ?? .root) }
    }
}
