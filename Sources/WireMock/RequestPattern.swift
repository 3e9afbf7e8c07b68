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
            guard case .any(let pattern) = header.pattern.operation, case .equalTo(let value) = pattern.operation else {
                return nil
            }
            return (header.name, value)
        }
    }

    /// Whether the request matches.
    ///
    /// - Parameter work: The budget of the request, which this reduces.
    /// - Throws: ``WorkBudget/Exhausted`` with the place in the pattern.
    public func matches(
        _ request: MatchableRequest,
        _ work: inout WorkBudget
    ) throws(WorkBudget.Exhausted) -> Bool {
        let isMatch = isMatch(request, &work)
        try work.check()
        return isMatch
    }

    /// The same; the result means nothing if the budget is exhausted.
    func isMatch(_ request: MatchableRequest, _ work: inout WorkBudget) -> Bool {
        // The cheapest parts first.
        method.matches(request.request.method) && matchesURL(request, &work) && matchesOrigin(request, &work)
            && matchesHeaders(request, &work) && matchesParameters(request, &work) && matchesBody(request, &work)
    }

    private func matchesURL(_ request: MatchableRequest, _ work: inout WorkBudget) -> Bool {
        let isMatch = url.matches(request, &work)
        return isMatch && !work.isExhausted
            || work.noMatch(at: url.form.map { JSONPointer.root.appending($0.rawValue) } ?? .root)
    }

    private func matchesOrigin(_ request: MatchableRequest, _ work: inout WorkBudget) -> Bool {
        guard scheme.map({ $0 == request.scheme }) ?? true, port.map({ $0 == request.port }) ?? true else {
            return false
        }
        return Self.matches(host, request.host, "host", now: request.now, &work)
            && Self.matches(clientIP, request.request.clientAddress, "clientIp", now: request.now, &work)
    }

    private static func matches(
        _ pattern: ValuePattern?,
        _ value: @autoclosure () -> String,
        _ name: String,
        now: Int,
        _ work: inout WorkBudget
    ) -> Bool {
        guard let pattern else { return true }
        let isMatch = pattern.matches(.text(value()), now: now, &work)
        return isMatch && !work.isExhausted || work.noMatch(at: .root.appending(name))
    }

    private func matchesHeaders(_ request: MatchableRequest, _ work: inout WorkBudget) -> Bool {
        let fields = request.request.headers
        for header in headers {
            let isMatch =
                work.spend(1 + 2 * fields.count)
                && header.pattern.matches(fields.values(of: header.name), now: request.now, &work)
            guard isMatch, !work.isExhausted else {
                return work.noMatch(at: .root.appending("headers").appending(header.name))
            }
        }
        guard isAuthorized(fields) else { return false }
        return Self.all(cookies, "cookies", &work) { cookie, work in
            Self.matches(cookie, request.cookies, now: request.now, &work)
        }
    }

    /// Compares the whole field, ignoring case, as WireMock does.
    func isAuthorized(_ fields: HTTPHeaders) -> Bool {
        authorization.map { expected in
            fields.values(of: "Authorization").contains { $0.equalsIgnoringASCIICase(expected) }
        } ?? true
    }

    private func matchesParameters(_ request: MatchableRequest, _ work: inout WorkBudget) -> Bool {
        matchesPathParameters(request, &work)
            && Self.all(queryParameters, "queryParameters", &work) { parameter, work in
                Self.matches(parameter, request.queryParameters, now: request.now, &work)
            }
            && Self.all(formParameters, "formParameters", &work) { parameter, work in
                Self.matches(parameter, request.formParameters(&work), now: request.now, &work)
            }
    }

    func matchesPathParameters(_ request: MatchableRequest, _ work: inout WorkBudget) -> Bool {
        guard !pathParameters.isEmpty, case .urlPathTemplate(let template) = url else { return true }
        return Self.all(pathParameters, "pathParameters", &work) { parameter, work in
            let value = template.value(of: parameter.name, in: request, &work)
            return parameter.pattern.matches(value.map { .text($0) } ?? .absent, now: request.now, &work)
        }
    }

    private func matchesBody(_ request: MatchableRequest, _ work: inout WorkBudget) -> Bool {
        for (index, pattern) in body.enumerated() {
            guard pattern.matches(.body(request), now: request.now, &work), !work.isExhausted else {
                return work.noMatch(at: .root.appending("bodyPatterns").appending(index))
            }
        }
        return true
    }

    private static func all<Pattern>(
        _ patterns: [Named<Pattern>],
        _ member: String,
        _ work: inout WorkBudget,
        _ matches: (Named<Pattern>, inout WorkBudget) -> Bool
    ) -> Bool {
        for pattern in patterns {
            guard matches(pattern, &work), !work.isExhausted else {
                return work.noMatch(at: .root.appending(member).appending(pattern.name))
            }
        }
        return true
    }

    typealias Pairs = [(name: String, value: String)]

    private static func matches(
        _ named: Named<MultiValuePattern>,
        _ pairs: Pairs,
        now: Int,
        _ work: inout WorkBudget
    ) -> Bool {
        named.pattern.matches(values(of: named.name, in: pairs, &work), now: now, &work)
    }

    static func matches(
        _ named: Named<ValuePattern>,
        _ pairs: Pairs,
        now: Int,
        _ work: inout WorkBudget
    ) -> Bool {
        let values = values(of: named.name, in: pairs, &work)
        if values.isEmpty { return named.pattern.matches(.absent, now: now, &work) }
        return values.contains { named.pattern.matches(.text($0), now: now, &work) }
    }

    static func values(of name: String, in pairs: Pairs, _ work: inout WorkBudget) -> [String] {
        guard work.spend(1 + 4 * pairs.count) else { return [] }
        return pairs.filter { $0.name.isIdentical(to: name) }.map(\.value)
    }
}
