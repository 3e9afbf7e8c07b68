import HTTPMessage
import JSON
import Testing
import WireMock

/// The index must find the same stub as trying all stubs in order.
struct StubIndexTests {
    private static let segments = ["a", "b", "{x}", "ab", "", "a%62"]

    private func target(_ dice: inout Dice) -> String {
        let pool = ["a", "b", "ab", "x", "", "a%62"]
        let path = (0..<Int.random(in: 1...3, using: &dice)).map { _ in "/" + pool[Int.random(in: 0..<6, using: &dice)]
        }
        return path.joined() + (Bool.random(using: &dice) ? "?q=1" : "")
    }

    private func template(_ dice: inout Dice) -> String {
        var names = 0
        let parts = (0..<Int.random(in: 1...3, using: &dice)).map { _ in
            let part = Self.segments[Int.random(in: 0..<Self.segments.count, using: &dice)]
            names += 1
            return "/" + part.replacing("x", with: "x\(names)")
        }
        let ends = ["", "", "", "/**", "{z}", ".js", "/"]
        return parts.joined() + ends[Int.random(in: 0..<ends.count, using: &dice)]
    }

    private func randomStub(_ dice: inout Dice) throws -> StubMapping {
        var pattern: JSONObject = [:]
        switch Int.random(in: 0..<12, using: &dice) {
        case 0..<3: pattern["url"] = .string(target(&dice))
        case 3..<6: pattern["urlPath"] = .string(String(target(&dice).prefix { $0 != "?" }))
        case 6..<10: pattern["urlPathTemplate"] = .string(template(&dice))
        case 10: pattern["urlPathPattern"] = "/a.*"
        default: break
        }
        if Bool.random(using: &dice) { pattern["method"] = Bool.random(using: &dice) ? "GET" : "POST" }
        let priority = JSONValue.number(JSONNumber(Int.random(in: 1...3, using: &dice)))
        return try StubMapping(["priority": priority, "request": .object(pattern)], random: &dice)
    }

    @Test(arguments: 0..<500)
    func `the index finds the same stub as trying all`(seed: UInt64) throws {
        var dice = Dice(state: seed)
        var store = StubStore()
        for _ in 0..<60 {
            store.add(try randomStub(&dice))
            switch Int.random(in: 0..<6, using: &dice) {
            case 0:
                if let old = store.all.randomElement(using: &dice) { store.remove(old.id) }
            case 1:
                let fresh = try randomStub(&dice)
                if let old = store.all.randomElement(using: &dice) {
                    store.edit(try StubMapping(fresh.json, id: old.id, random: &dice))
                }
            default: break
            }
        }
        let inOrder = store.all
        for _ in 0..<200 {
            let request = request(Bool.random(using: &dice) ? "GET" : "POST", target(&dice))
            let expected = try inOrder.first { try $0.request.matches(request) }
            let found = try store.bestMatch(request)
            #expect(
                found?.id == expected?.id,
                "\(request.request.method) \(request.url) \(found?.json) \(expected?.json)"
            )
        }
    }
}
