import JSON
import Testing

/// RFC 6902: a patch leads from one document to the other, and says no more than has changed.
@Suite struct JSONPatchTests {
    private static func parse(_ text: String) throws -> JSONValue {
        try JSONParser.parse(Array(text.utf8))
    }

    /// An element is known by its `id`, a string by itself.
    private static func identity(_ value: JSONValue) -> String? {
        value.object?["id"]?.string ?? value.string
    }

    static let cases: [(from: String, to: String, patch: String)] = [
        (#"{"a":1,"b":[1]}"#, #"{"b":[1.0],"a":1}"#, "[]"),
        ("1", "[]", #"[{"op":"replace","path":"","value":[]}]"#),
        (
            #"{"a":1,"c":2}"#, #"{"c":3,"d/~":null}"#,
            ##"""
            [{"op":"remove","path":"/a"},{"op":"replace","path":"/c","value":3},
             {"op":"add","path":"/d~1~0","value":null}]
            """##
        ),
        (#"{"a":null}"#, "{}", #"[{"op":"remove","path":"/a"}]"#),
        (#"["a","b","c"]"#, #"["b","c"]"#, #"[{"op":"remove","path":"/0"}]"#),
        (
            #"["a","b"]"#, #"["x","a","b","y"]"#,
            #"[{"op":"add","path":"/0","value":"x"},{"op":"add","path":"/3","value":"y"}]"#
        ),
        (
            #"["a","b","c"]"#, #"["b","c","a"]"#,
            #"[{"op":"remove","path":"/0"},{"op":"add","path":"/2","value":"a"}]"#
        ),
        (
            #"[{"id":"a","n":1},{"id":"b","n":1}]"#, #"[{"id":"b","n":2}]"#,
            #"[{"op":"remove","path":"/0"},{"op":"replace","path":"/0/n","value":2}]"#
        ),
        (
            #"["a","a","b"]"#, #"["a","b"]"#,
            #"[{"op":"remove","path":"/2"},{"op":"replace","path":"/1","value":"b"}]"#
        ),
        ("[1,[2]]", "[1,[2,3],4]", #"[{"op":"add","path":"/1/1","value":3},{"op":"add","path":"/2","value":4}]"#),
        ("[\"e\u{301}\"]", "[\"\u{e9}\"]", "[{\"op\":\"replace\",\"path\":\"/0\",\"value\":\"\u{e9}\"}]"),
    ]

    @Test(arguments: cases) func `a patch says what has changed`(from: String, to: String, patch: String) throws {
        let made = try JSONPatch(from: Self.parse(from), to: Self.parse(to), identity: Self.identity)
        #expect(try made.json == Self.parse(patch))
    }

    @Test(arguments: 0..<300 as Range<UInt64>) func `applied to the first document it gives the second`(seed: UInt64) {
        var numbers = Numbers(state: seed)
        let (from, to) = (JSONValue.random(3, &numbers), JSONValue.random(3, &numbers))
        let patch = JSONPatch(from: from, to: to, identity: Self.identity)
        #expect(patch.applied(to: from) == to)
    }

    @Test func `the first of a hundred thousand that is gone is one operation`() {
        let everybody = (0..<100_000).map { JSONValue.object(["id": .string("user\($0)"), "n": 1]) }
        let patch = JSONPatch(
            from: .array(everybody),
            to: .array(Array(everybody.dropFirst())),
            identity: Self.identity
        )
        #expect(patch.json == [["op": "remove", "path": "/0"]])
    }
}

/// A fixed sequence of numbers (SplitMix64), so that a failure can be repeated.
private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension JSONValue {
    /// A small document in which the same names come again and again.
    fileprivate static func random(_ depth: Int, _ numbers: inout Numbers) -> JSONValue {
        let names = ["a", "b", "c", "d", "e", "f", "g"]
        switch depth == 0 ? Int.random(in: 0..<2, using: &numbers) : Int.random(in: 0..<6, using: &numbers) {
        case 0: return .number(JSONNumber(Int.random(in: 0..<3, using: &numbers)))
        case 1: return .string(names.randomElement(using: &numbers) ?? "a")
        case 2: return .array((0..<Int.random(in: 0..<4, using: &numbers)).map { _ in random(depth - 1, &numbers) })
        case 3: return .array(names.shuffled(using: &numbers).prefix(5).map(JSONValue.string))
        case 4:
            return .array(
                names.shuffled(using: &numbers).prefix(5).map { ["id": .string($0), "v": random(depth - 1, &numbers)] }
            )
        default:
            var object: JSONObject = [:]
            for name in names.shuffled(using: &numbers).prefix(3) { object[name] = random(depth - 1, &numbers) }
            return .object(object)
        }
    }
}

extension JSONPatch {
    /// The document after all operations, by RFC 6902 §4 and nothing of what made the patch.
    fileprivate func applied(to document: JSONValue) -> JSONValue? {
        operations.reduce(document) { document, operation in
            switch operation {
            case .add(let place, let value): document?.changed(place.tokens[...], .add(value))
            case .remove(let place): document?.changed(place.tokens[...], .remove)
            case .replace(let place, let value): document?.changed(place.tokens[...], .replace(value))
            }
        }
    }
}

private enum Change {
    case add(JSONValue), remove, replace(JSONValue)
}

extension JSONValue {
    /// The value with one change below it; nil where the place is not there.
    fileprivate func changed(_ tokens: ArraySlice<String>, _ change: Change) -> JSONValue? {
        guard let token = tokens.first else {
            guard case .replace(let value) = change else { return nil }
            return value
        }
        let isLast = tokens.count == 1
        switch self {
        case .object(var object):
            switch change {
            case .add(let value) where isLast: object[token] = value
            case _ where object[token] == nil: return nil
            case .remove where isLast: object[token] = Optional.none
            default:
                guard let below = object[token]?.changed(tokens.dropFirst(), change) else { return nil }
                object[token] = below
            }
            return .object(object)
        case .array(var elements):
            guard let index = Int(token), (0...elements.count).contains(index) else { return nil }
            switch change {
            case .add(let value) where isLast: elements.insert(value, at: index)
            case _ where index == elements.count: return nil
            case .remove where isLast: elements.remove(at: index)
            default:
                guard let below = elements[index].changed(tokens.dropFirst(), change) else { return nil }
                elements[index] = below
            }
            return .array(elements)
        default: return nil
        }
    }
}
