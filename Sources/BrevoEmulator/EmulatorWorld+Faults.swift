internal import EmulatorControl
public import JSON
internal import WireMock

/// What stands between a test and the service: stubs that answer in its place, rules that fail or delay.
extension EmulatorWorld {
    /// Adds a stub, which answers before the service does.
    ///
    /// ```swift
    /// try world.addStub([
    ///     "request": ["method": "GET", "urlPath": "/v3/organization/invited/users"],
    ///     "response": ["status": 500, "fixedDelayMilliseconds": 200],
    /// ])
    /// ```
    ///
    /// - Parameter document: a stub mapping as WireMock's `POST /__admin/mappings` takes it.
    /// - Returns: the stub's id.
    /// - Throws: ``CommandRefused`` with the first fault of the document.
    @discardableResult
    public func addStub(_ document: JSONValue) throws(CommandRefused) -> String {
        let world = try world()
        do throws(AdminError) { return try world.addStub(document) } catch {
            throw CommandRefused(error, document: "stub")
        }
    }

    /// The rules that fail or delay requests, with their counters.
    public var chaos: JSONValue {
        get throws(CommandRefused) { try read { state, _ in state.chaosDocument } }
    }

    /// Puts rules that fail or delay requests in the place of all others, their counters at 0.
    ///
    /// ```swift
    /// try world.replaceChaos(with: ["rules": [["fault": ["status": 429], "times": 2]]])
    /// ```
    ///
    /// - Parameter document: what `PUT /__emulator/chaos` takes.
    /// - Throws: ``CommandRefused`` with every fault of the document.
    public func replaceChaos(with document: JSONValue) throws(CommandRefused) {
        try command { (state, context) throws(ControlError) in try state.replaceChaos(with: document, context) }
    }

    /// Removes all rules that fail or delay requests.
    public func endChaos() throws(CommandRefused) {
        try command { state, _ in state.chaos.clear() }
    }

    /// The world itself, made if there is none.
    func world() throws(CommandRefused) -> World {
        do throws(ControlError) { return try server.emulator.world(name) } catch { throw CommandRefused(error) }
    }
}
