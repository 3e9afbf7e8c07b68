/// The fields of a ``JSONRecord`` while it is read, written or described.
///
/// `@inlinable`, because unspecialized generics would double the time to read a user.
public struct RecordFields<Context>: ~Copyable {
    @usableFromInline
    enum Mode { case reading, writing, describing }

    @usableFromInline let mode: Mode
    @usableFromInline let document: JSONDocument
    /// What the declarations need beside the values.
    public var context: Context
    /// Every fault so far, 100 at most.
    public private(set) var faults: [DocumentFault] = []
    @usableFromInline var properties: [JSONSchema.Property] = []
    /// Whether null is a fault; else it counts as absent.
    @usableFromInline var refusesNull = false
    @usableFromInline var writer: JSONWriter
    /// The object being read, and how many of its members have been asked for.
    @usableFromInline var object = JSONDocument.Position.root
    @usableFromInline var found = 0
    /// The path to that object.
    @usableFromInline var path: [RecordStep] = []

    init(_ mode: Mode, _ document: JSONDocument, _ context: Context, pretty: Bool = false) {
        (self.mode, self.document, self.context) = (mode, document, context)
        writer = JSONWriter(pretty: pretty)
    }

    /// Whether values are read, so that whatever is derived from them must be computed again.
    @inlinable public var isReading: Bool { mode == .reading }
    /// Whether values are written, which must not change them.
    @inlinable public var isWriting: Bool { mode == .writing }
    /// Whether fields are only described, so that no value counts.
    @inlinable public var isDescribing: Bool { mode == .describing }

    /// Declares a field by its parts; all other declarations use this one.
    ///
    /// - Returns: Whether a value was read.
    @discardableResult
    @inlinable
    public mutating func field(
        _ name: String,
        _ schema: @autoclosure () -> JSONSchema,
        isRequired: Bool = false,
        _ summary: StaticString = "",
        example: @autoclosure () -> [UInt8]? = nil,
        write: (inout JSONWriter) -> Void,
        read: (JSONDocument, JSONDocument.Position) -> Bool
    ) -> Bool {
        switch mode {
        case .writing:
            writer.key(name)
            write(&writer)
        case .describing:
            properties.append(
                .init(name, schema(), isRequired: isRequired, summary: summary.description, example: example())
            )
        case .reading:
            guard let position = position(of: name) else {
                if isRequired { addFault("\(name) is missing") }
                return false
            }
            if read(document, position) { return true }
            addFault("\(name) must be \(schema().words)", at: name)
        }
        return false
    }

    /// Where a member's value is; nil if it is missing or null.
    @usableFromInline
    mutating func position(of name: String) -> JSONDocument.Position? {
        guard let position = document[name, in: object] else { return nil }
        found += 1
        return document.isNull(at: position) && !refusesNull ? nil : position
    }

    /// Whether the object being read has a member of this name that is not null.
    public func has(_ name: String) -> Bool {
        document[name, in: object].map { !document.isNull(at: $0) } ?? false
    }

    /// Whether the object being read has a member that no field so far has declared.
    public var hasOtherMembers: Bool { document.memberCount(at: object) != found }

    /// Whether the object being read has null under this name.
    public func hasNull(_ name: String) -> Bool {
        document[name, in: object].map { document.isNull(at: $0) } ?? false
    }

    /// Whether the object being read has an empty array of this name.
    public func hasEmptyArray(_ name: String) -> Bool {
        document[name, in: object].map { document.isEmptyArray(at: $0) } ?? false
    }
}

// Objects within objects.
extension RecordFields {
    /// Declares an object.
    ///
    /// - Returns: Whether it was read.
    @discardableResult
    @inlinable
    public mutating func record<Part: JSONRecord>(_ name: String, _ part: inout Part, _ summary: StaticString = "")
        -> Bool
    where Part.Context == Context {
        switch mode {
        case .reading:
            guard let position = position(of: name) else { return false }
            path.append(.key(name))
            readObject(&part, at: position)
            path.removeLast()
            return true
        case .writing:
            writer.key(name)
            writeObject(part)
        case .describing:
            properties.append(.init(name, part.schema(in: context), summary: summary.description))
        }
        return false
    }

    /// Declares an object that is null while it is nil.
    ///
    /// - Parameter blank: The value that it has before its fields are read.
    @inlinable
    public mutating func nullableRecord<Part: JSONRecord>(
        _ name: String,
        _ part: inout Part?,
        blank: Part,
        _ summary: StaticString = ""
    ) where Part.Context == Context {
        switch mode {
        case .reading:
            var read = blank
            part = record(name, &read) ? read : nil
        case .writing:
            writer.key(name)
            if let part { writeObject(part) } else { writer.null() }
        case .describing:
            let schema = JSONSchema.anyOf([blank.schema(in: context), .null])
            properties.append(.init(name, schema, summary: summary.description))
        }
    }

