internal import BrevoAPI
internal import BrevoCore
internal import EmulatorCore
public import HTTPMessage
internal import Inspector
internal import JSON
internal import MicroHTTP
internal import Synchronization
internal import WireMock

/// The emulator without a socket: it returns the response to a request, on any thread.
public final class Emulator: Sendable {
    let worlds: Worlds
    let metrics = Metrics()
    let openResponses = OpenResponses()
    /// The memory that worlds and connections share.
    let memory: MemoryBudget
    let jobs = BackgroundJobs()
    /// The base path of the API, without a trailing slash.
    let basePath: String
    /// Whether all paths at or below ``basePath`` are the API's, so that they need not be compared with other prefixes.
    private let isAPIApart: Bool
    let version: String
    private let accessLog: AccessLog?
    private let adminToken: AdminToken?
    private let browserPolicy: BrowserPolicy
    private let datesResponses: Bool
    private let shutDown: @Sendable () -> Void
    let readiness: @Sendable () -> String?
    private let connectionCounter = Mutex(ConnectionCounter())

    /// Starts with the state of the seed, or with the one that was kept.
    ///
    /// - Throws: ``InvalidSeed`` with every fault of the document that cannot be used.
    public init(_ configuration: Configuration = Configuration()) throws(InvalidSeed) {
        let origin = try WorldOrigin(configuration)
        let kept = try configuration.state.map { document throws(InvalidSeed) in
            try origin.decode(document, from: .state)
        }
        let maximumWorlds = max(0, configuration.maximumWorlds)
        memory = MemoryBudget(limit: configuration.memoryLimit)
        memory.adjust(by: origin.memorySize)
        let host = World.Host(
            budget: WorldBudget(memory, worlds: maximumWorlds),
            jobs: jobs,
            openResponses: openResponses,
            metrics: metrics,
            allReaders: SharedEventReaders()
        )
        var ofDefault = host
        ofDefault.stateChanged = configuration.stateChanged
        var state = WorldState(WorldState.defaultName, origin)
        if let kept { state.resume(kept) }
        worlds = Worlds(
            World(state, ofDefault),
            Worlds.Limits(count: maximumWorlds, idle: configuration.worldLifetime),
            create: { World(WorldState($0, origin), host) }
        )
        let basePath = origin.router.basePath
        self.basePath = basePath
        isAPIApart = !basePath.isEmpty && !Self.otherPaths.contains { Substring(basePath).isAtOrBelow($0) }
        accessLog = configuration.accessLog
        adminToken = configuration.adminToken.map(AdminToken.init)
        browserPolicy = BrowserPolicy(origins: configuration.allowedOrigins, hosts: configuration.allowedHosts)
        datesResponses = configuration.frozenClock != nil
        shutDown = configuration.shutDown
        readiness = configuration.readiness
        version = configuration.version
    }

    /// The connections that are open now; 0 without a server.
    var connectionCount: Int { connectionCounter.withLock { $0 }.count() }

    /// Sets what counts the open connections, which the server has.
    func countConnections(_ count: @escaping @Sendable () -> Int) {
        connectionCounter.withLock { $0.count = count }
    }

    /// A structure, because a mutex that holds the closure itself wraps it once more each time that it is read.
    private struct ConnectionCounter {
        var count: @Sendable () -> Int = { 0 }
    }

    /// The default world's state as one document, byte for byte what `GET /__emulator/state` returns.
    public func stateDocument() -> [UInt8] {
        worlds.standard.read { world, context in world.stateDocument(context) }
    }

    /// What the emulator serves as an OpenAPI 3.1 document, byte for byte what `GET /__emulator/openapi.json` returns.
    public func openAPIDocument() -> [UInt8] {
        OpenAPIDocument(basePath: basePath, version: version).encoded()
    }

    /// Responds to a request.
    public func respond(to request: HTTPRequest) -> HTTPResponse {
        respond(to: request, mayDefer: false)
    }

    /// Responds to a request, on another thread if that takes long, so that other clients need not wait.
    func serve(_ request: HTTPRequest) -> HTTPResponse {
        respond(to: request, mayDefer: true)
    }

    private func respond(to request: HTTPRequest, mayDefer: Bool) -> HTTPResponse {
        let start = SystemClock.nanoseconds()
        let (response, operation) = route(request, mayDefer: mayDefer)
        if let operation { record(request, response, operation, since: start) }
        return response
    }

    private func record(
        _ request: HTTPRequest,
        _ response: HTTPResponse,
        _ operation: Metrics.Operation,
        since start: Int
    ) {
        let duration = SystemClock.nanoseconds() - start
        metrics.count(operation, response.status, nanoseconds: duration)
        accessLog?.log(request, response, took: .nanoseconds(duration))
    }

    /// A response, and what its request is counted as; nil if that is yet to be known.
    private typealias Counted = (response: HTTPResponse, operation: Metrics.Operation?)

    /// Finds the world.
    private func route(_ request: HTTPRequest, mayDefer: Bool) -> Counted {
        if isAPIApart, request.isAtOrBelow(basePath) {
            return dated(respond(toAPI: request, in: worlds.standard), request, in: worlds.standard)
        }
        switch WorldPath(request) {
        case .none:
            return inspector(request, request.target)
                ?? dated(route(request, in: worlds.standard, mayDefer: mayDefer), request, in: worlds.standard)
        case .invalidName(let name): return (Worlds.refusal(ofName: name).response, .control)
        case .world(let name, let target):
            if let page = inspector(request, target) { return page }
            let world: World
            do throws(ControlError) { world = try worlds.world(name) } catch { return (error.response, .control) }
            var inner = request
            inner.target = target
            inner.prefix = WorldPath.prefix(of: name)
            return dated(route(inner, in: world, mayDefer: mayDefer), inner, in: world)
        }
    }

