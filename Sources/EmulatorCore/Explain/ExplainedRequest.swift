internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage
internal import JSON
internal import WireMock

/// A request with what the checks compare it with.
struct ExplainedRequest {
    let request: HTTPRequest
    let call: APIRequest
    /// The service's own response in the world as it is now, where nothing else responds.
    let response: HTTPResponse
    let refusal: Refusal?
    /// The account that the credential opens.
    let account: Account?
    let assumptions: Assumptions
    let now: Timestamp
    private let shown: @Sendable (String) -> String

    init(_ request: HTTPRequest, _ world: WorldState, _ context: WorldContext) {
        self.request = request
        call = world.origin.router.read(request)
        var asked = AskedService(world, context)
        let outcome = asked.respond(to: request)
        (response, refusal) = (outcome.response, outcome.refusal)
        account = outcome.account.flatMap {
            asked.world.service.accounts.contains($0) ? asked.world.service.accounts[$0] : nil
        }
        (assumptions, now) = (world.assumptions, world.now(context))
        shown = { [settings = world.origin.settings] in settings.shown(key: $0) }
    }

    /// A sample of the refusal of each check that the request goes through, in order.
    var checks: [Refusal] {
        switch call.target {
        case .preflight: return []
        case .oauth: return OAuthError.samples.map { .oauth($0) }
        case .unknown: return credentialChecks + Endpoint.refusalsOfRouting
        case .operation(let endpoint):
            let ofBody = endpoint.takesBody || !request.body.isEmpty ? Endpoint.refusalsOfBodies : []
            return credentialChecks + Endpoint.refusalsOfRouting + ofBody + endpoint.refusals
        }
    }

    /// Those that the kind of credential calls for.
    private var credentialChecks: [Refusal] {
        Endpoint.refusalsOfCredentials.filter { refusal in
            switch (refusal, call.credential) {
            case (.unknownKey, .bearer), (.expiredKey, .bearer), (.unknownToken, .apiKey): false
            default: true
            }
        }
    }

    /// The credential as people may see it.
    var credential: String {
        switch call.credential {
        case .none: "neither api-key nor Authorization: Bearer"
        case .apiKey(let key): "api-key: \(shown(key))"
        case .bearer: "Authorization: Bearer …"
        }
    }

    /// The role of the people that the request is about.
    var role: PersonRole { call.endpoint?.route.path.hasPrefix("/corporate") == true ? .admin : .user }

    /// The address of the person that the request is about.
    var email: EmailAddress? {
        let inPath = call.endpoint?.fields.path.firstIndex { $0.name == "email" }
        let text =
            inPath.flatMap { call.parameters.indices.contains($0) ? call.parameters[$0] : nil }
            ?? call.body["email"].flatMap { call.body.string(at: $0) }
        return text.flatMap { EmailAddress($0) }
    }

    /// The status of a user, if there is one with the address; the owner has none.
    func status(of email: EmailAddress, as role: PersonRole) -> Invitation.Status? {
        switch role {
        case .user: account?.users[email, assumptions.emailCase]?.invitation.status(at: now)
        case .admin: account?.master?.adminUsers[email, assumptions.emailCase]?.invitation.status(at: now)
        }
    }

    /// Whether an address is the owner's.
    func isOwner(_ email: EmailAddress) -> Bool {
        account.map { email.isSame(as: $0.owner.email, assumptions.emailCase) } ?? false
    }

    /// The value of a field or parameter, shortened, as the request gives it.
    func value(of name: String) -> String {
        let fields = call.endpoint?.fields
        if let index = fields?.path.firstIndex(where: { $0.name == name }), call.parameters.indices.contains(index) {
            return "\(name): \(call.parameters[index].prefix(100))"
        }
        if let text = request.query.flatMap({ PercentCoding.lastValue(of: name, inForm: $0) }) {
            return "\(name): \(text.prefix(100))"
        }
        guard let position = call.body[name] else { return "\(name): not given" }
        let text = String(decoding: call.body.value(at: position).encoded(), as: UTF8.self)
        return "\(name): \(text.prefix(100))"
    }

    /// What would have been accepted in this state, in words; nil if nothing comes near.
    func nearMiss(in world: WorldState, _ context: WorldContext) -> String? {
        guard let email, case .domain(let error)? = refusal, case .person = subject(of: error) else { return nil }
        let candidates = NearMiss.candidates(for: email, as: role, world.origin.router.basePath)
        for candidate in candidates {
            var asked = AskedService(world, context)
            var request = request
            (request.method, request.target, request.body) = (candidate.method, candidate.path, [])
            let status = asked.respond(to: request).response.status
            guard status.rawValue < 300 else { continue }
            return "\(candidate.method.rawValue) \(candidate.path) would have been \(status.rawValue)."
        }
        return nil
    }
}

/// A copy of a world in which the service alone responds.
struct AskedService {
    private(set) var world: WorldState
    private var context: WorldContext

    init(_ world: WorldState, _ context: WorldContext) {
        (self.world, self.context) = (world, context)
        self.world.removeOtherResponders()
    }

    mutating func respond(to request: HTTPRequest) -> BrevoService.Outcome {
        let prepared = PreparedRequest(request, id: .none, world.origin)
        return world.respond(to: request, prepared, &context).outcome
    }

    /// Carries out a request to the control plane, the admin API or the service; returns the status.
    mutating func send(_ request: HTTPRequest) -> HTTPStatus {
        if WireMockAdmin.owns(request) {
            return world.respond(toAdmin: request, age: .zero, &context).response.status
        }
        guard ControlPlane.owns(request) else { return respond(to: request).response.status }
        do throws(ControlError) {
            let (call, request) = try ControlPlane.call(for: request)
            switch call.action {
            case .command(let command): _ = try command(request, &world, &context)
            case .preparedCommand(let prepare): _ = try prepare(request, world, context)(&world, &context)
            case .query, .host: return .methodNotAllowed
            }
            return .ok
        } catch { return error.status }
    }
}
