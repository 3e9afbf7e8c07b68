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
    /// The base path of the API, without a trailing slash.
    let basePath: String
    let version: String
    private let accessLog: AccessLog?
    private let adminToken: AdminToken?
    private let datesResponses: Bool
    private let shutDown: @Sendable () -> Void
    let readiness: @Sendable () -> String?
    /// The number of open connections, which the server that has them supplies.
    let connectionCount = Mutex<@Sendable () -> Int>({ 0 })

    /// Starts with the state of the seed, or with the one that was kept.
    ///
    /// - Throws: ``InvalidSeed`` with every fault of the document that cannot be used.
    public init(_ configuration: Configuration = Configuration()) throws(InvalidSeed) {
        let origin = try WorldOrigin(configuration)
        let kept = try configuration.state.map { document throws(InvalidSeed) in
            try origin.decode(document, from: .state)
        }
        let maximumWorlds = max(0, configuration.maximumWorlds)
        let host = World.Host(
            budget: JournalBudget(journals: configuration.journalLimits, worlds: maximumWorlds),
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
        basePath = origin.router.basePath
        accessLog = configuration.accessLog
        adminToken = configuration.adminToken.map(AdminToken.init)
        datesResponses = configuration.frozenClock != nil
        shutDown = configuration.shutDown
        readiness = configuration.readiness
        version = configuration.version
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
        let start = SystemClock.nanoseconds()
        let (response, operation) = route(request)
        let duration = SystemClock.nanoseconds() - start
        metrics.count(operation, response.status, nanoseconds: duration)
        accessLog?.log(request, response, took: .nanoseconds(duration))
        return response
    }

    /// A response, and what its request is counted as.
    private typealias Counted = (response: HTTPResponse, operation: Metrics.Operation)

    /// Finds the world.
    private func route(_ request: HTTPRequest) -> Counted {
        switch WorldPath(request) {
        case .none: return inspector(request, request.target) ?? dated(request, in: worlds.standard)
        case .invalidName(let name): return (Worlds.refusal(ofName: name).response, .control)
        case .world(let name, let target):
            if let page = inspector(request, target) { return page }
            let world: World
            do throws(ControlError) { world = try worlds.world(name) } catch { return (error.response, .control) }
            var inner = request
            inner.target = target
            inner.prefix = WorldPath.prefix(of: name)
            return dated(inner, in: world)
        }
    }

    /// The page for people, which belongs to no world and needs no token.
    private func inspector(_ request: HTTPRequest, _ target: String) -> Counted? {
        Inspector.response(to: request, target: target, mailStyle: MailContent.styleHash).map { ($0, .page) }
    }

    /// Adds the `Date` of the world's clock if that was frozen, so that two runs respond alike.
    private func dated(_ request: HTTPRequest, in world: World) -> Counted {
        var result = route(request, in: world)
        if datesResponses, result.response.headers["Date"] == nil {
            let now = world.read { world, context in world.now(context) }
            let date = HTTPDate.text(secondsSince1970: Int(now.milliseconds) / 1000)
            result.response.headers.append("Date", date)
        }
        return result
    }

    /// Finds the surface: control plane, admin API, page or API.
    private func route(_ request: HTTPRequest, in world: World) -> Counted {
        // OPTIONS on any other path than the admin API's is a browser's question, which the service answers.
        let isPreflight = request.method == .options
        if ControlPlane.owns(request), !isPreflight {
            var response = adminToken?.refusal(of: request) ?? respond(toControl: request, in: world)
            response.allowAnyOrigin()
            return (response, .control)
        }
        if WireMockAdmin.owns(request) {
            if !isPreflight, var refusal = adminToken?.refusal(of: request) {
                refusal.allowAnyOrigin()
                return (refusal, .admin)
            }
            let (response, effect) = world.respond(toAdmin: request)
            if effect == .shutDown { shutDown() }
            return (response, .admin)
        }
        if request.isAtOrBelow(Guide.path), [.get, .head].contains(request.method) { return (Guide.response, .page) }
        if isOfInvitationPage(request), !isPreflight { return (world.respond(toPage: request), .page) }
        do throws(ControlError) {
            if try EmulatorHeader.asksForExplanation(request.headers) {
                // The proposed change can contain the key of an account.
                return (adminToken?.refusal(of: request) ?? world.explain(request), .control)
            }
        } catch { return (error.response, .control) }
        var served = world.respond(to: request)
        if isPreflight, adminToken != nil, ControlPlane.owns(request) { served.response.allowAuthorization() }
        return (served.response, Metrics.Operation(served.source))
    }

    private func respond(toControl request: HTTPRequest, in world: World) -> HTTPResponse {
        do throws(ControlError) {
            let (call, request) = try ControlPlane.call(for: request)
            guard case .host(let hostCall) = call.action else { return world.respond(to: call, request) }
            return try respond(to: hostCall, request, in: world)
        } catch { return error.response }
    }

    /// The API has no `/invitations`, unless everything is below it.
    private func isOfInvitationPage(_ request: HTTPRequest) -> Bool {
        request.isAtOrBelow(InvitationPage.path) && (basePath.isEmpty || !request.isAtOrBelow(basePath))
    }
}
