import JSON
import Testing
import WireMock

struct StubStoreTests {
    private func store(_ stubs: [JSONValue]) throws -> StubStore {
        var store = StubStore()
        for json in stubs { store.add(try stub(json)) }
        return store
    }

    private func names(_ store: StubStore) -> [String?] { store.all.map(\.name) }

    @Test func `the newest of equal priority wins, and a lower number beats all others`() throws {
        let store = try store([
            ["name": "high", "priority": 1, "request": ["url": "/a"]],
            ["name": "old"], ["name": "new"], ["name": "low", "priority": 9, "request": ["urlPath": "/a"]],
        ])
        #expect(names(store) == ["high", "new", "old", "low"])
        #expect(try store.bestMatch(request("GET", "/a"))?.name == "high")
        #expect(try store.bestMatch(request("GET", "/b"))?.name == "new")
    }

    @Test(arguments: [
        ("/a/b", "exact"), ("/a/b?x=1", "path"), ("/a/c", "template"), ("/a/d/e", "deep"), ("/q", "pattern"),
        ("/zz/zz/zz", nil),
    ])
    func `every form of URL pattern is found`(target: String, name: String?) throws {
        let store = try store([
            ["name": "pattern", "request": ["urlPattern": "/q.*"]],
            ["name": "deep", "request": ["urlPathTemplate": "/a/**/e"]],
            ["name": "template", "request": ["urlPathTemplate": "/a/{x}"]],
            ["name": "path", "request": ["urlPath": "/a/b"]], ["name": "exact", "request": ["url": "/a/b"]],
        ])
        #expect(try store.bestMatch(request("GET", target))?.name == name)
    }

    @Test func `an edited stub keeps its rank and gets its new URL`() throws {
        var random = Dice(state: 1)
        var store = try store([["name": "a", "request": ["url": "/a"]], ["name": "b"]])
        let id = try #require(store.all.last?.id)
        let edited = try StubMapping(
            ["id": "11111111-1111-4111-8111-111111111111", "name": "c", "request": ["urlPathTemplate": "/{c}"]],
            id: id,
            random: &random
        )
        let isThere = store.edit(edited)
        #expect(isThere)
        #expect(names(store) == ["b", "c"])
        #expect(store.find(id)?.name == "c")
        store.remove(try #require(store.all.first?.id))
        #expect(try store.bestMatch(request("GET", "/c"))?.name == "c")
        let removed = store.remove(id)
        #expect(removed?.name == "c")
        #expect(try store.bestMatch(request("GET", "/c")) == nil)
        #expect(store.isEmpty)
        let isStillThere = store.edit(edited)
        #expect(!isStillThere)
    }

    @Test func `a stub that is added again becomes the newest`() throws {
        let first = try stub(["name": "first"])
        var store = try store([["name": "second"]])
        store.add(first)
        store.add(try stub(["name": "third"]))
        store.add(first)
        #expect(names(store) == ["first", "third", "second"])
        #expect(store.count == 3)
    }

    @Test func `stubs can be found and removed by their metadata`() throws {
        var store = try store([
            ["name": "a", "metadata": ["k": "v"]], ["name": "b", "metadata": ["k": "w"]], ["name": "c"],
        ])
        var work = WorkBudget()
        let pattern = try MetadataPattern(["matchesJsonPath": ["expression": "$.k", "equalTo": "v"]])
        #expect(try store.find(metadata: pattern, &work).map(\.name) == ["a"])
        let removed = try store.remove(metadata: pattern, &work)
        #expect(removed.map(\.name) == ["a"])
        #expect(names(store) == ["c", "b"])
    }
}
