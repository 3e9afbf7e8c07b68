internal import JSON

/// `/settings`: what applies to all stubs.
enum SettingsEndpoints {
    static func get(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminAnswer {
        AdminAnswer(state.settings.json)
    }

    static func replace(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminAnswer {
        state.settings = try GlobalSettings(call.json())
        return .empty
    }

    /// Puts members into `extended` and leaves the others.
    static func extend(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminAnswer {
        let fields = try Fields(call.json(), at: .root, "The settings")
        try fields.allow(["extended"])
        var extended = state.settings.extended ?? [:]
        for member in try fields.object("extended")?.members ?? [] { extended[member.key] = member.value }
        state.settings.extended = extended
        return .empty
    }
}
