/// A value that is one JSON object, whose fields are declared once: the same lines read a document, write one and
/// describe its schema.
public protocol JSONRecord<Context> {
    /// What the declarations need beside the value, such as the current time.
    associatedtype Context = Void
    /// Declares each field together with the property that holds its value.
    mutating func declareFields(_ fields: inout RecordFields<Context>)
    /// The string that is written in place of the object; nil to write the object.
    var shorthand: String? { get }
    /// Reads a string in place of an object.
    ///
    /// - Returns: Whether the string is valid.
    mutating func readShorthand(_ text: String) -> Bool
    /// Whether a string is accepted in place of the object.
    static var allowsShorthand: Bool { get }
}

extension JSONRecord {
    /// Writes the object.
    public var shorthand: String? { nil }
    /// Accepts no string.
    public mutating func readShorthand(_ text: String) -> Bool { false }
    /// Accepts no string.
    public static var allowsShorthand: Bool { false }
}

/// What is wrong with a document, and where.
public struct DocumentFault: Error, Sendable, Hashable {
    /// Where (RFC 6901); empty for the whole document.
    public let pointer: JSONPointer
    /// What, for a person.
    public let message: String

    /// Creates a fault.
    public init(pointer: JSONPointer, message: String) {
        (self.pointer, self.message) = (pointer, message)
    }
}

extension JSONRecord {
    /// Reads a document into this value, which supplies what the document leaves out.
    ///
    /// - Parameter refusesNull: Whether null is a fault; else it counts as absent.
    /// - Returns: All faults, 100 at most; the value counts only if there are none.
    public mutating func read(
        _ document: JSONDocument,
        in context: Context,
        refusesNull: Bool = false
    ) -> [DocumentFault] {
        var fields = RecordFields(.reading, document, context)
        fields.refusesNull = refusesNull
        fields.readObject(&self, at: .root)
        return fields.faults
    }

    /// The value as a document.
    public func encoded(in context: Context, pretty: Bool = false) -> [UInt8] {
        var fields = RecordFields(.writing, .emptyObject, context, pretty: pretty)
        fields.writeObject(self)
        return fields.writer.bytes
    }

    /// The form of such documents.
    public func schema(in context: Context) -> JSONSchema {
        var fields = RecordFields(.describing, .emptyObject, context)
        var copy = self
        copy.declareFields(&fields)
        let object = JSONSchema.object(fields.properties)
        return Self.allowsShorthand ? .anyOf([.string(), object]) : object
    }
}

extension JSONRecord where Context == Void {
    /// Reads a document into this value, which supplies what the document leaves out.
    public mutating func read(_ document: JSONDocument, refusesNull: Bool = false) -> [DocumentFault] {
        read(document, in: (), refusesNull: refusesNull)
    }
    /// The value as a document.
    public func encoded() -> [UInt8] { encoded(in: ()) }
    /// The form of such documents.
    public func schema() -> JSONSchema { schema(in: ()) }
}
