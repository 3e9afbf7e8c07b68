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
    ///   - headers: what every answer carries.
    public mutating func answer(_ request: APIRequest, at now: Timestamp, headers: ServiceHeaders) -> HTTPResponse {
        if let oauth = request.oauth { return oauth.answer(&accounts, at: now, headers) }
        var response: HTTPResponse
        var allowance: RateLimits.Allowance?
        do throws(APIError) { response = try perform(request, at: now, &allowance) } catch {
            response = .json(error.envelope.status, error.envelope.encoded)
            if case .methodNotAllowed(_, let allowed) = error {
                response.headers.append("Allow", allowed.map(\.rawValue).joined(separator: ", "))
            }
            response.addHint(error.hint)
        }
        if let allowance { response.add(allowance) }
        headers.add(to: &response)
        return response
    }

    private mutating func perform(
        _ request: APIRequest,
        at now: Timestamp,
        _ allowance: inout RateLimits.Allowance?
    ) throws(APIError) -> HTTPResponse {
        if request.isPreflight { return HTTPResponse(status: .noContent) }
        let (account, rights) = try open(request.credential, at: now)
        allowance = accounts.countRequest(to: request.endpoint, of: account, at: now)
        if let allowance, allowance.isExceeded { throw .tooManyRequests(allowance) }
        var call = try request.call.get()
        call.account = account
        call.now = now
        guard rights.isSuperset(of: call.route.right) else { throw refusalForRights(of: call) }
        var response = try call.action(call, &self)
        if request.addsLegacyFields { LegacyFields.add(to: &response, of: call) }
        if call.route.method != .get { accounts.collectOccurrences(from: account, by: request.visitor) }
        return response
    }

    private mutating func open(
        _ credential: Credential,
        at now: Timestamp
    ) throws(APIError) -> (account: Accounts.ID, rights: Rights) {
        let opening: Accounts.Opening
        switch credential {
        case .none: throw .noCredential
        case .bearer(let token): opening = accounts.open(token: token, at: now)
        case .apiKey(let key): opening = accounts.open(key, at: now)
        }
        switch opening {
        case .account(let id, let rights): return (id, rights)
        case .unknownKey: throw credential.isToken ? .unknownToken : .unknownKey
        case .expired: throw credential.isToken ? .unknownToken : .expiredKey
        case .full: throw .tooManyAccounts
        }
    }

    /// What is answered to a call whose credential lacks the right to it.
    ///
    /// A fault of its fields is told first (spec §2: step 6 before 7), so the call is tried on a copy.
    private func refusalForRights(of call: Call) -> APIError {
        var copy = self
        do throws(APIError) { _ = try call.action(call, &copy) } catch {
            if error.isAboutFields { return error }
        }
        return .accessDenied(call.route.right)
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
