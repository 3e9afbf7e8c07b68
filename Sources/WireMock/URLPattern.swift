internal import JSON
internal import RegularExpressions

/// Which targets a pattern takes: exactly one of the five forms of WireMock, or any.
enum URLPattern: Sendable {
    case any
    /// Path and query, verbatim.
    case url(String)
    /// Path and query, as a regular expression.
    case urlPattern(RegularExpression)
    /// The path, verbatim.
    case urlPath(String)
    /// The path, as a regular expression.
    case urlPathPattern(RegularExpression)
    /// The path, with variables for segments.
    case urlPathTemplate(PathTemplate)

    /// The names of the forms in the order in which WireMock writes them.
    static let names = ["url", "urlPattern", "urlPath", "urlPathPattern", "urlPathTemplate"]

    init(_ fields: Fields) throws(AdminError) {
        let given = Self.names.filter { fields[$0] != nil }
        guard given.count < 2 else {
            throw .invalid(
                "Only one of \(Self.names.joined(separator: ", ")) may be given",
                at: fields.pointer(given[1])
            )
        }
        guard let name = given.first, let text = try fields.string(name) else {
            self = .any
            return
        }
        self =
            switch name {
            case "url": .url(text)
            case "urlPattern": .urlPattern(try RegularExpression(text, at: fields.pointer(name)))
            case "urlPath": .urlPath(text)
            case "urlPathPattern": .urlPathPattern(try RegularExpression(text, at: fields.pointer(name)))
            default: .urlPathTemplate(try PathTemplate(text, at: fields.pointer(name)))
            }
    }

    func matches(_ request: MatchableRequest) -> Bool {
        switch self {
        case .any: true
        case .url(let url): request.url.isIdentical(to: url)
        case .urlPattern(let expression): expression.matchesWhole(request.url)
        case .urlPath(let path): request.path.isIdentical(to: path)
        case .urlPathPattern(let expression): expression.matchesWhole(request.path)
        case .urlPathTemplate(let template): template.matches(request)
        }
    }
}

extension RegularExpression {
    /// The expression that stands at this place of a document.
    init(_ pattern: String, at pointer: JSONPointer) throws(AdminError) {
        do throws(Failure) {
            try self.init(pattern)
        } catch {
            throw .invalid("\(error.message), at byte \(error.offset) of the pattern \(pattern)", at: pointer)
        }
    }
}
