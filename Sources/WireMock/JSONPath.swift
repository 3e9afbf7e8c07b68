internal import JSON

/// A path into a JSON value, in the language of Jayway's JsonPath, which WireMock uses.
struct JSONPath: Sendable {
    let steps: [Step]

    /// A step from a value to values within it.
    enum Step: Sendable {
        /// `.name`, `['name']`
        case member(String)
        /// `['a','b']`
        case members([String])
        /// `[0]`, `[-1]`, `[0,2]`
        case elements([Int])
        /// `[1:3]`
        case slice(Int?, Int?)
        /// `*`, `[*]`
        case wildcard
        /// `..`: the next step is taken from every value within
        case descendants
        /// `[?(…)]`
        case filter(JSONPathFilter)
        /// `.length()` and others
        case function(JSONPathFunction)
    }

    /// The path at this place of a document; nil if it is invalid.
    init?(_ text: String, at pointer: JSONPointer, _ faults: Faults) {
        guard faults.spend(100 + 30 * text.utf8.count, at: pointer) else { return nil }
        do throws(JSONPathParser.Failure) { self = try JSONPathParser.parse(text) } catch {
            faults.add("\(error.message), at byte \(error.offset) of the path \(text.prefix(200))", at: pointer)
            return nil
        }
    }

    init(steps: [Step]) {
        self.steps = steps
    }

    /// What the path finds in a document; `root` is `$` within filters.
    func evaluate(_ document: JSONValue, root: JSONValue? = nil, _ work: inout WorkBudget) -> Result {
        var result = Result.one(document)
        var isDeep = false
        for (index, step) in steps.enumerated() {
            guard work.spend(10) else { return .nothing }
            if case .descendants = step {
                isDeep = true
                continue
            }
            if case .function(let function) = step {
                result = function.apply(to: result, &work)
                continue
            }
            let isLast = index == steps.count - 1
            var found: [JSONValue] = []
            for value in result.values {
                if isDeep {
                    Self.visit(value, &work) { step.apply(to: $0, isLast: isLast, root: root ?? document, &found, &$1) }
                } else {
                    step.apply(to: value, isLast: isLast, root: root ?? document, &found, &work)
                }
            }
            switch result {
            case .one where !isDeep && step.isDefinite(isLast: isLast):
                result = found.first.map { .one($0) } ?? .nothing
            case .nothing: result = step.isDefinite(isLast: isLast) ? .nothing : .list([])
            case .one, .list: result = .list(found)
            }
            isDeep = false
        }
        return result
    }

    /// Visits a value and all within it, in the order of the document.
    private static func visit(
        _ value: JSONValue,
        _ work: inout WorkBudget,
        _ body: (JSONValue, inout WorkBudget) -> Void
    ) {
        guard work.spend(12) else { return }
        body(value, &work)
        // A document has at most 64 levels.
        switch value {
        case .array(let elements): for element in elements { visit(element, &work, body) }
        case .object(let object): for member in object.members { visit(member.value, &work, body) }
        case .null, .bool, .number, .string: break
        }
    }
}

extension JSONPath.Step {
    /// Whether the step leads to at most one place.
    fileprivate func isDefinite(isLast: Bool) -> Bool {
        switch self {
        case .member, .function: true
        case .members: isLast
        case .elements(let indices): indices.count == 1
        case .slice, .wildcard, .descendants, .filter: false
        }
    }

    /// Appends the values to which the step leads.
    fileprivate func apply(
        to value: JSONValue,
        isLast: Bool,
        root: JSONValue,
        _ found: inout [JSONValue],
        _ work: inout WorkBudget
    ) {
        switch (self, value) {
        case (.member(let name), .object(let object)):
            if work.spend(8), let member = object[name] { found.append(member) }
        case (.members(let names), .object(let object)):
            guard work.spend(5 * names.count) else { return }
            guard isLast else { return found.append(contentsOf: names.compactMap { object[$0] }) }
            var selection = JSONObject()
            for name in names { selection[name] = object[name] }
            found.append(.object(selection))
        case (.elements(let indices), .array(let elements)):
            guard work.spend(5 * indices.count) else { return }
            let positions = indices.map { $0 < 0 ? elements.count + $0 : $0 }
            found.append(contentsOf: positions.filter(elements.indices.contains).map { elements[$0] })
        case (.slice(let from, let to), .array(let elements)):
            let start = Self.bound(from ?? 0, elements.count)
            let end = Self.bound(to ?? elements.count, elements.count)
            if start < end, work.spend(2 * (end - start)) { found.append(contentsOf: elements[start..<end]) }
        case (.wildcard, .array(let elements)):
            if work.spend(2 * elements.count) { found.append(contentsOf: elements) }
        case (.wildcard, .object(let object)):
            if work.spend(5 * object.count) { found.append(contentsOf: object.members.map(\.value)) }
        case (.filter(let filter), .array(let elements)):
            for element in elements where filter.matches(element, root: root, &work) { found.append(element) }
        case (.filter(let filter), .object):
            if filter.matches(value, root: root, &work) { found.append(value) }
        case (.member, _), (.members, _), (.elements, _), (.slice, _), (.wildcard, _), (.filter, _),
            (.descendants, _), (.function, _):
            break
        }
    }

    private static func bound(_ index: Int, _ count: Int) -> Int {
        min(max(index < 0 ? count + index : index, 0), count)
    }
}
