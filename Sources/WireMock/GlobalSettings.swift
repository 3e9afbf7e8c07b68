internal import JSON

/// What applies to all stubs that do not say otherwise.
struct GlobalSettings: Sendable {
    var delay = ResponseDelay()
    /// Whatever clients keep here.
    var extended: JSONObject?
    /// Kept and shown; nothing is proxied.
    var proxyPassThrough: Bool?

    init() {}

    /// Reads the settings bare, or as the answer of `GET /__admin/settings` wraps them.
    init(_ json: JSONValue) throws(AdminError) {
        var fields = try Fields(json, at: .root, "The settings")
        if let wrapped = fields["settings"] {
            fields = try Fields(wrapped, at: fields.pointer("settings"), "The settings")
        }
        try fields.allow(["fixedDelay", "delayDistribution", "extended", "proxyPassThrough"])
        delay.fixedMilliseconds = try fields.integer("fixedDelay", in: 0...Int.max)
        if let distribution = fields["delayDistribution"] {
            delay.distribution = try DelayDistribution(distribution, at: fields.pointer("delayDistribution"))
        }
        extended = try fields.object("extended")
        proxyPassThrough = try fields.bool("proxyPassThrough")
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
