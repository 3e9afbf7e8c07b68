internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// The world's clock: `/__emulator/clock`.
enum ClockEndpoints {
    static func get(_ call: ControlCall, _ state: inout ControlState) -> HTTPResponse {
        .control(
            .ok,
            [
                "now": .string(state.clock.now(real: call.real).description),
                "frozen": .bool(state.clock.isFrozen),
                "rate": rate(state.clock.rate),
            ]
        )
    }

    /// A whole rate is written as one: `1`, not `1.0`.
    private static func rate(_ rate: Double) -> JSONValue {
        Int(exactly: rate).map { .number(JSONNumber($0)) } ?? JSONNumber(rate).map(JSONValue.number) ?? .null
    }

    static func set(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        let body = try call.object(known: ["now", "frozen", "rate"])
        let moment = try body.value("now", "a time as RFC 3339 writes it: 2026-11-20T09:00:00Z") {
            $0.string.flatMap { Timestamp($0) }
        }
        let isFrozen = try body.value("frozen", "true or false", \.bool)
        let rate = try body.value("rate", "a number from 0 to \(Int(VirtualClock.rates.upperBound))") { value in
            (value.number?.double).flatMap { VirtualClock.rates.contains($0) ? $0 : nil }
        }
        state.clock.set(now: moment, isFrozen: isFrozen, rate: rate, real: call.real)
        state.changes.append(.clockSet)
        return get(call, &state)
    }

    static func advance(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        let expected = "a duration as ISO 8601 writes it, in weeks, days, hours, minutes, seconds: PT73H"
        let body = try call.object(known: ["by"])
        guard let duration = try body.value("by", expected, { $0.string.flatMap(ISODuration.parse) }) else {
            throw ControlError(422, "by is missing", hint: "by must be \(expected).")
        }
        guard state.clock.advance(by: duration, real: call.real) else {
            throw ControlError(422, "the clock cannot pass the year 9999", hint: "Advance it by less.")
        }
        state.changes.append(.clockSet)
        return get(call, &state)
    }
}

extension JSONObject {
    /// The converted value of a member, nil where it is absent.
    fileprivate func value<Value>(
        _ name: String,
        _ expected: String,
        _ convert: (JSONValue) -> Value?
    ) throws(ControlError) -> Value? {
        guard let value = self[name] else { return nil }
        guard let converted = convert(value) else {
            throw ControlError(422, "\(name) is not valid", hint: "\(name) must be \(expected).")
        }
        return converted
    }
}
