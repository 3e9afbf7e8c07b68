/// A value that a field of a document holds: its form, how it is read and how it is written.
///
/// `Int` does not conform, so that each whole number is read by a call that names its range.
public protocol FieldValue: Sendable, Equatable {
    /// The form of the value.
    static var schema: JSONSchema { get }
    /// Reads the value at a position; nil if it has another form.
    init?(_ document: JSONDocument, at position: JSONDocument.Position)
    /// Writes the value.
    func write(to json: inout JSONWriter)
}

extension FieldValue {
    /// The value as JSON.
    public var encoded: [UInt8] {
        var json = JSONWriter(reservingCapacity: 32)
        write(to: &json)
        return json.bytes
    }
}

/// A value that is a string in JSON, and text in a path or a query.
public protocol TextFieldValue: FieldValue {
    /// Reads the value from its text; nil if the text is not such a value.
    init?(fieldText text: String)
    /// The text of the value.
    var fieldText: String { get }
}

extension TextFieldValue {
    /// Any string.
    @inlinable public static var schema: JSONSchema { .string() }

    /// Reads a string.
    @inlinable
    public init?(_ document: JSONDocument, at position: JSONDocument.Position) {
        guard let text = document.string(at: position) else { return nil }
        self.init(fieldText: text)
    }

    /// Writes the text as a string.
    @inlinable public func write(to json: inout JSONWriter) { json.string(fieldText) }
}

/// One of a closed set of strings.
extension TextFieldValue where Self: RawRepresentable<String> & CaseIterable {
    /// The strings.
    @inlinable public static var schema: JSONSchema { .choice(allCases.map(\.rawValue)) }
    /// Takes one of the strings.
    @inlinable public init?(fieldText text: String) { self.init(rawValue: text) }
    /// The string.
    @inlinable public var fieldText: String { rawValue }
}

extension String: TextFieldValue {
    /// Takes the text as it is.
    @inlinable public init?(fieldText text: String) { self = text }
    /// The string itself.
    @inlinable public var fieldText: String { self }
}

extension Bool: FieldValue {
    /// `true` or `false`.
    @inlinable public static var schema: JSONSchema { .boolean }

    /// Reads `true` or `false`, never `1` or `"true"`.
    @inlinable
    public init?(_ document: JSONDocument, at position: JSONDocument.Position) {
        guard let value = document.bool(at: position) else { return nil }
        self = value
    }

    /// Writes the value.
    @inlinable public func write(to json: inout JSONWriter) { json.bool(self) }
}

extension Array: FieldValue where Element: FieldValue {
    /// An array of such elements.
    @inlinable public static var schema: JSONSchema { .array(Element.schema) }

    /// Reads an array; nil if an element has another form.
    @inlinable
    public init?(_ document: JSONDocument, at position: JSONDocument.Position) {
        guard let elements = document.elements(at: position) else { return nil }
        self = []
        for element in elements {
            guard let value = Element(document, at: element) else { return nil }
            append(value)
        }
    }

    /// Writes the elements.
    @inlinable
    public func write(to json: inout JSONWriter) {
        json.array { json in
            for element in self { element.write(to: &json) }
        }
    }
}

extension JSONValue: FieldValue {
    /// Any JSON value.
    public static var schema: JSONSchema { .any }

    /// Reads whatever is at the position.
    public init?(_ document: JSONDocument, at position: JSONDocument.Position) {
        self = document.value(at: position)
    }

    /// Writes the value.
    public func write(to json: inout JSONWriter) { json.value(self) }
}
