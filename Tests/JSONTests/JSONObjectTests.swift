import JSON
import Testing

@Suite struct JSONObjectTests {
    @Test(arguments: [3, 16, 17, 100])
    func `setting replaces in place, appends, or removes`(count: Int) {
        var object = JSONObject()
        for index in 0..<count { object.append("k\(index)", .number(JSONNumber(index))) }
        object["k1"] = "one"
        object["new"] = nil
        object["new"] = true
        object["k0"] = nil
        object["k0"] = nil
        #expect(object.keys == (1..<count).map { "k\($0)" } + ["new"])
        #expect(object.count == count)
        #expect(object["k0"] == nil)
        #expect(object["k1"] == "one")
        #expect(object["k\(count - 1)"] == .number(JSONNumber(count - 1)))
        #expect(object["new"] == true)
    }

    @Test func `a member that is null is there`() {
        var object: JSONObject = ["a": nil, "b": 1]
        #expect(object["a"]?.isNull == true)
        #expect(object["c"] == nil)
        object["b"] = .null
        #expect(object.keys == ["a", "b"])
    }

    @Test(arguments: [2, 50])
    func `objects are equal whatever their order`(count: Int) {
        var forwards = JSONObject()
        var backwards = JSONObject()
        for index in 0..<count {
            forwards.append("k\(index)", .string("\(index)"))
            backwards.append("k\(count - 1 - index)", .string("\(count - 1 - index)"))
        }
        #expect(forwards == backwards)
        #expect(forwards.hashValue == backwards.hashValue)
        backwards["k0"] = "other"
        #expect(forwards != backwards)
        backwards["k0"] = nil
        #expect(forwards != backwards)
        backwards["other"] = "0"
        #expect(forwards != backwards)
    }

    @Test func `an empty object is empty`() {
        #expect(JSONObject().isEmpty)
        #expect(JSONObject() == [:])
        #expect(JSONObject() != ["a": 1])
    }

    @Test func `a value is only what it is`() {
        #expect((JSONValue.bool(true).bool, JSONValue.bool(true).number) == (true, nil))
        #expect((JSONValue.string("1").string, JSONValue.string("1").number) == ("1", nil))
        #expect((JSONValue.number(JSONNumber(1)).number?.int, JSONValue.number(JSONNumber(1)).bool) == (1, nil))
        #expect((JSONValue.array([1]).array, JSONValue.array([1]).object) == ([1], nil))
        #expect((JSONValue.object(["a": 1]).object, JSONValue.object(["a": 1]).array) == (["a": 1], nil))
        #expect((JSONValue.null.isNull, JSONValue.null.string) == (true, nil))
        #expect(!JSONValue.bool(false).isNull)
    }

    @Test func `a key written twice in code traps`() async {
        await #expect(processExitsWith: .failure) {
            var object: JSONObject = ["a": 1]
            object.append("a", 1)
        }
    }
}
