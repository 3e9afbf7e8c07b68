public import BrevoCore
public import JSON

// How the domain's values are written in bodies, paths and state documents alike.

extension EmailAddress: TextFieldValue {
    public static var schema: JSONSchema { .string(format: "email") }
    public init?(fieldText text: String) { self.init(text) }
    public var fieldText: String { text }
}

extension ObjectID: TextFieldValue {
    public static var schema: JSONSchema { .string(format: "object-id") }
    public init?(fieldText text: String) { self.init(text) }
    public var fieldText: String { description }
}

extension Timestamp: TextFieldValue {
    public static var schema: JSONSchema { .string(format: "date-time") }
    public init?(fieldText text: String) { self.init(text) }
    public var fieldText: String { description }
}

extension Plan: TextFieldValue {}
extension Invitation.Status: TextFieldValue {}
extension AccessLevel: TextFieldValue {}
extension Access.Level: TextFieldValue {}
