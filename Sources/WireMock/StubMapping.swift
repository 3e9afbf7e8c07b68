public import JSON

/// A stub: the requests that it matches, and its response.
public struct StubMapping: Sendable {
    /// The stub's unique identifier.
    public let id: UUID
    /// A name for people.
    public let name: String?
    /// The requests that the stub matches.
    public let request: RequestPattern
    /// The stub's response.
    public let response: ResponseDefinition
    /// The lowest number is tried first; 5 by default.
    public let priority: Int
    /// When the stub applies, and which state its response leads to.
    public let scenario: ScenarioRule?
    /// Whatever the stub's author wants to find it by.
    public let metadata: JSONObject?
    /// The stub as WireMock echoes it.
    public let json: JSONValue

    /// A stub's part in a scenario.
    public struct ScenarioRule: Sendable, Equatable {
        /// The scenario's name.
        public let name: String
        /// The only state in which the stub applies; nil for any.
        public let requiredState: String?
        /// The state that the response leads to; nil if it stays.
        public let newState: String?
    }
}

extension StubMapping {
    private static let names: Set = [
        "id", "uuid", "name", "request", "response", "persistent", "priority", "scenarioName",
        "requiredScenarioState", "newScenarioState", "postServeActions", "serveEventListeners", "metadata",
        "insertionIndex", "$schema",
    ]

    /// The stub at this place of a document; `{}` matches any request with an empty 200.
    ///
    /// - Parameters:
    ///   - options: Which responses are templates, and the body files.
    ///   - id: Replaces the document's identifier; nil for the document's own, or a new one.
    ///   - random: Makes a new identifier where one is needed.
    /// - Throws: ``AdminError`` with status 422 and all faults.
    public init(
        _ json: JSONValue,
        at pointer: JSONPointer = .root,
        _ options: StubOptions = StubOptions(),
        id: UUID? = nil,
        random: inout some RandomNumberGenerator
    ) throws(AdminError) {
        self = try Faults.collect { StubMapping(json, at: pointer, options, id: id, random: &random, $0) }
    }

    init?(
        _ json: JSONValue,
        at pointer: JSONPointer,
        _ options: StubOptions,
        id: UUID? = nil,
        random: inout some RandomNumberGenerator,
        _ faults: Faults
    ) {
        guard let fields = Fields(json, at: pointer, "A stub mapping", faults) else { return nil }
        fields.allow(Self.names)
        self.id = id ?? fields.id(fields["id"] == nil ? "uuid" : "id") ?? UUID(using: &random)
        let request = RequestPattern(fields["request"] ?? [:], at: fields.pointer("request"), faults)
        let response = ResponseDefinition(
            fields["response"] ?? [:],
            at: fields.pointer("response"),
            options,
            pathTemplate: request?.url.pathTemplate,
            faults
        )
        let persistent = fields.bool("persistent")
        let priority = fields.integer("priority", in: Int(Int32.min)...Int(Int32.max))
        self.priority = priority ?? 5
        metadata = fields.object("metadata")
        name = fields.string("name")
        let scenarioName = fields.string("scenarioName")
        let (required, new) = (fields.string("requiredScenarioState"), fields.string("newScenarioState"))
        scenario = scenarioName.map { ScenarioRule(name: $0, requiredState: required, newState: new) }
        for feature in [UnsupportedFeature.postServeActions, .serveEventListeners] { Self.refuse(feature, fields) }
        guard let request, let response else { return nil }
        (self.request, self.response) = (request, response)

        var echo: JSONObject = ["id": .string(self.id.description)]
        echo["name"] = name.map { .string($0) }
        echo["request"] = request.json
        echo["response"] = response.json
        echo["uuid"] = .string(self.id.description)
        echo["persistent"] = persistent.map { .bool($0) }
        echo["priority"] = priority.map { .number(JSONNumber($0)) }
        echo["scenarioName"] = scenarioName.map { .string($0) }
        echo["requiredScenarioState"] = required.map { .string($0) }
        echo["newScenarioState"] = new.map { .string($0) }
        for name in ["metadata", "postServeActions", "serveEventListeners"] { echo[name] = fields[name] }
        self.json = .object(echo)
    }

    /// Refuses actions, unless the list of them is empty.
    private static func refuse(_ feature: UnsupportedFeature, _ fields: Fields) {
        guard let value = fields[feature.rawValue] else { return }
        guard value.array?.isEmpty ?? value.object?.isEmpty ?? false else {
            return fields.add(feature.refusal, at: feature.rawValue)
        }
    }
}
