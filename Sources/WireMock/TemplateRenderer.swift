internal import JSON

/// Renders templates for one request.
struct TemplateRenderer {
    private(set) var request: TemplateRequest
    /// The stub's `transformerParameters`.
    private let parameters: JSONObject
    /// Milliseconds since 1970.
    let now: Int
    var random: RandomNumbers
    var work: WorkBudget
    /// The elements of the loops around, the innermost last.
    private var scopes: [Scope] = []

    /// What an `#each` adds to the names.
    private struct Scope {
        let value: TemplateValue
        /// `@index` and its like.
        let data: [String: TemplateValue]
        /// The block parameters.
        let parameters: [(name: String, value: TemplateValue)]

        /// The value of a block parameter, or the element's member.
        func find(_ path: Template.Path, withParameters: Bool) -> TemplateValue? {
            if withParameters, let name = path.segments.first, !parameters.isEmpty {
                if let parameter = parameters.first(where: { $0.name == name }) {
                    return parameter.value.member(path.segments.dropFirst())
                }
                if path.isThis { return nil }
            }
            return value.member(path.segments[...])
        }
    }

    init(_ request: TemplateRequest, _ parameters: JSONObject, now: Int, random: RandomNumbers, _ work: WorkBudget) {
        (self.request, self.parameters, self.now) = (request, parameters, now)
        (self.random, self.work) = (random, work)
    }

    /// The bytes of a template; they mean nothing once the budget is exhausted.
    mutating func render(_ template: Template) -> [UInt8] {
        var output: [UInt8] = []
        render(template.nodes, into: &output)
        return output
    }

    private mutating func render(_ nodes: [Template.Node], into output: inout [UInt8]) {
        for node in nodes where work.spend(2) { render(node, into: &output) }
    }

    private mutating func render(_ node: Template.Node, into output: inout [UInt8]) {
        switch node {
        case .text(let bytes):
            if work.spend(1 + bytes.count / 8) { output += bytes }
        case .output(let expression):
            let text = evaluate(expression).text(&work)
            if work.spend(1 + text.utf8.count / 8) { output += text.utf8 }
        case .condition(let condition, let body, let otherwise):
            render(holds(condition) ? body : otherwise, into: &output)
        case .each(let list, let names, let body, let otherwise):
            each(evaluate(list), names, body, otherwise, into: &output)
        case .transformed(let transformation, let body):
            var content: [UInt8] = []
            render(body, into: &content)
            output += apply(transformation, String(decoding: content, as: UTF8.self)).utf8
        }
    }

    private mutating func holds(_ condition: Template.Condition) -> Bool {
        switch condition {
        case .isTruthy(let expression): evaluate(expression).isTruthy
        case .isFalsy(let expression): !evaluate(expression).isTruthy
        case .areEqual(let left, let right): areEqual(left, right)
        }
    }

    mutating func areEqual(_ left: Template.Expression, _ right: Template.Expression) -> Bool {
        let (left, right) = (evaluate(left), evaluate(right))
        return left.isEqual(to: right, &work)
    }

    private mutating func each(
        _ list: TemplateValue,
        _ names: [String],
        _ body: [Template.Node],
        _ otherwise: [Template.Node],
        into output: inout [UInt8]
    ) {
        let elements = work.spend(10 * (list.count ?? 0)) ? list.elements ?? [] : []
        guard !elements.isEmpty else { return render(otherwise, into: &output) }
        for (index, element) in elements.enumerated() where work.spend(100) {
            let number = TemplateValue.number(JSONNumber(index))
            let key = element.key.map { TemplateValue.string($0) } ?? number
            var data = ["index": number, "index_1": .number(JSONNumber(index + 1)), "key": key]
            data["first"] = .string(index == 0 ? "first" : "")
            data["last"] = .string(index == elements.count - 1 ? "last" : "")
            if element.key == nil {
                data["even"] = .string(index % 2 == 0 ? "even" : "")
                data["odd"] = .string(index % 2 == 0 ? "" : "odd")
            }
            let parameters = zip(names, [element.value, key]).map { (name: $0, value: $1) }
            scopes.append(Scope(value: element.value, data: data, parameters: parameters))
            render(body, into: &output)
            scopes.removeLast()
        }
    }

    mutating func evaluate(_ expression: Template.Expression) -> TemplateValue {
        guard work.spend(5) else { return .null }
        switch expression {
        case .literal(let value): return value
        case .path(let path): return find(path) ?? .null
        case .call(let call): return evaluate(call)
        }
    }
}

// Names.
extension TemplateRenderer {
    private mutating func find(_ path: Template.Path) -> TemplateValue? {
        if path.isData { return findData(path) }
        var (count, withParameters) = (scopes.count, true)
        // In Handlebars.java, block parameters are a level of their own.
        for _ in 0..<path.parents {
            guard let scope = scopes.prefix(count).last else { return nil }
            if withParameters, !scope.parameters.isEmpty {
                withParameters = false
            } else {
                (count, withParameters) = (count - 1, true)
            }
        }
        // A name that leads nowhere is looked up in the loops around.
        for scope in scopes.prefix(count).reversed() where work.spend(5 + 5 * path.segments.count) {
            if let value = scope.find(path, withParameters: withParameters) { return value }
            if path.isThis { return nil }
            withParameters = true
        }
        return findAtTopLevel(path.segments[...])
    }

    private mutating func findData(_ path: Template.Path) -> TemplateValue? {
        if path.segments[0] == "root" { return findAtTopLevel(path.segments.dropFirst()) }
        return scopes.last { $0.data[path.segments[0]] != nil }?.data[path.segments[0]]
    }

    private mutating func findAtTopLevel(_ segments: ArraySlice<String>) -> TemplateValue? {
        switch segments.first {
        case "request": request.value(segments.dropFirst(), &work)
        case "parameters":
            TemplateValue.structure(.object(parameters), .parameters).member(segments.dropFirst())
        case _: nil
        }
    }
}

extension TemplateValue {
    /// The value to which the names lead; nil if there is none.
    func member(_ names: ArraySlice<String>) -> TemplateValue? {
        var value = self
        for name in names {
            guard let next = value.member(name) else { return nil }
            value = next
        }
        return value
    }
}
