internal import HTTPMessage
internal import JSON

/// `/scenarios`: the states that stubs share.
enum ScenarioEndpoints {
    static func list(_ call: inout AdminCall, _ state: WireMockState) -> AdminResponse {
        AdminResponse(["scenarios": .array(state.stubs.scenarios.map(\.json))])
    }

    static func reset(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminResponse {
        state.stubs.resetScenarios()
        return .empty
    }

    /// An empty body means the state in which every scenario starts.
    static func setState(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminResponse {
        let wanted = call.request.body.isEmpty ? nil : try Self.state(call.json())
        try state.stubs.setScenario(call.parameters[0], to: wanted)
        return .empty
    }

    private static func state(_ json: JSONValue) throws(AdminError) -> String? {
        try Faults.collect { faults -> String?? in
            Fields(json, at: .root, "The state", faults).map { fields in
                fields.allow(["state"])
                return fields.string("state")
            }
        }
    }
}
