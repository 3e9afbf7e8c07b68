internal import BrevoCore
public import HTTPMessage

/// A request with all that can be said of it before the state is looked at, so that no lock is held meanwhile.
public struct APIRequest: Sendable {
    let credential: Credential
    let call: Result<Call, APIError>
    /// The operation asked for, though its body may be unusable; nil where the API has none such.
    public let route: Route?
    /// `OPTIONS` is answered without a key, so that a browser can call (spec §2).
    let isPreflight: Bool
    /// The bytes that a body may have.
    let bodyLimit: Int
    /// Whether the answer has the fields that brevo-python 1.x cannot do without; not faithful.
    public var addsLegacyFields = false
    /// What the rate limit counts apart (spec §9): a path with its parameters in braces.
    ///
    /// Paths and methods that the API has not are counted together (INF).
    let endpoint: String
    /// From where it came; told only where it may change something.
    let visitor: Activity.Visitor
    /// The same request where it is for the server that gives out tokens, which asks for no key.
    let oauth: AuthorizationCall?

    /// Whether the service has what is asked for, be it refused or not: no unknown path, no method that it has not.
    public var isOfService: Bool {
        if let oauth { return oauth.isOfService }
        return switch call {
        case .failure(.noEndpoint), .failure(.methodNotAllowed): isPreflight
        default: true
        }
    }

    /// Whether it asks for a token, at a path and by a method that there is.
    public var isForToken: Bool { oauth?.isOfService ?? false }

    /// Routes and decodes a request.
    ///
    /// - Parameters:
    ///   - basePath: what stands before every path, without a slash at its end: `/v3`, or empty.
    ///   - bodyLimit: the bytes that a body may have; named in the refusal of a larger one.
    public init(_ request: borrowing HTTPRequest, basePath: String, bodyLimit: Int) {
        credential = Credential(request.headers)
        isPreflight = request.method == .options
        self.bodyLimit = bodyLimit
        do throws(APIError) {
            let (route, parameters) = try Call.route(of: request, below: basePath)
            self.route = route
            (endpoint, oauth) = (route.path.text, nil)
            visitor = route.method == .get ? Activity.Visitor() : Activity.Visitor(request)
            call = Result { () throws(APIError) in
                try Call(request, to: route, parameters, bodyLimit: bodyLimit)
            }
        } catch {
            route = nil
            (endpoint, visitor) = ("", Activity.Visitor())
            oauth = isPreflight ? nil : AuthorizationCall(request, basePath: basePath)
            call = .failure(error)
        }
    }
}

extension Activity.Visitor {
    fileprivate init(_ request: borrowing HTTPRequest) {
        self.init(ip: request.clientAddress, userAgent: request.headers["user-agent"] ?? "")
    }
}
