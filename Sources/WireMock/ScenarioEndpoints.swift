internal import HTTPMessage
internal import JSON

/// `/scenarios`: the states that stubs share.
enum ScenarioEndpoints {
    static func list(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminAnswer {
        AdminAnswer(["scenarios": .array(state.stubs.scenarios.map(\.json))])
    }

    static func reset(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminAnswer {
        state.stubs.resetScenarios()
        return .empty
    }

    /// An empty body means the state in which every scenario begins.
    static func setState(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminAnswer {
        var wanted: String?
        if !call.request.body.isEmpty {
            let fields = try Fields(call.json(), at: .root, "The state")
            try fields.allow(["state"])
            wanted = try fields.string("state")
        }
        try state.stubs.setScenario(call.parameters[0], to: wanted)
        return .empty
    }
}
