public import BrevoCore
internal import EmulatorCore
public import JSON

/// One world of a server, with the commands of `/__emulator` as functions.
///
/// ```swift
/// let world = try server.world("signup")
/// try await MyClient(baseURL: world.baseURL, apiKey: "key-1").invite("ann@acme.example")
/// try world.accept("ann@acme.example")
/// #expect(try world.requests.count == 1)
/// ```
///
/// It is the world's name and its server: copies command the same world, from any thread, and a world that was deleted
/// or has been idle too long is created again by the next command, as by the next request.
public struct EmulatorWorld: Sendable {
    /// The name.
    public let name: String
    /// The server, which listens as long as one of its worlds is referred to.
    let server: EmulatorServer

    init(_ name: String, of server: EmulatorServer) {
        (self.name, self.server) = (name, server)
    }

    /// The URL of the world, below which its control planes are: `http://127.0.0.1:8080/worlds/signup`.
    public var url: String {
        name == WorldState.defaultName ? server.url : server.url + WorldPath.prefix(of: name)
    }

    /// The base URL for an SDK: `http://127.0.0.1:8080/worlds/signup/v3`.
    public var baseURL: String { url + server.emulator.basePath }

    /// Makes it as it was created: state, clock, mails, stubs, journal and chaos; snapshots stay.
    public func reset() throws(CommandRefused) {
        try command { world, context in world.reset(&context) }
    }

    /// Ends the world; the next request or command creates another.
    ///
    /// - Throws: ``CommandRefused`` for the default world.
    public func delete() throws(CommandRefused) {
        try server.deleteWorld(name)
    }

    /// Lets an invited person accept.
    ///
    /// ```swift
    /// try world.accept("ann@acme.example", as: .admin, account: "xkeysib-acme")
    /// ```
    ///
    /// - Parameters:
    ///   - email: The person's address.
    ///   - role: The role in which the person was invited.
    ///   - key: An API key of the account that has invited; needed only if several have.
    public func accept(
        _ email: String,
        as role: PersonRole = .user,
        account key: String? = nil
    ) throws(CommandRefused) {
        try answerInvitation(of: email, as: role, account: key, by: .accept)
    }

    /// Lets an invited person decline; the parameters are those of ``accept(_:as:account:)``.
    public func decline(
        _ email: String,
        as role: PersonRole = .user,
        account key: String? = nil
    ) throws(CommandRefused) {
        try answerInvitation(of: email, as: role, account: key, by: .decline)
    }

    private func answerInvitation(
        of email: String,
        as role: PersonRole,
        account key: String?,
        by step: Invitation.Step
    ) throws(CommandRefused) {
        try command { world, context throws(ControlError) in
            _ = try world.answerInvitation(
                of: email,
                as: role,
                account: key,
                by: step,
                from: Activity.Visitor(),
                &context
            )
        }
    }

    /// The whole state as one document, which ``replaceState(with:)`` and ``Emulator/Configuration/seed`` accept.
    public var state: JSONValue {
        get throws(CommandRefused) {
            JSONValue(written: try read { world, context in world.stateDocument(context) })
        }
    }

    /// Replaces the whole state by that of a document.
    ///
    /// ```swift
    /// try world.replaceState(with: ["version": 1, "accounts": [["apiKeys": ["key-1"], "plan": "standard"]]])
    /// ```
    ///
    /// - Throws: ``CommandRefused`` with every fault of the document.
    public func replaceState(with document: JSONValue) throws(CommandRefused) {
        let document = JSONDocument(document)
        let world = try world()
        let state: StateDocument
        do throws(ControlError) {
            state = try world.read { world, context throws(ControlError) in try world.decodeState(document, context) }
        } catch { throw CommandRefused(error) }
        try command { world, context throws(ControlError) in try world.replaceState(with: state, &context) }
    }

    /// What is assumed where no evidence about the service decides.
    ///
    /// ```swift
    /// var assumptions = try world.assumptions
    /// assumptions.update = .replace
    /// try world.setAssumptions(assumptions)
    /// ```
    public var assumptions: Assumptions {
        get throws(CommandRefused) { try read { world, _ in world.assumptions } }
    }

    /// Sets what is assumed; ``reset()`` returns to the assumptions with which the world was created.
    public func setAssumptions(_ assumptions: Assumptions) throws(CommandRefused) {
        try command { world, context in world.setAssumptions(assumptions, &context) }
    }
}

extension EmulatorWorld {
    /// Carries out a command.
    func command<Result: Sendable>(
        _ body: (inout WorldState, inout WorldContext) throws(ControlError) -> Result
    ) throws(CommandRefused) -> Result {
        do throws(ControlError) {
            let world = try server.emulator.worlds.world(name)
            let (result, hasChanged) = try world.carryOut(body)
            if hasChanged { try world.waitForStorage() }
            return result
        } catch { throw CommandRefused(error) }
    }

    /// Reads a copy of the world.
    func read<Result: Sendable>(
        _ body: (WorldState, WorldContext) -> Result
    ) throws(CommandRefused) -> Result {
        do throws(ControlError) { return try server.emulator.worlds.world(name).read(body) } catch {
            throw CommandRefused(error)
        }
    }

    /// The world in service, created if there is none.
    func world() throws(CommandRefused) -> World {
        do throws(ControlError) { return try server.emulator.worlds.world(name) } catch { throw CommandRefused(error) }
    }
}
