internal import JSON

/// At which of the requests that a rule matches it fires: all conditions that are given must hold.
///
/// Requests are numbered from 1, and `after`, `nth` and `every` all look at that number: `after: 2` with `every: 3` is the
/// third, sixth, ninth… request.
struct ChaosSchedule: Equatable {
    /// How many requests are left alone first.
    var after: Int?
    /// The one request that is meant.
    var nth: Int?
    /// That only each request so many further on is meant.
    var every: Int?
    /// How often the rule fires at most.
    var times: Int?
    /// How likely it fires at a request for which the other conditions hold: 0 never, 1 always.
    var probability: Double?

    /// Whether the rule fires.
    ///
    /// - Parameters:
    ///   - number: the request's number.
    ///   - fired: how often the rule has fired before.
    ///   - draw: a number from 0 up to 1, 1 excluded, that is drawn for this request.
    func fires(at number: Int, fired: Int, draw: @autoclosure () -> Double) -> Bool {
        if let after, number <= after { return false }
        if let nth, number != nth { return false }
        if let every, !number.isMultiple(of: every) { return false }
        if let times, fired >= times { return false }
        return probability.map { draw() < $0 } ?? true
    }

    /// Whether no request can have the number that is meant.
    var isImpossible: Bool {
        nth.map { !ChaosSchedule(after: after, every: every).fires(at: $0, fired: 0, draw: 0) } ?? false
    }
}
