/// The form of a JSON value, as JSON Schema 2020-12 (the dialect of OpenAPI 3.1) and in words.
public indirect enum JSONSchema: Sendable, Equatable {
    /// A string, optionally of a format that JSON Schema names.
    case string(format: String? = nil)
    /// One of these strings.
    case choice([String])
    /// `true` or `false`.
    case boolean
    /// A whole number within a range.
    case integer(ClosedRange<Int>)
    /// A number within a range; fractions are allowed.
    case number(ClosedRange<Double>)
    /// An array whose elements have one form.
    case array(JSONSchema, minimumCount: Int = 0)
    /// An object with these properties, in order.
    case object([Property], requires: Condition? = nil)
    /// An object with any keys and values of one form.
    case map(JSONSchema)
    /// `null`.
    case null
    /// A value of any of these forms.
    case anyOf([JSONSchema])
    /// Any JSON value.
    case any

    /// A property of an object, or a parameter of a request.
    public struct Property: Sendable, Equatable {
        /// The key.
        public var name: String
        /// The form of the value.
        public var schema: JSONSchema
        /// Whether the property may be missing.
        public var isRequired: Bool
        /// What the property is for, in a sentence; empty if the name suffices.
        public var summary: String
        /// An encoded example; nil for none.
        public var example: [UInt8]?

        /// Creates a property.
        public init(
            _ name: String,
            _ schema: JSONSchema,
            isRequired: Bool = false,
            summary: String = "",
            example: [UInt8]? = nil
        ) {
            (self.name, self.schema, self.isRequired) = (name, schema, isRequired)
            (self.summary, self.example) = (summary, example)
        }
    }

    /// A property that is required only while a flag of the same object has a certain value.
    public struct Condition: Sendable, Equatable {
        /// The flag.
        public var flag: String
        /// The value of the flag.
        public var value: Bool
        /// The property that is then required.
        public var property: String

        /// Creates a condition.
        public init(property: String, requiredWhere flag: String, is value: Bool) {
            (self.property, self.flag, self.value) = (property, flag, value)
        }
    }

    /// The properties of the object, which may be one of several forms; nil if none is an object.
    public var properties: [Property]? {
        switch self {
        case .object(let properties, _): properties
        case .anyOf(let schemas): schemas.lazy.compactMap(\.properties).first
        case .string, .choice, .boolean, .integer, .number, .array, .map, .null, .any: nil
        }
    }

    /// What a message says the value must be: `a whole number from 1 to 100`.
    public var words: String {
        switch self {
        case .string(let format?): "a string: \(Self.formatWords[format] ?? format)"
        case .string(nil): "a string"
        case .choice(let words): "one of \(words.joined(separator: ", "))"
        case .boolean: "true or false, not a string or a number"
        case .integer(let range) where range.upperBound == .max: "a whole number, \(range.lowerBound) or more"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range): "a number from \(Self.text(range.lowerBound)) to \(Self.text(range.upperBound))"
        case .array(.string(nil), _): "an array of strings"
        case .array(.object(let properties, _), _):
            "an array of {\(properties.map { "\"\($0.name)\"" }.joined(separator: ", "))}"
        case .array(let element, _): "an array, each element \(element.words)"
        case .object, .map: "an object"
        case .null: "null"
        case .anyOf(let schemas): schemas.map(\.words).joined(separator: ", or ")
        case .any: "a JSON value"
        }
    }

    private static let formatWords = [
        "date-time": "a time as RFC 3339 writes it: 2026-11-20T09:00:00Z",
        "email": "an email address",
        "object-id": "24 lowercase hexadecimal digits",
        "duration": "a duration as ISO 8601 writes it, in weeks, days, hours, minutes, seconds: PT73H",
    ]

    static func text(_ number: Double) -> String {
        Int(exactly: number).map { String($0) } ?? "\(number)"
    }
}
