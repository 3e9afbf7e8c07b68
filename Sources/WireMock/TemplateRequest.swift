internal import HTTPMessage
internal import JSON

/// A request as templates see it, under the name `request`.
struct TemplateRequest {
    let request: MatchableRequest
    /// The path template of the stub, if it has one.
    let pathTemplate: PathTemplate?
    private var path: (text: String, segments: [String])?

    init(request: MatchableRequest, pathTemplate: PathTemplate?) {
        (self.request, self.pathTemplate) = (request, pathTemplate)
    }

    /// The value that the members lead to, as in `query.q`; nil if there is none.
    mutating func value(_ members: ArraySlice<String>, _ work: inout WorkBudget) -> TemplateValue? {
        guard let name = members.first, work.spend(20) else { return nil }
        let rest = members.dropFirst()
        switch name {
        case "requestLine": return value(rest, &work)
        case "url": return .string(request.url)
        case "method": return .object(request.request.method.rawValue)
        case "body":
            let text = request.bodyText(&work)
            return work.spend(text.utf8.count / 16) ? .string(text) : nil
        case "scheme": return .string(request.scheme)
        case "host": return .string(request.host)
        case "port": return .number(.init(request.port))
        case "baseUrl": return .string(baseURL)
        case "clientIp": return .string(request.request.clientAddress)
        case "path", "pathSegments": return path(rest.first, &work)
        case "query": return member(of: request.queryParameters, rest, &work)
        case "cookies": return member(of: request.cookies, rest, &work)
        case "headers": return header(rest, &work)
        default: return nil
        }
    }

    /// Parses a text, which mostly is the body of the request; nil if it is not JSON.
    func json(of text: String, _ work: inout WorkBudget) -> JSONValue? {
        guard work.spend(10 + text.utf8.count / 16) else { return nil }
        let json =
            request.bodyText(&work).isIdentical(to: text)
            ? request.bodyJSON(&work) : JSONValue.parse(Array(text.utf8), &work)
        if let json { return json }
        // The parser of WireMock's helper takes any other text for a string.
        guard let first = text.utf8.first, !"{}[]\"',:".utf8.contains(first) else { return Optional.none }
        return .string(text)
    }

    private var baseURL: String {
        let (port, standard) = (request.port, request.scheme == "https" ? 443 : 80)
        return "\(request.scheme)://\(request.host)\(port == standard ? "" : ":\(port)")"
    }

    private mutating func path(_ member: String?, _ work: inout WorkBudget) -> TemplateValue? {
        guard work.spend(path == nil ? 100 + 10 * request.path.utf8.count : 10) else { return nil }
        // WireMock decodes the path as a whole, but not that of a path template.
        let text = path?.text ?? (pathTemplate == nil ? PercentCoding.decode(request.path[...]) : nil) ?? request.path
        let segments = path?.segments ?? text.split(separator: "/").map(String.init)
        path = (text, segments)
        guard let member else { return .path(text, segments: segments) }
        if let index = Int(member) { return segments.indices.contains(index) ? .string(segments[index]) : nil }
        return pathTemplate?.value(of: member, in: request, &work).map { .string($0) }
    }

    private func header(_ members: ArraySlice<String>, _ work: inout WorkBudget) -> TemplateValue? {
        let headers = request.request.headers
        guard let name = members.first else {
            let fields = headers.map { (name: $0.name, value: $0.value) }
            return .map(Self.grouped(fields, &work).sorted { $0.key.lowercased() < $1.key.lowercased() })
        }
        guard work.spend(10 + 2 * headers.count) else { return nil }
        return Self.member(of: headers.values(of: name), members.dropFirst())
    }

    private func member(
        of pairs: [(name: String, value: String)],
        _ members: ArraySlice<String>,
        _ work: inout WorkBudget
    ) -> TemplateValue? {
        guard let name = members.first else { return .map(Self.grouped(pairs, &work)) }
        guard work.spend(10 + 2 * pairs.count) else { return nil }
        return Self.member(of: pairs.filter { $0.name.isIdentical(to: name) }.map(\.value), members.dropFirst())
    }

    private static func member(of values: [String], _ members: ArraySlice<String>) -> TemplateValue? {
        guard !values.isEmpty else { return nil }
        return members.first.map { TemplateValue.values(values).member($0) } ?? .values(values)
    }

    /// The values of each name, in the order of the names' first values.
    private static func grouped(
        _ pairs: [(name: String, value: String)],
        _ work: inout WorkBudget
    ) -> [(key: String, value: TemplateValue)] {
        guard work.spend(20 * pairs.count) else { return [] }
        let groups = Dictionary(grouping: pairs, by: \.name)
        var names = Set<String>()
        return pairs.filter { names.insert($0.name).inserted }.map { pair in
            (pair.name, .values(groups[pair.name, default: []].map(\.value)))
        }
    }
}