    /// The page for people, which belongs to no world and needs no token.
    private func inspector(_ request: HTTPRequest, _ target: String) -> Counted? {
        Inspector.response(to: request, target: target, mailStyle: MailContent.styleHash).map { ($0, .page) }
    }

    /// Adds the `Date` of the world's clock if that was frozen, so that two runs respond alike.
    private func dated(_ result: Counted, _ request: HTTPRequest, in world: World) -> Counted {
        // A health check must not wait for a world.
        guard datesResponses, result.response.headers["Date"] == nil, !ControlPlane.isHealthCheck(request) else {
            return result
        }
        let now = world.read { world, context in world.now(context) }
        var result = result
        result.response.headers.append("Date", HTTPDate.text(secondsSince1970: Int(now.milliseconds) / 1000))
        return result
    }

    /// Finds the surface: control plane, admin API, page or API.
    private func route(_ request: HTTPRequest, in world: World, mayDefer: Bool) -> Counted {
        // `OPTIONS` on any other path, or from no browser, is answered by the service.
        if WireMockAdmin.owns(request)
            || ControlPlane.owns(request) && (request.method != .options || request.headers["Origin"] != nil)
        {
            guard mayDefer, world.mayTakeLong(request) else { return respond(toCommand: request, in: world) }
            return (deferred(request, in: world), nil)
        }
        if request.isAtOrBelow(Guide.path), [.get, .head].contains(request.method) { return (Guide.response, .page) }
        if isOfInvitationPage(request), request.method != .options { return (world.respond(toPage: request), .page) }
        return respond(toAPI: request, in: world)
    }

    private func respond(toAPI request: HTTPRequest, in world: World) -> Counted {
        do throws(ControlError) {
            if try EmulatorHeader.asksForExplanation(request.headers) {
                // The proposed change can contain the key of an account.
                return (adminToken?.refusal(of: request) ?? world.explain(request), .control)
            }
        } catch { return (error.response, .control) }
        let (response, source) = world.respond(to: request)
        return (response, Metrics.Operation(source))
    }

    private func respond(toCommand request: HTTPRequest, in world: World) -> (HTTPResponse, Metrics.Operation) {
        ControlPlane.owns(request)
            ? (respond(toControl: request, in: world), .control) : (respond(toAdmin: request, in: world), .admin)
    }

    /// Responds to a command on another thread.
    private func deferred(_ request: HTTPRequest, in world: World) -> HTTPResponse {
        let deferred = DeferredResponse(timeout: .seconds(600)) { _ in Self.tookTooLong }
        jobs.add { [self, weak deferred] in
            // The client may have left.
            guard let deferred else { return }
            defer { memory.countLargeRelease() }
            let start = SystemClock.nanoseconds()
            let (response, operation) = respond(toCommand: request, in: world)
            record(request, response, operation, since: start)
            deferred.fulfil(response)
        }
        return HTTPResponse(status: .ok, delivery: .deferred(deferred))
    }

    private static let tookTooLong = ControlError(
        .serviceUnavailable,
        "the response was not made in time",
        hint: "The emulator stops, or has too many long responses to make."
    ).response

    /// Whether a request, in whatever world, commands the emulator and does not stay open.
    static func isCommand(_ request: HTTPRequest) -> Bool {
        var request = request
        if case .world(_, let target) = WorldPath(request) { request.target = target }
        return ControlPlane.owns(request) ? !ControlPlane.isOpenEnded(request) : WireMockAdmin.owns(request)
    }

    private func respond(toControl request: HTTPRequest, in world: World) -> HTTPResponse {
        if let refusal = browserPolicy.refusal(of: request) { return refusal }
        guard request.method != .options else { return browserPolicy.preflightResponse(to: request) }
        var response = adminToken?.refusal(of: request) ?? carryOut(control: request, in: world)
        browserPolicy.allowReading(&response, by: request)
        return response
    }

    private func respond(toAdmin request: HTTPRequest, in world: World) -> HTTPResponse {
        if let refusal = browserPolicy.refusal(of: request) { return refusal }
        if request.method != .options, var refusal = adminToken?.refusal(of: request) {
            browserPolicy.allowReading(&refusal, by: request)
            return refusal
        }
        let result = world.respond(toAdmin: request)
        if result.effect == .shutDown { shutDown() }
        return result.response
    }

    private func carryOut(control request: HTTPRequest, in world: World) -> HTTPResponse {
        do throws(ControlError) {
            let (call, request) = try ControlPlane.call(for: request)
            guard case .host(let hostCall) = call.action else { return world.respond(to: call, request) }
            return try respond(to: hostCall, request, in: world)
        } catch { return error.response }
    }

    private static let otherPaths = ControlPlane.ownPaths + [Guide.path, InvitationPage.path]

    /// The API has no `/invitations`, unless everything is below it.
    private func isOfInvitationPage(_ request: HTTPRequest) -> Bool {
        request.isAtOrBelow(InvitationPage.path) && (basePath.isEmpty || !request.isAtOrBelow(basePath))
    }
}
