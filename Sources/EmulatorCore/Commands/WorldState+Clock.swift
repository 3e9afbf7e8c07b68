package import BrevoCore
internal import HTTPMessage
internal import JSON

extension WorldState {
    /// Sets what is given of the clock.
    ///
    /// - Parameter rate: How many seconds pass in a real one.
    /// - Throws: 422 for a rate outside ``VirtualClock/rates``.
    package mutating func setClock(
        now: Timestamp?,
        isFrozen: Bool?,
        rate: Double?,
        _ context: inout WorldContext
    ) throws(ControlError) {
        if let rate, !VirtualClock.rates.contains(rate) {
            throw .invalid("rate must be \(JSONSchema.number(VirtualClock.rates).words)")
        }
        clock.set(now: now, isFrozen: isFrozen, rate: rate, real: context.real)
        record(.clockSet, &context)
    }

    /// Lets time pass.
    ///
    /// - Throws: 422 for a negative duration, and for one that leads past the year 9999.
    package mutating func advanceClock(by duration: Duration, _ context: inout WorldContext) throws(ControlError) {
        guard duration >= .zero else {
            throw ControlError(422, "the clock cannot be advanced by a negative duration", hint: "Set it instead.")
        }
        guard clock.advance(by: duration, real: context.real) else {
            throw ControlError(422, "the clock cannot pass the year 9999", hint: "Advance it by less.")
        }
        record(.clockSet, &context)
    }
}
