/// When a rule fires at a request that it matches; all conditions given must hold.
///
/// Requests are numbered from 1, and `after`, `nth` and `every` all look at that number: `after: 2` with `every: 3` is the
/// third, sixth, ninth… request.
struct ChaosSchedule: Equatable {
    /// The number of requests that the rule leaves alone first.
    var after: Int?
    /// The number of the one request at which the rule fires.
    var nth: Int?
    /// The distance between the requests at which the rule fires.
    var every: Int?
    /// The most times that the rule fires.
    var times: Int?
    /// How likely the rule fires if the other conditions hold: 0 for never, 1 for always.
    var probability: Double?

    /// Whether the rule fires at a request.
    ///
    /// - Parameters:
    ///   - number: The request's number.
    ///   - fired: How often the rule has fired before.
    ///   - draw: A number from 0 up to but not including 1, drawn for this request.
    func applies(to number: Int, fired: Int, draw: @autoclosure () -> Double) -> Bool {
        if let after, number <= after { return false }
        if let nth, number != nth { return false }
        if let every, !number.isMultiple(of: every) { return false }
        if let times, fired >= times { return false }
        return probability.map { draw() < $0 } ?? true
    }

    /// Whether no request can have the number ``nth``.
    var isImpossible: Bool {
        nth.map { !ChaosSchedule(after: after, every: every).applies(to: $0, fired: 0, draw: 0) } ?? false
    }
}
