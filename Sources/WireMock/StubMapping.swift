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
    ///   - id: Replaces the document's identifier; nil for the document's own, or a new one.
    ///   - random: Makes a new identifier where one is needed.
    /// - Throws: ``AdminError`` with status 422 and all faults.
    public init(
        _ json: JSONValue,
        at pointer: JSONPointer = .root,
        id: UUID? = nil,
        random: inout some RandomNumberGenerator
    ) throws(AdminError) {
        self = try Faults.collect { StubMapping(json, at: pointer, id: id, random: &random, $0) }
    }

    init?(
        _ json: JSONValue,
        at pointer: JSONPointer,
        id: UUID? = nil,
        random: inout some RandomNumberGenerator,
        _ faults: Faults
    ) {
        guard let fields = Fields(json, at: pointer, "A stub mapping", faults) else { return nil }
        fields.allow(Self.names)
        self.id = id ?? Self.identifier(fields) ?? UUID(using: &random)
        name = fields.string("name")
        let request = RequestPattern(fields["request"] ?? [:], at: fields.pointer("request"), faults)
        let response = ResponseDefinition(fields["response"] ?? [:], at: fields.pointer("response"), faults)
        let persistent = fields.bool("persistent")
        priority = fields.integer("priority", in: Int(Int32.min)...Int(Int32.max)) ?? 5
        metadata = fields.object("metadata")
        let (required, new) = (fields.string("requiredScenarioState"), fields.string("newScenarioState"))
        scenario = fields.string("scenarioName").map {
            ScenarioRule(name: $0, requiredState: required, newState: new)
        }
        for feature in [UnsupportedFeature.postServeActions, .serveEventListeners] { Self.refuse(feature, fields) }
        guard let request, let response else { return nil }
        (self.request, self.response) = (request, response)

        var echo: JSONObject = ["id": .string(self.id.description)]
        echo["name"] = fields["name"]
        echo["request"] = request.json
        echo["response"] = response.json
        echo["uuid"] = .string(self.id.description)
        echo["persistent"] = persistent.map { .bool($0) }
        let others = [
            "priority", "scenarioName", "requiredScenarioState", "newScenarioState", "metadata", "postServeActions",
            "serveEventListeners",
        ]
        for name in others { echo[name] = fields[name] }
        self.json = .object(echo)
    }

    private static func identifier(_ fields: Fields) -> UUID? {
        let name = fields["id"] == nil ? "uuid" : "id"
        guard let text = fields.string(name) else { return nil }
        let id = UUID(text)
        if id == nil { fields.add("\(text) is not a UUID of 36 characters", at: name) }
        return id
    }

    /// Refuses actions, unless the list of them is empty.
    private static func refuse(_ feature: UnsupportedFeature, _ fields: Fields) {
        guard let value = fields[feature.rawValue] else { return }
        guard value.array?.isEmpty ?? value.object?.isEmpty ?? false else {
            return fields.add(feature.refusal, at: feature.rawValue)
        }
    }
}
