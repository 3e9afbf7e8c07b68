internal import JSON
internal import RegularExpressions

/// Which request targets a pattern matches: one of WireMock's five forms, or any.
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
    /// The path, with variables.
    case urlPathTemplate(PathTemplate)

    /// The forms in the order in which WireMock writes them.
    enum Form: String, CaseIterable {
        case url, urlPattern, urlPath, urlPathPattern, urlPathTemplate
    }

    /// The pattern in these members.
    init(_ fields: Fields) {
        let given = Form.allCases.filter { fields[$0.rawValue] != nil }
        if given.count > 1 {
            let names = Form.allCases.map(\.rawValue).joined(separator: ", ")
            fields.add("Only one of \(names) can be given", at: given[1].rawValue)
        }
        guard let form = given.first, let text = fields.string(form.rawValue) else {
            self = .any
            return
        }
        let (pointer, faults) = (fields.pointer(form.rawValue), fields.faults)
        let pattern: URLPattern? =
            switch form {
            case .url: .url(text)
            case .urlPattern: RegularExpression(text, at: pointer, faults).map(URLPattern.urlPattern)
            case .urlPath: .urlPath(text)
            case .urlPathPattern: RegularExpression(text, at: pointer, faults).map(URLPattern.urlPathPattern)
            case .urlPathTemplate: PathTemplate(text, at: pointer, faults).map(URLPattern.urlPathTemplate)
            }
        self = pattern ?? .any
    }

    /// The form that was given; nil for any.
    var form: Form? {
        switch self {
        case .any: nil
        case .url: .url
        case .urlPattern: .urlPattern
        case .urlPath: .urlPath
        case .urlPathPattern: .urlPathPattern
        case .urlPathTemplate: .urlPathTemplate
        }
    }

    var pathTemplate: PathTemplate? {
        if case .urlPathTemplate(let template) = self { template } else { nil }
    }

    func matches(_ request: MatchableRequest, _ work: inout WorkBudget) -> Bool {
        switch self {
        case .any: true
        case .url(let url): request.url.isIdentical(to: url)
        case .urlPattern(let expression): expression.matches(request.url, &work)
        case .urlPath(let path): request.path.isIdentical(to: path)
        case .urlPathPattern(let expression): expression.matches(request.path, &work)
        case .urlPathTemplate(let template): template.matches(request, &work)
        }
    }
}

extension RegularExpression {
    /// The expression at this place of a document; nil if it is invalid.
    init?(_ pattern: String, at pointer: JSONPointer, _ faults: Faults) {
        guard faults.spend(300 + 10 * pattern.utf8.count, at: pointer) else { return nil }
        do throws(Failure) { try self.init(pattern) } catch {
            faults.add("\(error.message), at byte \(error.offset) of the pattern \(pattern.prefix(200))", at: pointer)
            return nil
        }
    }
}
