import JSON
import Testing

/// RFC 6902 §4, its operations applied.
@Suite struct JSONPatchApplyingTests {
    @Test(arguments: [
        (#"{"a":1}"#, #"[{"op":"add","path":"/b","value":2}]"#, #"{"a":1,"b":2}"#),
        (#"{"a":1}"#, #"[{"op":"add","path":"/a","value":2}]"#, #"{"a":2}"#),
        (#"[1,3]"#, #"[{"op":"add","path":"/1","value":2}]"#, #"[1,2,3]"#),
        (#"[1]"#, #"[{"op":"add","path":"/-","value":2}]"#, #"[1,2]"#),
        (#"{"a":[{"b":1}]}"#, #"[{"op":"replace","path":"/a/0/b","value":[]}]"#, #"{"a":[{"b":[]}]}"#),
        (#"[1,2,3]"#, #"[{"op":"replace","path":"/1","value":9}]"#, #"[1,9,3]"#),
        (#"[1,2,3]"#, #"[{"op":"remove","path":"/0"}]"#, #"[2,3]"#),
        (#"{"a":1,"b":2}"#, #"[{"op":"remove","path":"/a"}]"#, #"{"b":2}"#),
        (#"{"a":1,"b":{}}"#, #"[{"op":"move","from":"/a","path":"/b/c"}]"#, #"{"b":{"c":1}}"#),
        (#"{"a":[1]}"#, #"[{"op":"copy","from":"/a/0","path":"/a/-"}]"#, #"{"a":[1,1]}"#),
        (#"{"a~/b":1}"#, #"[{"op":"test","path":"/a~0~1b","value":1}]"#, #"{"a~/b":1}"#),
        (#"{"a":1}"#, #"[{"op":"add","path":"","value":null}]"#, "null"),
        (#"{"a":null}"#, #"[{"op":"replace","path":"/a","value":1}]"#, #"{"a":1}"#),
    ])
    func `an operation changes what it names`(document: String, patch: String, expected: String) throws {
        #expect(try apply(patch, to: document) == expected)
    }

    @Test(arguments: [
        #"{}"#, #"[1]"#, #"[{"op":"add","path":"/a/b","value":1}]"#, #"[{"op":"remove","path":"/none"}]"#,
        #"[{"op":"replace","path":"/none","value":1}]"#, #"[{"op":"add","path":"/list/3","value":1}]"#,
        #"[{"op":"add","path":"/list/01","value":1}]"#, #"[{"op":"remove","path":"/list/-"}]"#,
        #"[{"op":"test","path":"/one","value":2}]"#, #"[{"op":"move","from":"/list","path":"/list/0"}]"#,
        #"[{"op":"jump","path":"/one"}]"#, #"[{"op":"add","path":"one","value":1}]"#, #"[{"op":"add","path":"/one"}]"#,
    ])
    func `what cannot be applied is refused`(patch: String) {
        #expect(throws: InvalidJSONPatch.self) { try apply(patch, to: #"{"one":1,"list":[1,2]}"#) }
    }

    private func apply(_ patch: String, to document: String) throws -> String {
        let changed = try JSONParser.parse(Array(document.utf8)).applying(JSONParser.parse(Array(patch.utf8)))
        return String(decoding: changed.encoded(), as: UTF8.self)
    }
}
