internal import EmulatorCore
public import JSON
internal import WireMock

/// What comes between a test and the service: stubs that respond in its place, rules that make requests fail or wait.
extension EmulatorWorld {
    /// Adds a stub, which responds before the service does.
    ///
    /// ```swift
    /// try world.addStub([
    ///     "request": ["method": "GET", "urlPath": "/v3/organization/invited/users"],
    ///     "response": ["status": 500, "fixedDelayMilliseconds": 200],
    /// ])
    /// ```
    ///
    /// - Parameter document: A stub mapping, as WireMock's `POST /__admin/mappings` accepts it.
    /// - Returns: The stub's id.
    /// - Throws: ``CommandRefused`` with every fault of the document.
    @discardableResult
    public func addStub(_ document: JSONValue) throws(CommandRefused) -> String {
        let world = try world()
        do throws(AdminError) {
            return try world.carryOut { world, _ throws(AdminError) in try world.addStub(document) }.result
        } catch { throw CommandRefused(error, document: "stub") }
    }

    /// The rules that make requests fail or wait, with their counters.
    public var chaos: JSONValue {
        get throws(CommandRefused) {
            JSONValue(written: try read { world, _ in world.chaos.encoded(pretty: false) })
        }
    }

    /// Replaces all rules that make requests fail or wait, with counters at 0.
    ///
    /// ```swift
    /// try world.replaceChaos(with: ["rules": [["fault": ["status": 429], "times": 2]]])
    /// ```
    ///
    /// - Parameter document: What `PUT /__emulator/chaos` accepts.
    /// - Throws: ``CommandRefused`` with every fault of the document.
    public func replaceChaos(with document: JSONValue) throws(CommandRefused) {
        let document = JSONDocument(document)
        try command { world, context throws(ControlError) in try world.replaceChaos(with: document, &context) }
    }

    /// Removes all rules that make requests fail or wait.
    public func endChaos() throws(CommandRefused) {
        try command { world, _ in world.clearChaos() }
    }
}
