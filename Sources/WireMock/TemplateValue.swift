internal import JSON

/// A value in a template.
///
/// Its text and its equality are those of the Java object that WireMock has in its place.
enum TemplateValue: Sendable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    /// The values of a header, cookie or query parameter; the text is the first one.
    case values([String])
    /// The request's method or a date, which only have a text.
    case object(String)
    case path(String, segments: [String])
    case map([(key: String, value: TemplateValue)])
    /// An array or object.
    case structure(JSONValue, Origin)

    /// Where an array or object comes from, which decides what it looks like as text.
    enum Origin: Sendable {
        /// A result of `jsonPath`: JSON, objects in several lines.
        case result
        /// A value within such a result.
        case element
        /// A part of the stub's `transformerParameters`.
        case parameters
    }

    init(_ json: JSONValue, _ origin: Origin) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .number(let number): self = .number(number)
        case .string(let text): self = .string(text)
        case .array, .object: self = .structure(json, origin)
        }
    }

    /// Whether `#if` renders its body.
    var isTruthy: Bool {
        switch self {
        case .null: false
        case .bool(let value): value
        case .number(let number): number.double != 0
        case .string(let text): !text.isEmpty
        case .values(let values): !values.isEmpty
        case .path(_, let segments): !segments.isEmpty
        case .structure(.array(let elements), _): !elements.isEmpty
        case .structure, .map, .object: true
        }
    }

    /// The number of elements or members, or of a string's UTF-16 units; nil for anything else.
    var size: Int? {
        if case .string(let text) = self { text.utf16.count } else { count }
    }

    /// The number of elements or members; nil for anything else than a list or map.
    var count: Int? {
        switch self {
        case .values(let values): values.count
        case .path(_, let segments): segments.count
        case .map(let members): members.count
        case .structure(.array(let elements), _): elements.count
        case .structure(.object(let object), _): object.count
        case .structure, .null, .bool, .number, .string, .object: nil
        }
    }

    /// The elements of a list, or the values of a map with their keys; nil for anything else.
    var elements: [(key: String?, value: TemplateValue)]? {
        switch self {
        case .values(let values): values.map { (nil, .string($0)) }
        case .path(_, let segments): segments.map { (nil, .string($0)) }
        case .map(let members): members.map { ($0.key, $0.value) }
        case .structure(.array(let elements), let origin):
            elements.map { (nil, TemplateValue($0, origin.within)) }
        case .structure(.object(let object), let origin):
            object.members.map { ($0.key, TemplateValue($0.value, origin.within)) }
        case .structure, .null, .bool, .number, .string, .object: nil
        }
    }

    /// The list's elements; nil if it is not a list.
    var list: [TemplateValue]? {
        switch self {
        case .values, .path, .structure(.array, _): elements?.map(\.value)
        case .structure, .map, .null, .bool, .number, .string, .object: nil
        }
    }

    /// The member with this name, or the element at this index; nil if there is none.
    func member(_ name: String) -> TemplateValue? {
        switch self {
        case .map(let members): return members.first { $0.key == name }?.value
        case .structure(.object(let object), let origin): return object[name].map { TemplateValue($0, origin.within) }
        case .values(let values) where name == "first": return values.first.map { .string($0) }
        case .values(let values) where name == "last": return values.last.map { .string($0) }
        case .values(let values): return Self.index(name, values.count).map { .string(values[$0]) }
        case .path(_, let segments): return Self.index(name, segments.count).map { .string(segments[$0]) }
        case .structure(.array(let elements), let origin):
            return Self.index(name, elements.count).map { TemplateValue(elements[$0], origin.within) }
        case .structure, .null, .bool, .number, .string, .object: return nil
        }
    }

    private static func index(_ name: String, _ count: Int) -> Int? {
        Int(name).flatMap { (0..<count).contains($0) ? $0 : nil }
    }

    /// Whether Java's `equals` holds, or both are the same number.
    func isEqual(to other: TemplateValue, _ work: inout WorkBudget) -> Bool {
        guard work.spend(10 + 20 * ((count ?? 0) + (other.count ?? 0))) else { return false }
        switch (self, other) {
        case (.null, .null): return true
        case (.bool(let left), .bool(let right)): return left == right
        case (.number(let left), .number(let right)): return left.double == right.double
        case (.string(let left), .string(let right)):
            return work.spend(left.utf8.count / 16) && left.isIdentical(to: right)
        case (.object(let left), .object(let right)): return left == right
        case (.map, .map), (.structure(.object, _), .structure(.object, _)), (.map, .structure(.object, _)),
            (.structure(.object, _), .map):
            guard let left = elements, let right = other.elements, left.count == right.count else { return false }
            return left.allSatisfy { member in
                right.first { $0.key == member.key }.map { member.value.isEqual(to: $0.value, &work) } ?? false
            }
        case (.values, _), (.path, _), (.structure(.array, _), _):
            guard let left = list, let right = other.list, left.count == right.count else { return false }
            return zip(left, right).allSatisfy { $0.isEqual(to: $1, &work) }
        case (.null, _), (.bool, _), (.number, _), (.string, _), (.object, _), (.map, _), (.structure, _):
            return false
        }
    }
}

extension TemplateValue.Origin {
    /// The origin of values within.
    var within: Self { self == .parameters ? .parameters : .element }
}
