internal import BrevoCore

/// The random numbers of a rule for one request.
///
/// They follow from the seed, the rule's name and the request's number alone, so other rules and requests cannot change
/// them.
struct ChaosNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: Int, rule name: String, request number: Int) {
        let rule = name.utf8.reduce(UInt64(bitPattern: Int64(seed))) { IDSource.mix($0 ^ UInt64($1)) }
        state = IDSource.mix(rule &+ UInt64(number))
    }

    mutating func next() -> UInt64 {
        defer { state &+= 1 }
        return IDSource.mix(state)
    }
}
