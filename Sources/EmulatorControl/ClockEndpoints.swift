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
        let rate = try body.value("rate", ControlState.rateRule, \.number?.double)
        try state.setClock(now: moment, isFrozen: isFrozen, rate: rate, call.context)
        return get(call, &state)
    }

    static func advance(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        let expected = "a duration as ISO 8601 writes it, in weeks, days, hours, minutes, seconds: PT73H"
        let body = try call.object(known: ["by"])
        guard let duration = try body.value("by", expected, { $0.string.flatMap(ISODuration.parse) }) else {
            throw ControlError(422, "by is missing", hint: "by must be \(expected).")
        }
        try state.advanceClock(by: duration, call.context)
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
