internal import HTTPMessage
public import JSON

/// Which requests match: those that a stub is for, or that a search of the journal finds.
public struct RequestPattern: Sendable {
    /// The pattern as WireMock echoes it.
    public let json: JSONValue

    let scheme: String?
    let host: ValuePattern?
    let port: Int?
    let clientIP: ValuePattern?
    let url: URLPattern
    let method: MethodPattern
    let headers: [Named<MultiValuePattern>]
    let pathParameters: [Named<ValuePattern>]
    let queryParameters: [Named<MultiValuePattern>]
    let formParameters: [Named<MultiValuePattern>]
    let cookies: [Named<ValuePattern>]
    let body: [ValuePattern]
    /// The `Authorization` field that `basicAuth` requires.
    let authorization: String?

    /// A matcher of the values with this name.
    struct Named<Pattern: Sendable>: Sendable {
        let name: String
        let pattern: Pattern
    }

    /// The headers that a matching request has with exactly this value: `{"equalTo":"v"}`.
    ///
    /// A search can look one of them up before it tries the whole pattern.
    public var exactHeaders: [(name: String, value: String)] {
        headers.compactMap { header in
            guard case .any(let pattern) = header.pattern.operation,
                case .equalTo(let value, ignoringCase: false) = pattern.operation
            else { return nil }
            return (header.name, value)
        }
    }

    /// Whether the request matches.
    public func matches(_ request: MatchableRequest) -> Bool {
        method.matches(request.request.method) && url.matches(request) && matchesOrigin(request)
            && matchesHeaders(request) && matchesParameters(request)
            && body.allSatisfy { $0.matches(.body(request), now: request.now) }
    }

    private func matchesOrigin(_ request: MatchableRequest) -> Bool {
        scheme.map { $0 == request.scheme } ?? true
            && host.map { $0.matches(.text(request.host), now: request.now) } ?? true
            && port.map { $0 == request.port } ?? true
            && clientIP.map { $0.matches(.text(request.request.clientAddress), now: request.now) } ?? true
    }

    private func matchesHeaders(_ request: MatchableRequest) -> Bool {
        let fields = request.request.headers
        return headers.allSatisfy { $0.pattern.matches(fields.lazyValues(of: $0.name), now: request.now) }
            && isAuthorized(fields.values(of: "Authorization"))
            && cookies.allSatisfy { Self.matches($0, request.cookies, now: request.now) }
    }

    /// Compares the whole field, ignoring case, as WireMock does.
    func isAuthorized(_ values: [String]) -> Bool {
        authorization.map { expected in values.contains { $0.equalsIgnoringASCIICase(expected) } } ?? true
    }

    private func matchesParameters(_ request: MatchableRequest) -> Bool {
        pathParametersMatch(request)
            && queryParameters.allSatisfy { Self.matches($0, request.queryParameters, now: request.now) }
            && formParameters.allSatisfy { Self.matches($0, request.formParameters, now: request.now) }
    }

    func pathParametersMatch(_ request: MatchableRequest) -> Bool {
        guard !pathParameters.isEmpty, case .urlPathTemplate(let template) = url else { return true }
        return pathParameters.allSatisfy { parameter in
            let value = template.value(of: parameter.name, in: request)
            return parameter.pattern.matches(value.map { .text($0) } ?? .absent, now: request.now)
        }
    }

    private static func matches(
        _ named: Named<MultiValuePattern>,
        _ pairs: [(name: String, value: String)],
        now: Int
    ) -> Bool {
        named.pattern.matches(pairs.lazy.filter { $0.name.isIdentical(to: named.name) }.map(\.value), now: now)
    }

    static func matches(
        _ named: Named<ValuePattern>,
        _ pairs: [(name: String, value: String)],
        now: Int
    ) -> Bool {
        let values = values(of: named.name, in: pairs)
        if values.isEmpty { return named.pattern.matches(.absent, now: now) }
        return values.contains { named.pattern.matches(.text($0), now: now) }
    }

    static func values(of name: String, in pairs: [(name: String, value: String)]) -> [String] {
        pairs.filter { $0.name.isIdentical(to: name) }.map(\.value)
    }
}

extension HTTPHeaders {
    /// The values of all fields with this name.
    fileprivate func lazyValues(of name: String) -> some Sequence<String> {
        lazy.filter { $0.name.equalsIgnoringASCIICase(name) }.map(\.value)
    }
}
