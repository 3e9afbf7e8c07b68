internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// The fields of a body. Null counts as absent throughout.
extension JSONDocument {
    /// Where a field's value stands; nil where there is none.
    func field(_ name: String, in object: Position = .root) -> Position? {
        guard let position = self[name, in: object], !isNull(at: position) else { return nil }
        return position
    }

    /// A field that must be there.
    @discardableResult
    func present(_ name: String, in object: Position = .root) throws(APIError) -> Position {
        guard let position = field(name, in: object) else { throw .missingField(name) }
        return position
    }

    /// A text; nil where there is none.
    func text(_ name: String) throws(APIError) -> String? {
        guard let position = field(name) else { return nil }
        guard let text = string(at: position), (1...Self.longestText).contains(text.unicodeScalars.count) else {
            throw .invalidField(name, expected: "a string of 1 to \(Self.longestText) characters")
        }
        return text
    }

    /// The most characters of a name, or of an address of a page (INF).
    private static let longestText = 255

    /// A text that must be there.
    func requireText(_ name: String) throws(APIError) -> String {
        guard let text = try text(name) else { throw .missingField(name) }
        return text
    }

    /// One of these words; nil where there is none.
    func choice(_ name: String, of words: [String]) throws(APIError) -> String? {
        guard let position = field(name) else { return nil }
        guard let word = string(at: position), words.contains(word) else {
            throw .invalidField(name, expected: "one of \(words.joined(separator: ", "))")
        }
        return word
    }

    /// An e-mail address that must be there.
    func emailAddress(_ name: String) throws(APIError) -> EmailAddress {
        guard let position = self[name] else { throw Self.noString(in: name) }
        return try emailAddress(at: position, of: name)
    }

    /// The e-mail address that stands there, in the field of this name.
    func emailAddress(at position: Position, of name: String) throws(APIError) -> EmailAddress {
        guard let text = string(at: position) else { throw Self.noString(in: name) }
        return try EmailAddress(parameter: text)
    }

    /// Texts; none where there is no list of them.
    func strings(_ name: String) throws(APIError) -> [String] {
        guard let position = field(name) else { return [] }
        guard let elements = elements(at: position) else { throw Self.noStrings(in: name) }
        var strings: [String] = []
        for element in elements {
            guard let string = string(at: element) else { throw Self.noStrings(in: name) }
            strings.append(string)
        }
        return strings
    }

    /// The refusal of what is no text.
    static func noString(in name: String) -> APIError { .invalidField(name, expected: "a string") }

    /// The refusal of what is no list of texts.
    static func noStrings(in name: String) -> APIError { .invalidField(name, expected: "an array of strings") }

    /// A sub-account's id that must be there.
    func subAccountID(_ name: String, orRefuse refusal: APIError) throws(APIError) -> SubAccount.Number {
        guard let number = number(at: try present(name))?.int, number > 0 else { throw refusal }
        return number
    }

    /// Ids of sub-accounts; nil where there is no list of them.
    func subAccountIDs(_ name: String, orRefuse refusal: APIError) throws(APIError) -> [SubAccount.Number]? {
        guard let position = field(name) else { return nil }
        guard let elements = elements(at: position) else { throw refusal }
        var numbers: [SubAccount.Number] = []
        for element in elements {
            guard let number = number(at: element)?.int, number > 0 else { throw refusal }
            numbers.append(number)
        }
        return numbers
    }

    /// The names of members that mean nothing here.
    func unknownFields(besides known: [String], in object: Position = .root) -> [String] {
        var unknown: [String] = []
        guard let members = members(at: object) else { return unknown }
        search: for (key, _) in members {
            for name in known where equals(name, at: key) { continue search }
            if let name = string(at: key) { unknown.append(name) }
        }
        return unknown
    }

    /// What a person should know of members that were ignored, as the service ignores them.
    static func hint(aboutUnknown names: [String]) -> String {
        "Ignored, being no fields of this call: \(names.joined(separator: ", "))."
    }
}

extension EmailAddress {
    /// The address in a body or a path, or the service's refusal.
    init(parameter text: String) throws(APIError) {
        guard let address = EmailAddress(text) else { throw .invalidEmailAddress(text) }
        self = address
    }
}

extension HTTPResponse {
    /// The answer with a hint, where fields were ignored.
    func ignoring(_ names: [String]) -> HTTPResponse {
        guard !names.isEmpty else { return self }
        var response = self
        response.addHint(JSONDocument.hint(aboutUnknown: names))
        return response
    }

    /// `{"id":…}` of something that was made.
    static func created(id: String) -> HTTPResponse {
        .json(.created) { $0.member("id", id) }
    }
}

extension SubAccount {
    /// The number in a path; nil unless it is a positive whole one.
    static func number(inPath text: String) -> Number? {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let number = Number(text),
            number > 0
        else { return nil }
        return number
    }
}

extension Timestamp {
    /// Whole seconds since 1970.
    var unixSeconds: Int { Int(milliseconds / 1000) }

    /// RFC 3339 to the second, with the offset that answers about groups write: `2024-02-09T06:14:40+00:00`.
    var withOffset: String { "\(description.prefix(19))+00:00" }
}
