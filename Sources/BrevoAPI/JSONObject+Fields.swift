internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// The fields of the master account's calls. Null counts as absent throughout.
extension JSONObject {
    /// A text; nil where there is none.
    func text(_ name: String) throws(APIError) -> String? {
        guard let value = self[name], !value.isNull else { return nil }
        guard let text = value.string, (1...Self.longestText).contains(text.unicodeScalars.count) else {
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
        guard let value = self[name], !value.isNull else { return nil }
        guard let word = value.string, words.contains(word) else {
            throw .invalidField(name, expected: "one of \(words.joined(separator: ", "))")
        }
        return word
    }

    /// A sub-account's id that must be there.
    func subAccountID(_ name: String, orRefuse refusal: APIError) throws(APIError) -> SubAccount.Number {
        guard let number = try present(name).number?.int, number > 0 else { throw refusal }
        return number
    }

    /// Ids of sub-accounts; nil where there is no list of them.
    func subAccountIDs(_ name: String, orRefuse refusal: APIError) throws(APIError) -> [SubAccount.Number]? {
        guard let value = self[name], !value.isNull else { return nil }
        guard let elements = value.array else { throw refusal }
        var numbers: [SubAccount.Number] = []
        numbers.reserveCapacity(elements.count)
        for element in elements {
            guard let number = element.number?.int, number > 0 else { throw refusal }
            numbers.append(number)
        }
        return numbers
    }

    /// The names of members that mean nothing here.
    func unknownFields(besides known: [String]) -> [String] {
        keys.filter { !known.contains($0) }
    }

    /// What a person should know of members that were ignored, as the service ignores them.
    static func hint(aboutUnknown names: [String]) -> String {
        "Ignored, being no fields of this call: \(names.joined(separator: ", "))."
    }
}

extension HTTPResponse {
    /// The answer with a hint, where fields were ignored.
    func ignoring(_ names: [String]) -> HTTPResponse {
        guard !names.isEmpty else { return self }
        var response = self
        response.addHint(JSONObject.hint(aboutUnknown: names))
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
