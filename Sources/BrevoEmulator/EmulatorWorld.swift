public import BrevoCore
internal import EmulatorControl
public import JSON

/// One world of a server, to command it as `/__emulator` does, without HTTP between.
///
/// ```swift
/// let world = try server.world("signup")
/// try await MyClient(baseURL: world.baseURL, apiKey: "key-1").invite("ann@acme.example")
/// try world.accept("ann@acme.example")
/// #expect(try world.requests.count == 1)
/// ```
///
/// It is the world's name and its server: copies command the same world, from any thread, and a world that was deleted
/// or has idled away is made anew by the next command, as by the next request.
public struct EmulatorWorld: Sendable {
    /// What it is called.
    public let name: String
    /// The server that it is reached by; it listens for as long as one of its worlds is referred to.
    let server: EmulatorServer

    init(_ name: String, of server: EmulatorServer) {
        (self.name, self.server) = (name, server)
    }

    /// Where it is reached: `http://127.0.0.1:8080/worlds/signup`; the control planes are below.
    public var url: String {
        name == WorldEndpoints.defaultName ? server.url : server.url + WorldPath.prefix(of: name)
    }

    /// What an SDK is given: `http://127.0.0.1:8080/worlds/signup/v3`.
    public var baseURL: String { url + server.emulator.basePath }

    /// Makes it as it was at first: state, clock, mails, stubs, journal and chaos; snapshots stay.
    public func reset() throws(CommandRefused) {
        try carryOut { _, _ in ((), .resetWorld) }
    }

    /// Ends the world; the next touch makes it anew.
    ///
    /// - Throws: ``CommandRefused`` for the default world.
    public func delete() throws(CommandRefused) {
        try server.deleteWorld(name)
    }

    /// Lets the invited person accept.
    ///
    /// ```swift
    /// try world.accept("ann@acme.example", as: .admin, account: "xkeysib-acme")
    /// ```
    ///
    /// - Parameters:
    ///   - email: the person's address.
    ///   - role: as what the person was invited.
    ///   - key: an API key of the account that has invited; needed only where several have.
    public func accept(
        _ email: String,
        as role: Occurrence.Role = .user,
        account key: String? = nil
    ) throws(CommandRefused) {
        try answerInvitation(of: email, as: role, account: key, by: .accept)
    }

    /// Lets the invited person decline; the parameters are those of ``accept(_:as:account:)``.
    public func decline(
        _ email: String,
        as role: Occurrence.Role = .user,
        account key: String? = nil
    ) throws(CommandRefused) {
        try answerInvitation(of: email, as: role, account: key, by: .decline)
    }

    private func answerInvitation(
        of email: String,
        as role: Occurrence.Role,
        account key: String?,
        by step: Invitation.Step
    ) throws(CommandRefused) {
        try command { (state, context) throws(ControlError) in
            _ = try state.answerInvitation(
                of: email,
                as: role,
                account: key,
                by: step,
                from: Activity.Visitor(),
                context
            )
        }
    }

    /// The whole state as one document, which ``replaceState(with:)`` and ``Emulator/Configuration/seed`` take.
    public var state: JSONValue {
        get throws(CommandRefused) { try read { $0.stateDocument($1) } }
    }

    /// Puts the state of a document in the place of this one.
    ///
    /// ```swift
    /// try world.replaceState(with: ["version": 1, "accounts": [["apiKeys": ["key-1"], "plan": "standard"]]])
    /// ```
    ///
    /// - Throws: ``CommandRefused`` with every fault of the document.
    public func replaceState(with document: JSONValue) throws(CommandRefused) {
        try command { (state, context) throws(ControlError) in try state.replaceState(with: document, context) }
    }
}

extension EmulatorWorld {
    /// Carries out a command that changes the world.
    func command<Answer: Sendable>(
        _ body: (inout ControlState, CommandContext) throws(ControlError) -> Answer
    ) throws(CommandRefused) -> Answer {
        try carryOut { (state, context) throws(ControlError) in (try body(&state, context), .none) }
    }

    /// Looks at the world.
    func read<Answer: Sendable>(
        _ body: (ControlState, CommandContext) -> Answer
    ) throws(CommandRefused) -> Answer {
        try carryOut(isReading: true) { (body($0, $1), .none) }
    }

    private func carryOut<Answer: Sendable>(
        isReading: Bool = false,
        _ body: (inout ControlState, CommandContext) throws(ControlError) -> (Answer, ControlPlane.Effect)
    ) throws(CommandRefused) -> Answer {
        do throws(ControlError) { return try server.emulator.command(name, isReading: isReading, body) } catch {
            throw CommandRefused(error)
        }
    }
}
