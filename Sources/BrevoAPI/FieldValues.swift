internal import BrevoCore
internal import JSON

/// A value that a field of a body holds; what is wrong with it is a refusal of the API.
protocol BodyValue: Sendable {
    static var schema: JSONSchema { get }
    init(_ request: inout RequestReader, _ name: String, at position: JSONDocument.Position) throws(Refusal)
    /// The value as JSON, for an example.
    var encoded: [UInt8] { get }
    /// Whether an empty array counts as missing.
    static var isAbsentIfEmpty: Bool { get }
    /// The refusals of a value that is malformed: a sample of each.
    static func refusals(of name: String) -> [Refusal]
}

extension BodyValue {
    static func refusals(of name: String) -> [Refusal] { [.invalidField(name, expected: schema.words)] }
    static var isAbsentIfEmpty: Bool { false }
}

extension BodyValue where Self: FieldValue {
    init(_ request: inout RequestReader, _ name: String, at position: JSONDocument.Position) throws(Refusal) {
        guard let value = Self(request.body, at: position) else {
            throw .invalidField(name, expected: Self.schema.words)
        }
        self = value
    }
}

/// A value that a parameter of a path or a query has.
protocol ParameterValue: TextFieldValue {
    /// The refusal of a text that is not such a value.
    static func refusal(_ name: String, _ text: String) -> Refusal
    /// Whether there are texts that are not such a value.
    static var canBeMalformed: Bool { get }
}

extension ParameterValue {
    static var canBeMalformed: Bool { true }

    static func refusal(_ name: String, _ text: String) -> Refusal {
        .invalidParameter(name, expected: schema.words)
    }
}

extension Bool: BodyValue {}
extension String: ParameterValue {
    static var canBeMalformed: Bool { false }
}

extension [String]: BodyValue {}

extension EmailAddress: BodyValue, ParameterValue {
    static func refusal(_ name: String, _ text: String) -> Refusal { .invalidEmailAddress(text) }
    static func refusals(of name: String) -> [Refusal] {
        [.invalidEmailAddress(""), .invalidField(name, expected: "a string")]
    }

    init(_ request: inout RequestReader, _ name: String, at position: JSONDocument.Position) throws(Refusal) {
        guard let text = request.body.string(at: position) else { throw .invalidField(name, expected: "a string") }
        guard let address = Self(text) else { throw .invalidEmailAddress(text) }
        self = address
    }
}

/// A name or an address of a page: 1 to 255 characters, as nothing is documented.
struct ShortText: BodyValue, ExpressibleByStringLiteral {
    let text: String

    static let lengths = 1...255
    static var schema: JSONSchema { .string() }
    var encoded: [UInt8] { text.encoded }

    init(stringLiteral text: String) { self.text = text }

    init(_ request: inout RequestReader, _ name: String, at position: JSONDocument.Position) throws(Refusal) {
        guard let text = request.body.string(at: position), Self.lengths.contains(text.unicodeScalars.count) else {
            let (least, most) = (Self.lengths.lowerBound, Self.lengths.upperBound)
            throw .invalidField(name, expected: "a string of \(least) to \(most) characters")
        }
        self.text = text
    }
}

/// One of a closed set of words.
struct Word<Choice: RawRepresentable<String> & CaseIterable & Sendable>: BodyValue {
    let choice: Choice

    static var schema: JSONSchema { .choice(Choice.allCases.map(\.rawValue)) }
    var encoded: [UInt8] { choice.rawValue.encoded }

    init(_ choice: Choice) { self.choice = choice }

    init(_ request: inout RequestReader, _ name: String, at position: JSONDocument.Position) throws(Refusal) {
        guard let choice = request.body.string(at: position).flatMap(Choice.init) else {
            throw .invalidField(name, expected: Self.schema.words)
        }
        self.choice = choice
    }
}

/// The id of a sub-account: a positive whole number.
struct SubAccountID: BodyValue, ParameterValue, ExpressibleByIntegerLiteral {
    let number: SubAccount.Number

    static let range = 1...Int.max
    static var schema: JSONSchema { .integer(range) }
    var fieldText: String { "\(number)" }
    var encoded: [UInt8] { Array(fieldText.utf8) }

    init(integerLiteral value: Int) { number = value }

    init?(fieldText text: String) {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let value = Int(text),
            value > 0
        else { return nil }
        number = value
    }

    init?(_ document: JSONDocument, at position: JSONDocument.Position) {
        guard let value = document.number(at: position)?.int, value > 0 else { return nil }
        number = value
    }

    func write(to json: inout JSONWriter) { json.int(number) }
}

/// An array of sub-account ids.
struct SubAccountIDs: BodyValue {
    let numbers: [SubAccount.Number]

    static var schema: JSONSchema { .array(SubAccountID.schema) }
    var encoded: [UInt8] { Array("[\(numbers.map(String.init).joined(separator: ","))]".utf8) }

    init(_ numbers: [SubAccount.Number]) { self.numbers = numbers }

    init(_ request: inout RequestReader, _ name: String, at position: JSONDocument.Position) throws(Refusal) {
        guard let ids = [SubAccountID](request.body, at: position) else {
            throw .invalidField(name, expected: "an array of positive whole numbers")
        }
        numbers = ids.map(\.number)
    }
}
