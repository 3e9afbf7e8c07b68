internal import JSON

/// What applies to all stubs that do not override it.
struct GlobalSettings: Sendable {
    var delay = ResponseDelay()
    /// Whatever clients store here.
    var extended: JSONObject?
    /// Stored and returned, without effect.
    var proxyPassThrough: Bool?

    init() {}

    /// Reads the settings, bare or wrapped as `GET /__admin/settings` returns them.
    ///
    /// - Throws: ``AdminError`` with status 422 and all faults.
    init(_ json: JSONValue) throws(AdminError) {
        self = try Faults.collect { faults in
            Fields(json, at: .root, "The settings", faults).map { GlobalSettings($0.fields("settings") ?? $0) }
        }
    }

    private init(_ fields: Fields) {
        fields.allow(["fixedDelay", "delayDistribution", "extended", "proxyPassThrough"])
        delay.fixedMilliseconds = fields.integer("fixedDelay", in: ResponseDelay.range)
        delay.distribution = fields.fields("delayDistribution").flatMap(DelayDistribution.init)
        extended = fields.object("extended")
        proxyPassThrough = fields.bool("proxyPassThrough")
    }

    var json: JSONValue {
        var settings = JSONObject()
        settings["fixedDelay"] = delay.fixedMilliseconds.map { .number(JSONNumber($0)) }
        settings["delayDistribution"] = delay.distribution?.json
        settings["extended"] = extended.map { .object($0) }
        settings["proxyPassThrough"] = proxyPassThrough.map { .bool($0) }
        return ["settings": .object(settings)]
    }
}
