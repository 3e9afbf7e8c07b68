public import BrevoCore
public import HTTPMessage

/// The emulated service as a value: a request and a moment go in, an answer comes out, the state has moved.
///
/// It holds no lock and knows no clock; a copy is a service of its own.
public struct BrevoService: Sendable {
    /// Everything that the service remembers.
    public var accounts: Accounts
    /// The user lists answered last, a few at most.
    private var userLists: [Accounts.ID: UserListAnswer] = [:]
    /// The permissions answered last, a few at most, by the address as it was given.
    private var permissions: [String: PermissionsAnswer] = [:]

    /// A service over these accounts.
    public init(_ accounts: Accounts) {
        self.accounts = accounts
    }

    /// Answers a request; what was refused has changed nothing.
    ///
    /// - Parameters:
    ///   - now: the moment at which everything in this call happens.
    ///   - requestID: what `sib-request-id` says.
    public mutating func answer(_ request: APIRequest, at now: Timestamp, requestID: String) -> HTTPResponse {
        var response: HTTPResponse
        do throws(APIError) { response = try perform(request, at: now) } catch {
            response = .json(error.envelope.status, error.envelope.encoded)
            if case .methodNotAllowed(_, let allowed) = error {
                response.headers.append("Allow", allowed.map(\.rawValue).joined(separator: ", "))
            }
            response.addHint(error.hint)
        }
        response.addServiceHeaders(requestID: requestID)
        return response
    }

    private mutating func perform(_ request: APIRequest, at now: Timestamp) throws(APIError) -> HTTPResponse {
        if request.isPreflight { return HTTPResponse(status: .noContent) }
        let account = try open(request.credential)
        var call = try request.call.get()
        call.account = account
        call.now = now
        let response = try call.route.action(call, &self)
        if call.route.method != .get { accounts.collectOccurrences(from: account) }
        return response
    }

    private mutating func open(_ credential: Credential) throws(APIError) -> Accounts.ID {
        switch credential {
        case .none: throw .noCredential
        // No token has been given out: whatever is shown opens nothing.
        case .bearer: throw .unknownKey
        case .apiKey(let key):
            switch accounts.open(key) {
            case .account(let id): return id
            case .unknownKey: throw .unknownKey
            case .full: throw .tooManyAccounts
            }
        }
    }

    /// The user list of an account, encoded again only when it has changed.
    mutating func userList(of id: Accounts.ID, at now: Timestamp) -> [UInt8] {
        let account = accounts[id]
        if let known = userLists[id], known.holds(for: account, at: now) { return known.encoded }
        let list = UserListAnswer(account, at: now)
        if userLists.count >= 64 { userLists = [:] }
        userLists[id] = list
        return list.encoded
    }

    /// What a member may do, encoded again only when it has changed: whoever keeps equal answers keeps one.
    mutating func permissions(of member: Account.Member) -> [UInt8] {
        let address = member.email.text
        if let known = permissions[address], known.holds(for: member) { return known.encoded }
        let answer = PermissionsAnswer(member)
        if permissions.count >= 64 { permissions = [:] }
        permissions[address] = answer
        return answer.encoded
    }
}

/// A request with all that can be said of it before the state is looked at, so that no lock is held meanwhile.
public struct APIRequest: Sendable {
    let credential: Credential
    let call: Result<Call, APIError>
    /// `OPTIONS` is answered without a key, so that a browser can call (spec §2).
    let isPreflight: Bool
    /// The octets that a body may have.
    let bodyLimit: Int

    /// Whether the service has what is asked for, be it refused or not: no unknown path, no method that it has not.
    public var isOfService: Bool {
        switch call {
        case .failure(.noEndpoint), .failure(.methodNotAllowed): isPreflight
        default: true
        }
    }

    /// Routes and decodes a request.
    ///
    /// - Parameters:
    ///   - basePath: what stands before every path, without a slash at its end: `/v3`, or empty.
    ///   - bodyLimit: the octets that a body may have; named in the refusal of a larger one.
    public init(_ request: HTTPRequest, basePath: String, bodyLimit: Int) {
        credential = Credential(request.headers)
        isPreflight = request.method == .options
        self.bodyLimit = bodyLimit
        call = Result { () throws(APIError) in try Call(request, basePath: basePath, bodyLimit: bodyLimit) }
    }
}
