internal import HTTPMessage
package import JSON

/// The fields of a request while an operation reads them; without a request, the same calls describe them.
///
/// No call throws: a fault is kept, the example is returned in place of a value, and ``finish(names:)`` gives the first
/// fault in the decided order: what is missing, then what is invalid. A half-read operation is then discarded.
package struct RequestReader: ~Copyable {
    let body: JSONDocument
    let parameters: [String]
    let query: Substring?
    /// The object whose fields are read, and how many of its members have been asked for.
    private var object = JSONDocument.Position.root
    private var found = 0
    var pathCount = 0
    private var missing: Refusal?
    private var invalid: Refusal?
    private var unknown: [String] = []
    /// Whether the fields are described rather than read.
    let isDescribing: Bool
    /// The description of the fields; empty while a request is read.
    private var description = RequestDescription()

    init(parameters: [String] = [], query: Substring? = nil, body: JSONDocument = .emptyObject) {
        (self.parameters, self.query, self.body) = (parameters, query, body)
        isDescribing = false
    }

    /// A reader that describes the fields.
    private init(describing: Void) {
        (parameters, query, body) = ([], nil, .emptyObject)
        isDescribing = true
    }

    /// Describes the fields that an operation reads.
    static func describe(_ read: (inout RequestReader) -> Void) -> RequestDescription {
        var reader = RequestReader(describing: ())
        read(&reader)
        return reader.description
    }

    /// The first fault, and the names of the members that no field asked for.
    ///
    /// - Parameter names: the names of all fields; asked for only if the body has such a member.
    consuming func finish(names: () -> [String]) -> (fault: Refusal?, ignored: [String]) {
        let nested = unknown
        unknown = []
        addUnknown(prefix: "", names)
        return (missing ?? invalid, unknown + nested)
    }

    mutating func addMissing(_ refusal: Refusal) { missing = missing ?? refusal }

    mutating func addInvalid(_ refusal: Refusal) { invalid = invalid ?? refusal }

    /// The position of a field's value; nil if it is missing or null.
    @inline(__always)
    mutating func position(of name: String) -> JSONDocument.Position? {
        guard let position = body[name, in: object] else { return nil }
        found += 1
        return body.isNull(at: position) ? nil : position
    }

    /// The position of a field's value, without asking for the field.
    func peek(_ name: String) -> JSONDocument.Position? { body[name, in: object] }

    /// Reads an element of an array; an earlier fault ends the reading, because it comes first anyway.
    mutating func element<Item>(
        at position: JSONDocument.Position,
        _ read: (inout RequestReader) -> Item
    ) throws(Refusal) -> Item {
        let item = enter(position, prefix: nil, read)
        if let fault = missing ?? invalid { throw fault }
        return item
    }

    /// Reads the fields of an object within the body.
    @discardableResult
    mutating func enter<Item>(
        _ position: JSONDocument.Position,
        prefix: String?,
        _ read: (inout RequestReader) -> Item
    ) -> Item {
        let outside = (object, found)
        (object, found) = (position, 0)
        let item = read(&self)
        if let prefix {
            addUnknown(prefix: prefix) { RequestReader.describe { _ = read(&$0) }.body.map(\.name) }
        }
        (object, found) = outside
        return item
    }

    /// Compares names only if the object has a member that no field asked for.
    private mutating func addUnknown(prefix: String, _ names: () -> [String]) {
        guard body.memberCount(at: object) != found, let members = body.members(at: object) else { return }
        let names = names()
        for (key, _) in members {
            if let name = body.string(at: key), !names.contains(name) { unknown.append(prefix + name) }
        }
    }

    enum Place { case path, query, body }

    /// Adds a field to the description; false while a request is read.
    @inline(__always)
    mutating func describes(
        _ name: String,
        _ schema: @autoclosure () -> JSONSchema,
        isRequired: Bool = false,
        in place: Place,
        _ summary: StaticString,
        _ example: @autoclosure () -> [UInt8]
    ) -> Bool {
        guard isDescribing else { return false }
        let property = JSONSchema.Property(
            name,
            schema(),
            isRequired: isRequired,
            summary: summary.description,
            example: example()
        )
        switch place {
        case .path: description.path.append(property)
        case .query: description.query.append(property)
        case .body: description.body.append(property)
        }
        return true
    }

    /// Adds refusals to the description, one sample of each; does nothing while a request is read.
    mutating func describeRefusals(missing: Refusal? = nil, invalid: [Refusal] = []) {
        guard isDescribing else { return }
        if let missing { description.missing.append(missing) }
        description.invalid += invalid
    }

    /// Adds a condition to the description.
    mutating func describeCondition(_ condition: JSONSchema.Condition) {
        precondition(
            description.body.contains { $0.name == condition.flag },
            "\(condition.flag) is read before \(condition.property)"
        )
        description.condition = condition
    }

    /// Adds an object to the description.
    mutating func describeObject(_ name: String, _ summary: StaticString, _ read: (inout RequestReader) -> Void) {
        let inner = RequestReader.describe(read)
        description.body.append(.init(name, .object(inner.body), summary: summary.description))
        description.invalid.append(.invalidField(name, expected: "an object"))
    }
}

/// The fields of a request, as they describe themselves.
package struct RequestDescription: Sendable {
    /// The parameters of the path, in order.
    package internal(set) var path: [JSONSchema.Property] = []
    /// The parameters of the query.
    package internal(set) var query: [JSONSchema.Property] = []
    /// The members of the body.
    package internal(set) var body: [JSONSchema.Property] = []
    /// When a member is required only with a flag.
    package internal(set) var condition: JSONSchema.Condition?
    fileprivate(set) var missing: [Refusal] = []
    fileprivate(set) var invalid: [Refusal] = []

    /// The refusals of malformed fields, in the order of the checks: a sample of each.
    package var refusals: [Refusal] { missing + invalid }

    /// The form of the body, in which null stands for a field that is left out.
    package var bodySchema: JSONSchema { .object(Self.allowingNull(body), requires: condition) }

    private static func allowingNull(_ properties: [JSONSchema.Property]) -> [JSONSchema.Property] {
        properties.map { property in
            guard !property.isRequired else { return property }
            var property = property
            let schema = property.schema.properties.map { JSONSchema.object(allowingNull($0)) } ?? property.schema
            property.schema = .anyOf([schema, .null])
            return property
        }
    }
}
