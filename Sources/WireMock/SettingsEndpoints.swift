internal import JSON

/// `/settings`: what applies to all stubs.
enum SettingsEndpoints {
    static func get(_ call: inout AdminCall, _ state: WireMockState) -> AdminResponse {
        AdminResponse(state.settings.json)
    }

    static func replace(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminResponse {
        state.settings = try GlobalSettings(call.json())
        return .empty
    }

    /// Merges members into `extended`.
    static func extend(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminResponse {
        var extended = state.settings.extended ?? [:]
        for member in try Self.extensions(call.json()) { extended[member.key] = member.value }
        state.settings.extended = extended
        return .empty
    }

    private static func extensions(_ json: JSONValue) throws(AdminError) -> [JSONObject.Member] {
        try Faults.collect { faults in
            Fields(json, at: .root, "The settings", faults).map { fields in
                fields.allow(["extended"])
                return fields.object("extended")?.members ?? []
            }
        }
    }
}
