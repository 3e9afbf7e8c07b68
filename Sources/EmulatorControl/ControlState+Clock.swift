package import BrevoCore
internal import HTTPMessage

extension ControlState {
    /// What a refusal of a rate says is right.
    static let rateRule = "a number from 0 to \(Int(VirtualClock.rates.upperBound))"

    /// Sets of the clock what is given and leaves the rest.
    ///
    /// - Parameter rate: how many seconds the clock runs in a real one.
    /// - Throws: 422 for a rate out of ``VirtualClock/rates``, and nothing has changed.
    package mutating func setClock(
        now: Timestamp?,
        isFrozen: Bool?,
        rate: Double?,
        _ context: CommandContext
    ) throws(ControlError) {
        if let rate, !VirtualClock.rates.contains(rate) {
            throw ControlError(422, "rate is not valid", hint: "rate must be \(Self.rateRule).")
        }
        clock.set(now: now, isFrozen: isFrozen, rate: rate, real: context.real)
        changes.append(.clockSet)
    }

    /// Lets time pass.
    ///
    /// - Throws: 422 for a time that is negative or leads past the year 9999, and nothing has changed.
    package mutating func advanceClock(by duration: Duration, _ context: CommandContext) throws(ControlError) {
        guard duration >= .zero else {
            throw ControlError(422, "the clock cannot be advanced by less than nothing", hint: "Set it instead.")
        }
        guard clock.advance(by: duration, real: context.real) else {
            throw ControlError(422, "the clock cannot pass the year 9999", hint: "Advance it by less.")
        }
        changes.append(.clockSet)
    }
}
