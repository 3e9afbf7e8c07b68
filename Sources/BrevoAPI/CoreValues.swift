public import BrevoCore
public import JSON

// How the domain's values are written in bodies, paths and state documents alike.

extension EmailAddress: TextFieldValue {
    /// The form.
    public static var schema: JSONSchema { .string(format: "email") }
    /// Reads the text.
    public init?(fieldText text: String) { self.init(text) }
    /// The text.
    public var fieldText: String { text }
}

extension ObjectID: TextFieldValue {
    /// The form.
    public static var schema: JSONSchema { .string(format: "object-id") }
    /// Reads the text.
    public init?(fieldText text: String) { self.init(text) }
    /// The text.
    public var fieldText: String { description }
}

extension Timestamp: TextFieldValue {
    /// The form.
    public static var schema: JSONSchema { .string(format: "date-time") }
    /// Reads the text.
    public init?(fieldText text: String) { self.init(text) }
    /// The text.
    public var fieldText: String { description }
}

extension Plan: TextFieldValue {}
extension Invitation.Status: TextFieldValue {}
extension AccessLevel: TextFieldValue {}
extension Access.Level: TextFieldValue {}