    /// Declares an array of objects; a missing array is an empty one.
    ///
    /// - Parameters:
    ///   - parts: The objects to write; a copy, since writing must not modify what contains them.
    ///   - blank: The value that an element has before its fields are read.
    ///   - append: Takes each element that was read, and may add faults about it.
    @inlinable
    public mutating func records<Part: JSONRecord>(
        _ name: String,
        _ parts: some Collection<Part>,
        omitsEmpty: Bool = false,
        _ summary: StaticString = "",
        blank: (inout Context) -> Part,
        append: (Part, inout RecordFields) -> Void
    ) where Part.Context == Context {
        switch mode {
        case .reading: readElements(name, blank, append)
        case .writing:
            if parts.isEmpty, omitsEmpty { return }
            writer.key(name)
            let array = writer.open(.array)
            for part in parts { writeObject(part) }
            writer.close(array)
        case .describing:
            var copy = context
            properties.append(.init(name, .array(blank(&copy).schema(in: context)), summary: summary.description))
        }
    }

    @inlinable
    mutating func readElements<Part: JSONRecord>(
        _ name: String,
        _ blank: (inout Context) -> Part,
        _ append: (Part, inout RecordFields) -> Void
    ) where Part.Context == Context {
        guard let position = position(of: name) else { return }
        guard let elements = document.elements(at: position) else {
            return addFault("\(name) must be an array", at: name)
        }
        path += [.key(name), .index(0)]
        for (index, element) in elements.enumerated() {
            path[path.count - 1] = .index(index)
            var part = blank(&context)
            if readObject(&part, at: element) { append(part, &self) }
        }
        path.removeLast(2)
    }

    /// Reads an object; anything else is a fault, and then read as an object without members.
    ///
    /// - Returns: Whether the value is an object, or a string that stands for one.
    @discardableResult
    @inlinable
    mutating func readObject<Part: JSONRecord>(_ part: inout Part, at position: JSONDocument.Position) -> Bool
    where Part.Context == Context {
        if Part.allowsShorthand, let text = document.string(at: position), part.readShorthand(text) { return true }
        let isObject = document.isObject(at: position)
        if !isObject { addFault("this must be \(part.schema(in: context).words)") }
        let outside = (object, found)
        (object, found) = (position, 0)
        part.declareFields(&self)
        // Names are compared only if there is a member that no field has declared.
        if isObject, document.memberCount(at: position) != found {
            addUnknownFields(at: position, in: part.schema(in: context))
        }
        (object, found) = outside
        return isObject
    }

    @inlinable
    mutating func writeObject<Part: JSONRecord>(_ part: Part) where Part.Context == Context {
        if let shorthand = part.shorthand { return writer.string(shorthand) }
        let object = writer.open(.object)
        var copy = part
        copy.declareFields(&self)
        writer.close(object)
    }
}

// Faults.
extension RecordFields {
    /// Adds a fault that only the record itself can see: of a field, or of the whole object.
    public mutating func addFault(_ message: String, at name: String? = nil) {
        addFault(message) { name.map($0.appending) ?? $0 }
    }

    /// Adds a fault of an element of an array.
    public mutating func addFault(_ message: String, at index: Int, of name: String) {
        addFault(message) { $0.appending(name).appending(index) }
    }

    /// Adds a fault at a place within the record.
    public mutating func addFault(_ message: String, _ place: (JSONPointer) -> JSONPointer) {
        // Nobody reads more than a hundred.
        guard faults.count < 100 else { return }
        faults.append(DocumentFault(pointer: place(pointer), message: message))
    }

    /// Where the record is in the document.
    public var pointer: JSONPointer {
        path.reduce(JSONPointer.root) { pointer, step in
            switch step {
            case .key(let key): pointer.appending(key)
            case .index(let index): pointer.appending(index)
            }
        }
    }

    @usableFromInline
    mutating func addUnknownFields(at position: JSONDocument.Position, in schema: JSONSchema) {
        guard let properties = schema.properties, let members = document.members(at: position) else { return }
        let known = properties.map(\.name)
        for (key, _) in members {
            guard let name = document.string(at: key), !known.contains(name) else { continue }
            addFault("this field is not known here; there are \(known.joined(separator: ", "))", at: name)
        }
    }
}

/// A step on the path to an object of a document.
@usableFromInline
enum RecordStep {
    case key(String)
    case index(Int)
}
