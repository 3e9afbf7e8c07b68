/// A patch that cannot be applied (RFC 6902 §5).
public struct InvalidJSONPatch: Error, Sendable {
    /// The position of the operation in the patch; nil if the patch is not an array of operations.
    public let operation: Int?
    /// What is wrong.
    public let reason: String
}

extension JSONValue {
    /// The document after a patch (RFC 6902): all of its operations, or none.
    ///
    /// - Throws: ``InvalidJSONPatch`` with the first operation that cannot be carried out.
    public func applying(_ patch: JSONValue) throws(InvalidJSONPatch) -> JSONValue {
        guard let operations = patch.array else {
            throw InvalidJSONPatch(operation: nil, reason: "a patch is an array of operations")
        }
        var document = self
        for (index, operation) in operations.enumerated() {
            do throws(Fault) { try document.apply(operation) } catch {
                throw InvalidJSONPatch(operation: index, reason: error.reason)
            }
        }
        return document
    }

    private struct Fault: Error { let reason: String }

    private mutating func apply(_ operation: JSONValue) throws(Fault) {
        guard let members = operation.object, let name = members["op"]?.string else {
            throw Fault(reason: "an operation is an object with op and path")
        }
        let path = try Self.pointer("path", of: members)
        switch name {
        case "add": try change(path) { place throws(Fault) in place = try Self.value(of: members) }
        case "replace":
            guard path.resolve(in: self) != nil else { throw Fault(reason: "there is nothing at \(path)") }
            try remove(path)
            try change(path) { place throws(Fault) in place = try Self.value(of: members) }
        case "remove": try remove(path)
        case "move", "copy":
            let from = try Self.pointer("from", of: members)
            guard let value = from.resolve(in: self) else { throw Fault(reason: "there is nothing at \(from)") }
            guard name == "copy" || !path.isBelow(from) else {
                throw Fault(reason: "\(from) cannot be moved into itself")
            }
            if name == "move" { try remove(from) }
            try change(path) { place throws(Fault) in place = value }
        case "test":
            guard path.resolve(in: self) == (try Self.value(of: members)) else {
                throw Fault(reason: "\(path) has another value")
            }
        default: throw Fault(reason: "op must be one of add, remove, replace, move, copy, test")
        }
    }

    private static func pointer(_ name: String, of members: JSONObject) throws(Fault) -> JSONPointer {
        guard let pointer = members[name]?.string.flatMap({ JSONPointer($0) }) else {
            throw Fault(reason: "\(name) must be a JSON Pointer (RFC 6901)")
        }
        return pointer
    }

    private static func value(of members: JSONObject) throws(Fault) -> JSONValue {
        guard let value = members["value"] else { throw Fault(reason: "value is missing") }
        return value
    }

    private mutating func remove(_ path: JSONPointer) throws(Fault) {
        guard path.resolve(in: self) != nil else { throw Fault(reason: "there is nothing at \(path)") }
        try change(path) { place throws(Fault) in place = nil }
    }

    /// Changes the value at a pointer; a member or element that is new starts as nil, and one that is nil then goes.
    private mutating func change(
        _ path: JSONPointer,
        _ body: (inout JSONValue?) throws(Fault) -> Void
    ) throws(Fault) {
        var whole: JSONValue? = self
        try Self.change(&whole, at: path.tokens[...], body)
        self = whole ?? .null
    }

    /// Recursive along the pointer, which is no deeper than the document.
    private static func change(
        _ value: inout JSONValue?,
        at tokens: ArraySlice<String>,
        _ body: (inout JSONValue?) throws(Fault) -> Void
    ) throws(Fault) {
        guard let token = tokens.first else { return try body(&value) }
        let rest = tokens.dropFirst()
        switch value {
        case .object(var members):
            value = nil
            var member = members[token]
            guard member != nil || rest.isEmpty else { throw Fault(reason: "there is no member \(token)") }
            try change(&member, at: rest, body)
            members[token] = member
            value = .object(members)
        case .array(var elements):
            value = nil
            try change(&elements, token, rest, body)
            value = .array(elements)
        default: throw Fault(reason: "\(token) is below something that is neither an object nor an array")
        }
    }

    private static func change(
        _ elements: inout [JSONValue],
        _ token: String,
        _ rest: ArraySlice<String>,
        _ body: (inout JSONValue?) throws(Fault) -> Void
    ) throws(Fault) {
        let index = token == "-" ? elements.count : Int(token)
        guard let index, token == "-" || String(index) == token, (0...elements.count).contains(index),
            rest.isEmpty || index < elements.count
        else { throw Fault(reason: "there is no element \(token)") }
        var element = rest.isEmpty ? nil : Optional(elements[index])
        try change(&element, at: rest, body)
        switch (rest.isEmpty, element) {
        case (true, let added?): elements.insert(added, at: index)
        case (true, nil):
            guard index < elements.count else { throw Fault(reason: "there is no element \(token)") }
            elements.remove(at: index)
        case (false, let changed): elements[index] = changed ?? .null
        }
    }
}

extension JSONPointer {
    fileprivate func isBelow(_ other: JSONPointer) -> Bool {
        tokens.count > other.tokens.count && tokens.starts(with: other.tokens)
    }
}
