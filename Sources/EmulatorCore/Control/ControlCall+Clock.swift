internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage
internal import JSON

extension ControlCall {
    /// The world's clock: `/clock`.
    static let clockCalls: [ControlCall] = [
        .query("/clock", "Returns the time of the world.", returns: ClockRecord.sample) {
            _,
            state,
            context throws(ControlError) in
            ClockRecord(state, context)
        },
        .command(
            .put,
            "/clock",
            "Sets what is given of the clock.",
            body: ClockRecord().schema(),
            returns: ClockRecord.sample
        ) { request, state, context throws(ControlError) in
            let change = try request.body(ClockRecord())
            try state.setClock(now: change.now, isFrozen: change.isFrozen, rate: change.rate, &context)
            return ClockRecord(state, context)
        },
        .command(
            .post,
            "/clock/advance",
            "Lets time pass.",
            body: AdvanceRecord().schema(),
            returns: ClockRecord.sample
        ) { request, state, context throws(ControlError) in
            guard let duration = try request.body(AdvanceRecord()).duration else {
                throw .invalid("by is missing; it must be \(ISODuration.schema.words)")
            }
            try state.advanceClock(by: duration.duration, &context)
            return ClockRecord(state, context)
        },
    ]
}

private struct ClockRecord: JSONRecord {
    private(set) var now: Timestamp?
    private(set) var isFrozen: Bool?
    private(set) var rate: Double?

    /// A record of nothing, to be read.
    init() {}

    init(_ state: WorldState, _ context: WorldContext) {
        (now, isFrozen, rate) = (state.now(context), state.clock.isFrozen, state.clock.rate)
    }

    static var sample: ClockRecord {
        var record = ClockRecord()
        (record.now, record.isFrozen, record.rate) = (StateContext.sample.now, true, 1)
        return record
    }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.optional("now", &now, example: StateContext.sample.now, "The time that it shows.")
        fields.optional("frozen", &isFrozen, example: true, "Whether it stands still.")
        fields.number("rate", &rate, in: VirtualClock.rates, "How many seconds pass in a real one.")
    }
}

private struct AdvanceRecord: JSONRecord {
    private(set) var duration: ISODuration?

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.optional("by", &duration, example: ISODuration(fieldText: "PT73H"), "How much time passes.")
    }
}
