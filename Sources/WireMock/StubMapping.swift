public import JSON

/// A stub: the requests it is for, and what it answers.
public struct StubMapping: Sendable {
    /// What identifies it among all.
    public let id: UUID
    /// What people call it.
    public let name: String?
    /// The requests that it answers.
    public let request: RequestPattern
    /// What it answers.
    public let response: ResponseDefinition
    /// Lower goes first; 5 where nothing was said.
    public let priority: Int
    /// When it applies, and what its answer changes.
    public let scenario: ScenarioRule?
    /// Whatever its author wants to find it by.
    public let metadata: JSONObject?
    /// The stub as WireMock echoes it.
    public let json: JSONValue

    /// A stub's part in a scenario.
    public struct ScenarioRule: Sendable, Equatable {
        /// The scenario's name.
        public let name: String
        /// The state in which alone the stub applies; nil for any.
        public let requiredState: String?
        /// The state that its answer leads to; nil where it stays.
        public let newState: String?
    }
}

extension StubMapping {
    private static let named: Set<String> = [
        "id", "uuid", "name", "request", "response", "persistent", "priority", "scenarioName",
        "requiredScenarioState", "newScenarioState", "postServeActions", "serveEventListeners", "metadata",
        "insertionIndex", "$schema",
    ]

    /// The stub that stands at this place of a document; `{}` answers any request with an empty 200.
    ///
    /// - Parameters:
    ///   - id: Its identifier, whatever the document says; nil for the document's own, or a new one.
    ///   - random: Makes a new identifier where one is needed.
    /// - Throws: ``AdminError`` with status 422 and the place of the first fault.
    public init(
        _ json: JSONValue,
        at pointer: JSONPointer = .root,
        id: UUID? = nil,
        random: inout some RandomNumberGenerator
    ) throws(AdminError) {
        let fields = try Fields(json, at: pointer, "A stub mapping")
        try fields.allow(Self.named)
        let given = try Self.identifier(fields)
        self.id = id ?? given ?? UUID(using: &random)
        name = try fields.string("name")
        request = try RequestPattern(fields["request"] ?? [:], at: fields.pointer("request"))
        response = try ResponseDefinition(fields["response"] ?? [:], at: fields.pointer("response"))
        let persistent = try fields.bool("persistent")
        let priority = try fields.integer("priority")
        self.priority = priority ?? 5
        metadata = try fields.object("metadata")
        let (required, new) = (try fields.string("requiredScenarioState"), try fields.string("newScenarioState"))
        scenario = try fields.string("scenarioName").map {
            ScenarioRule(name: $0, requiredState: required, newState: new)
        }
        for name in ["postServeActions", "serveEventListeners"] { try Self.refuseActions(fields, name) }

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

    private static func identifier(_ fields: Fields) throws(AdminError) -> UUID? {
        let name = fields["id"] == nil ? "uuid" : "id"
        guard let text = try fields.string(name) else { return nil }
        guard let id = UUID(text) else {
            throw .invalid("\(text) is no UUID of 36 characters", at: fields.pointer(name))
        }
        return id
    }

    /// Refuses what a stub would do after its answer, unless it is nothing.
    private static func refuseActions(_ fields: Fields, _ name: String) throws(AdminError) {
        guard let value = fields[name] else { return }
        guard value.array?.isEmpty ?? value.object?.isEmpty ?? false else {
            throw .invalid("\(name) are not supported by this emulator", at: fields.pointer(name))
        }
    }
}
