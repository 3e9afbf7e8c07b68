import JSON
import Testing

@Suite struct JSONPointerTests {
    /// The document of RFC 6901 §5.
    private static let document: JSONValue = [
        "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8,
    ]

    @Test(
        arguments: [
            ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/foo/1", "baz"), ("/", 0), ("/a~1b", 1), ("/c%d", 2),
            ("/e^f", 3),
            ("/g|h", 4), ("/i\\j", 5), ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8),
        ] as [(String, JSONValue)]
    )
    func `the examples of RFC 6901 lead where it says`(text: String, value: JSONValue) throws {
        let pointer = try #require(JSONPointer(text))
        #expect(pointer.resolve(in: Self.document) == value)
        #expect(pointer.description == text)
    }

    @Test func `the root is the whole document`() {
        #expect(JSONPointer("") == .root)
        #expect(JSONPointer.root.description.isEmpty)
        #expect(JSONPointer.root.resolve(in: Self.document) == Self.document)
    }

    @Test(arguments: [
        "/bar", "/foo/2", "/foo/-", "/foo/-1", "/foo/00", "/foo/01", "/foo/+1", "/foo/", "/foo/0/x",
        "/foo/99999999999999999999",
    ])
    func `a pointer to nothing finds nothing`(text: String) throws {
        #expect(try #require(JSONPointer(text)).resolve(in: Self.document) == nil)
    }

    @Test(arguments: ["foo", "#/foo", "/a~", "/a~2", "/~/b", "/a/~~0"])
    func `what is no pointer is refused`(text: String) {
        #expect(JSONPointer(text) == nil)
    }

    @Test func `a pointer is built step by step and read back`() {
        let pointer = JSONPointer.root.appending("accounts").appending(0).appending("a/~b~1").appending("")
        #expect(pointer.description == "/accounts/0/a~1~0b~01/")
        #expect(JSONPointer(pointer.description) == pointer)
        #expect(pointer.tokens == ["accounts", "0", "a/~b~1", ""])
    }

    @Test func `an index may be a key of an object`() {
        #expect(JSONPointer.root.appending(0).resolve(in: ["0": "zero"]) == "zero")
    }
}
