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

    /// What a path finds: at most one value, or a list if it can lead to several places.
    enum Result {
        case nothing
        case one(JSONValue)
        case list([JSONValue])
    }

    /// The path at this place of a document; nil if it is invalid.
    init?(_ text: String, at pointer: JSONPointer, _ faults: Faults) {
        do throws(JSONPathParser.Failure) { self = try JSONPathParser.parse(text) } catch {
            faults.add("\(error.message), at byte \(error.offset) of the path \(text)", at: pointer)
            return nil
        }
    }

    init(steps: [Step]) {
        self.steps = steps
    }

    /// What the path finds in a document; `root` is `$` within filters.
    func evaluate(_ document: JSONValue, root: JSONValue? = nil) -> Result {
        var result = Result.one(document)
        var isDeep = false
        for (index, step) in steps.enumerated() {
            if case .descendants = step {
                isDeep = true
                continue
            }
            if case .function(let function) = step {
                result = function.apply(to: result)
                continue
            }
            let isLast = index == steps.count - 1
            var values = result.values
            if isDeep { values = values.flatMap(Self.selfAndDescendants) }
            let found = values.flatMap { step.apply(to: $0, isLast: isLast, root: root ?? document) }
            if case .one = result, !isDeep, step.isDefinite(isLast: isLast) {
                result = found.first.map { .one($0) } ?? .nothing
            } else if case .nothing = result {
                result = step.isDefinite(isLast: isLast) ? .nothing : .list([])
            } else {
                result = .list(found)
            }
            isDeep = false
        }
        return result
    }

    private static func selfAndDescendants(_ value: JSONValue) -> [JSONValue] {
        [value] + value.children.flatMap(selfAndDescendants)
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

    fileprivate func apply(to value: JSONValue, isLast: Bool, root: JSONValue) -> [JSONValue] {
        switch (self, value) {
        case (.member(let name), .object(let object)):
            return object[name].map { [$0] } ?? []
        case (.members(let names), .object(let object)):
            guard isLast else { return names.compactMap { object[$0] } }
            var found = JSONObject()
            for name in names { found[name] = object[name] }
            return [.object(found)]
        case (.elements(let indices), .array(let elements)):
            let positions = indices.map { $0 < 0 ? elements.count + $0 : $0 }
            return positions.filter(elements.indices.contains).map { elements[$0] }
        case (.slice(let from, let to), .array(let elements)):
            let start = Self.bound(from ?? 0, elements.count)
            let end = Self.bound(to ?? elements.count, elements.count)
            return start < end ? Array(elements[start..<end]) : []
        case (.wildcard, _): return value.children
        case (.filter(let filter), .array(let elements)):
            return elements.filter { filter.matches($0, root: root) }
        case (.filter(let filter), .object):
            return filter.matches(value, root: root) ? [value] : []
        default: return []
        }
    }

    private static func bound(_ index: Int, _ count: Int) -> Int {
        min(max(index < 0 ? count + index : index, 0), count)
    }
}

extension JSONValue {
    /// The elements of an array or the values of an object; none of any other value.
    fileprivate var children: [JSONValue] {
        array ?? object?.members.map(\.value) ?? []
    }
}

extension JSONPath.Result {
    /// The values found.
    var values: [JSONValue] {
        switch self {
        case .nothing: []
        case .one(let value): [value]
        case .list(let values): values
        }
    }

    /// The result as one value.
    var value: JSONValue? {
        switch self {
        case .nothing: nil
        case .one(let value): value
        case .list(let values): .array(values)
        }
    }

    /// Whether the path alone matches: not if it finds nothing, `null`, `[]` or `{}`.
    var isSomething: Bool {
        switch value {
        case nil, .null: false
        case .array(let elements): !elements.isEmpty
        case .object(let object): !object.isEmpty
        default: true
        }
    }

    /// What a matcher is applied to: `equalToJson` to the whole result, others to each value.
    func subjects(for pattern: ValuePattern) -> [Subject] {
        let subjects: [Subject]
        switch (pattern.operation, value) {
        case (_, nil), (_, .null): subjects = []
        case (.equalToJSON, let value?): subjects = [.json(value)]
        case (_, .array(let elements)): subjects = elements.map(Self.subject)
        case (_, let value?): subjects = [Self.subject(value)]
        }
        if subjects.isEmpty, case .absent = pattern.operation { return [.absent] }
        return subjects
    }

    private static func subject(_ value: JSONValue) -> Subject {
        value.string.map { .text($0) } ?? .json(value)
    }
}
