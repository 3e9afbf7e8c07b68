import JSON
import Testing

@Suite struct JSONDocumentTests {
    @Test(arguments: Document.accepted)
    func `a document is the value that the parser makes of the text`(document: Document) throws {
        let value = try JSONParser.parse(document.bytes)
        let read = try JSONDocument(document.bytes)
        #expect(read.value(at: .root) == value)
        #expect(read.walked(from: .root) == value)
    }

    @Test(arguments: Document.refused)
    func `a text that the parser refuses is no document`(document: Document) throws {
        let refusal = #expect(throws: JSONParser.Failure.self) { try JSONDocument(document.bytes) }
        #expect(throws: try #require(refusal)) { try JSONParser.parse(document.bytes) }
    }

    @Test func `values are only what they are`() throws {
        let document = try JSONDocument(#"{"n":null,"t":true,"f":false,"i":-1.50,"s":"a","a":[],"o":{}}"#)
        let expected: [(key: String, name: String)] = [
            ("n", "null"), ("t", "true"), ("f", "false"), ("i", "number"), ("s", "string"), ("a", "array"),
            ("o", "object"),
        ]
        for (key, name) in expected {
            let position = try #require(document[key])
            #expect(document.isNull(at: position) == (name == "null"))
            #expect(document.isObject(at: position) == (name == "object"))
            #expect(document.isString(at: position) == (name == "string"))
            #expect(document.bool(at: position) == (name == "true" ? true : name == "false" ? false : nil))
            #expect(document.number(at: position)?.literal == (name == "number" ? "-1.50" : nil))
            #expect(document.string(at: position) == (name == "string" ? "a" : nil))
            #expect((document.plainString(at: position) != nil) == (name == "string"))
            #expect((document.elements(at: position) != nil) == (name == "array"))
            #expect((document.members(at: position) != nil) == (name == "object"))
        }
    }

    @Test func `a key is found in its own object only`() throws {
        let document = try JSONDocument(#"{"a":{"b":1,"c":[{"d":2}]},"b":{"b":3}}"#)
        let inner = try #require(document["a"])
        #expect(document["b", in: inner].flatMap { document.number(at: $0)?.int } == 1)
        #expect(document["b"].flatMap { document["b", in: $0] }.flatMap { document.number(at: $0)?.int } == 3)
        #expect(document["d"] == nil)
        #expect(document["d", in: inner] == nil)
        let array = try #require(document["c", in: inner])
        #expect(document["d", in: array] == nil)
    }

    @Test(arguments: [#"{"feature":1}"#, #"{"f\u0065ature":1}"#, #"{"feature\u0020":0,"feature":1}"#])
    func `a key is found whether it is written with escapes or without`(text: String) throws {
        let document = try JSONDocument(text)
        #expect(document["feature"].flatMap { document.number(at: $0)?.int } == 1)
        #expect(document["featurE"] == nil)
        #expect(document["feat"] == nil)
    }

    @Test(arguments: [
        ("", true), ("contacts", true), (#"a b!#$[]~"#, true), ("\u{7F}", true),
        (#"cont\u0061cts"#, false), (#"\n"#, false), ("é", false), ("a😀", false),
    ])
    func `only ASCII without escapes is plain text`(content: String, isPlain: Bool) throws {
        let document = try JSONDocument("\"\(content)\"")
        let range = document.plainString(at: .root)
        #expect(range == (isPlain ? 1..<1 + content.utf8.count : nil))
        if isPlain { #expect(document.equals(content, at: .root)) }
        #expect(try document.string(at: .root) == JSONParser.parse(document.bytes).string)
    }

    @Test func `elements and members come in their order`() throws {
        let document = try JSONDocument(#"{"z":[3,[1,2],{"x":4},"s"],"a":[],"m":{"q":[]}}"#)
        let members = try #require(document.members(at: .root))
        #expect(members.map { document.string(at: $0.key) } == ["z", "a", "m"])
        let elements = try #require(document["z"].flatMap { document.elements(at: $0) })
        #expect(!elements.isEmpty)
        #expect(elements.map { document.value(at: $0) } == [3, [1, 2], ["x": 4], "s"])
        #expect(document["a"].flatMap { document.elements(at: $0) }?.isEmpty == true)
    }

    @Test(arguments: [
        #"{"a":1,"b":[2],"a":1.0,"c":3}"#, #"{"a":1,"\u0061":1,"b":[2],"c":3}"#, #"{"a":1,"b":[2],"b":[2],"c":3}"#,
        #"{"a":1,"b":[2],"c":3,"c":3,"b":[20e-1],"a":1}"#,
    ])
    func `of a repeated key with equal values, the first is kept`(text: String) throws {
        let document = try JSONDocument(text)
        #expect(document.value(at: .root) == ["a": 1, "b": [2], "c": 3])
        #expect(document.members(at: .root)?.map { document.string(at: $0.key) } == ["a", "b", "c"])
    }

    @Test(arguments: [1, 15, 16, 17, 18, 200])
    func `a key that comes twice is found among few and many`(count: Int) throws {
        let members = (0..<count).map { #""k\#($0)":{"k0":\#($0)}"# }.joined(separator: ",")
        for twice in [0, count / 2, count - 1] {
            let same = try JSONDocument("{\(members),\"k\(twice)\":{\"k0\":\(twice)}}")
            #expect(same.members(at: .root)?.reduce(0) { sum, _ in sum + 1 } == count)
            let head = "{\(members),"
            let failure = #expect(throws: JSONParser.Failure.self) { try JSONDocument("\(head)\"k\(twice)\":0}") }
            #expect(failure?.reason == .duplicateKey)
            #expect(failure?.offset == head.utf8.count)
        }
    }

    @Test func `the empty object has no members`() {
        #expect(JSONDocument.emptyObject.value(at: .root) == [:])
        #expect(JSONDocument.emptyObject["a"] == nil)
    }
}

extension JSONDocument {
    fileprivate init(_ text: String) throws(JSONParser.Failure) {
        try self.init(Array(text.utf8))
    }

    /// The value put together from what can be asked of the document.
    func walked(from position: Position) -> JSONValue {
        if let elements = elements(at: position) { return .array(elements.map { walked(from: $0) }) }
        if let members = members(at: position) {
            var object = JSONObject()
            for (key, value) in members { object.append(string(at: key) ?? "no key", walked(from: value)) }
            return .object(object)
        }
        if let bool = bool(at: position) { return .bool(bool) }
        if let number = number(at: position) { return .number(number) }
        return string(at: position).map { .string($0) } ?? .null
    }
}
