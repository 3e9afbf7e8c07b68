import HTTPMessage
import JSON
import Testing
import WireMock

struct StubMappingTests {
    @Test(arguments: fixture("wiremock/echoes.json").array ?? [])
    func `a stub is echoed as WireMock echoes it`(sample: JSONValue) throws {
        let given = try #require(sample.object?["stub"])
        let expected = try #require(sample.object?["echo"])
        var echo = try #require(try stub(given).json.object)
        #expect(echo["id"] == echo["uuid"])
        echo["id"] = nil
        echo["uuid"] = nil
        // The order counts too, which equality of objects does not look at.
        #expect(JSONValue.object(echo).description == expected.description)
    }

    @Test func `an identifier is the document's, the caller's, or new`() throws {
        let text = "11111111-1111-4111-8111-111111111111"
        var dice = Dice(state: 1)
        #expect(try stub(["uuid": .string(text)]).id.description == text)
        let other = UUID(using: &dice)
        #expect(try StubMapping(["id": .string(text)], id: other, random: &dice).id == other)
        #expect(try stub([:]).id != stub([:]).id)
    }

    @Test func `an SDK's stub file matches the calls of its wire tests`() throws {
        var dice = Dice(state: 1)
        var store = StubStore()
        for stub in try StubFile.stubs(in: fixture("stubs/wiremock-mappings.json"), random: &dice).stubs {
            store.add(stub)
        }
        let calls = [
            ("GET", "/organization/invited/users"), ("PUT", "/organization/user/invitation/revoke/email"),
            ("POST", "/organization/user/invitation/send"), ("PUT", "/organization/user/invitation/resend/email"),
            ("POST", "/organization/user/update/permissions"), ("GET", "/organization/user/email/permissions"),
            ("GET", "/corporate/invited/users"), ("POST", "/corporate/user/invitation/send"),
            ("PUT", "/corporate/user/invitation/resend/email"), ("DELETE", "/corporate/user/revoke/email"),
            ("GET", "/corporate/user/email/permissions"), ("PUT", "/corporate/user/email/permissions"),
        ]
        let found = try calls.map { try store.bestMatch(request($0, $1, ["api-key": "key"]))?.id.description.prefix(8) }
        #expect(found == (1...12).map { Substring($0 < 10 ? "0000000\($0)" : "000000\($0)") })
        #expect(try store.bestMatch(request("GET", "/organization/invited/users")) == nil)
        #expect(
            try store.bestMatch(request("PUT", "/organization/user/invitation/cancel/email", ["api-key": "k"])) == nil
        )
    }

    @Test func `a file can contain one stub`() throws {
        var dice = Dice(state: 1)
        #expect(try StubFile.stubs(in: ["name": "one"], random: &dice).stubs.map(\.name) == ["one"])
    }

    @Test func `a fault in a file has its place`() {
        var dice = Dice(state: 1)
        let refusal = #expect(throws: AdminError.self) {
            try StubFile.stubs(in: ["mappings": [[:], ["request": ["method": 1]]]], random: &dice)
        }
        #expect(refusal?.faults.first?.pointer?.description == "/mappings/1/request/method")
    }
}
