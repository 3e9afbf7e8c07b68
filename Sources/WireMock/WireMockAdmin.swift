public import HTTPMessage
internal import JSON

/// `/__admin`: WireMock's admin API, as its clients of the versions 2.35 and 3.9 speak it.
public struct WireMockAdmin: Sendable {
    /// What every path of the admin API starts with.
    static let prefix = "/__admin"
    /// The version of WireMock whose API this is, as `GET /__admin/version` tells it.
    static let version = "3.9.1"

    /// What an answer asks of whoever holds the world.
    public enum Effect: Sendable, Equatable {
        /// Nothing.
        case none
        /// To make the whole world as it was made.
        case resetWorld
        /// To end the program.
        case shutDown
    }

    /// The stubs that a reset leads back to.
    let origin: StubStore
    let form: JournalForm

    /// - Parameters:
    ///   - origin: the state of the world as it was made; a reset leads back to its stubs.
    ///   - shown: what a client may see of a header's value.
    ///   - listLimit: the bytes at which a list of requests ends, before an element; 128 MiB unless said otherwise.
    public init(
        origin: WireMockState,
        shown: @escaping @Sendable (HTTPHeader) -> String = \.value,
        listLimit: Int = 128 << 20
    ) {
        self.origin = origin.stubs
        form = JournalForm(shown: shown, limit: listLimit)
    }

    /// Whether a path is the admin API's to answer.
    public static func owns(_ request: HTTPRequest) -> Bool {
        request.isAtOrBelow(prefix)
    }

    /// Whether a request to the admin API leaves the state as it is, so that a copy of it will do.
    public static func isReading(_ request: HTTPRequest) -> Bool {
        (try? route(of: request).route.isReading) ?? true
    }

    /// Answers a request that it owns; what was refused has changed nothing.
    ///
    /// - Parameters:
    ///   - now: the moment, in milliseconds since 1970.
    ///   - uptime: how long the world has been there.
    ///   - random: makes the identifiers of stubs.
    public func answer<Random: RandomNumberGenerator>(
        _ request: HTTPRequest,
        _ state: inout WireMockState,
        now: Int,
        uptime: Duration,
        random: inout Random
    ) -> (response: HTTPResponse, effect: Effect) {
        var answer: AdminAnswer
        if request.method == .options {
            answer = .empty
        } else {
            do throws(AdminError) {
                guard !request.isBodyTooLarge else { throw .tooLarge }
                let (route, parameters) = try Self.route(of: request)
                var call = AdminCall(self, request, parameters, now: now, uptime: uptime, random: random)
                answer = try route.action(&call, &state)
                if let moved = call.random as? Random { random = moved }
            } catch { answer = AdminAnswer(error) }
        }
        answer.response.allowOrigin(of: request)
        return (answer.response, answer.effect)
    }

    private static func route(
        of request: HTTPRequest
    ) throws(AdminError) -> (route: AdminRoute, parameters: [String]) {
        let segments = request.path.dropFirst(prefix.count).split(separator: "/").map { segment in
            PercentCoding.decode(segment) ?? String(segment)
        }
        let method: HTTPMethod = request.method == .head ? .get : request.method
        for route in AdminRoute.all where route.method == method {
            if let parameters = route.path.match(segments) { return (route, parameters) }
        }
        if let reason = segments.first.flatMap({ AdminRoute.absent[$0] }) { throw .notFound(reason) }
        throw .notFound("\(request.method.rawValue) \(request.path) is not part of the admin API")
    }
}

extension HTTPResponse {
    /// Lets a page of any origin use the admin API (Fetch §3.2), as WireMock does.
    fileprivate mutating func allowOrigin(of request: HTTPRequest) {
        guard let origin = request.headers["Origin"] else { return }
        headers.append("Access-Control-Allow-Origin", origin)
        headers.append("Vary", "Origin")
        headers.append("Access-Control-Allow-Credentials", "true")
        guard request.method == .options else { return }
        headers.append("Access-Control-Allow-Methods", "OPTIONS,GET,POST,PUT,PATCH,DELETE")
        if let wanted = request.headers["Access-Control-Request-Headers"] {
            headers.append("Access-Control-Allow-Headers", wanted)
        }
    }
}
