import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// The state of a master account after any calls.
@Suite struct MasterStateRoundTripTests {
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `the state of a master account round-trips after any calls`(number: UInt64) throws {
        var script = Script(numbers: Numbers(state: number))
        let emulator = try Emulator(Acme.configuration(Holding.configure))
        for _ in 0..<200 { script.learn(emulator.respond(directly: script.next())) }
        let document = emulator.respond(to: .state).text
        let other = try Emulator(Acme.configuration())
        #expect(other.respond(to: .control("PUT /state", document)).status == 200)
        #expect(other.respond(to: .state).text == document)
        // From here on both go the same way, new ids and keys included.
        for _ in 0..<100 {
            let request = script.next()
            let response = emulator.respond(directly: request)
            #expect(other.respond(directly: request).body == response.body)
            script.learn(response)
        }
        #expect(emulator.respond(to: .state).text == other.respond(to: .state).text)
    }

    /// Calls of a master account, sensible or not, about what earlier answers told of.
    private struct Script {
        var numbers: Numbers
        private var ids = [Holding.bakery, Holding.cafe, 1]
        private var keys = [Acme.key, Acme.key, Acme.key, Holding.bakeryKey, Holding.otherKey]
        private var groups = [Holding.support, Holding.technical, "id"]

        init(numbers: Numbers) {
            self.numbers = numbers
        }

        mutating func learn(_ response: HTTPResponse) {
            guard response.status == 201, let answer = try? JSONParser.parse(response.body).object else { return }
            if let id = answer["id"]?.number?.int { ids.append(id) }
            if let group = answer["id"]?.string { groups.append(group) }
            if let key = answer["key"]?.string { keys.append(key) }
        }

        mutating func next() -> HTTPRequest {
            let (id, other, group, key) = (one(ids), one(ids), one(groups), one(keys))
            let (count, flag) = (numbers.next() % 4, one(["true", "false"]))
            let calls: [(line: String, body: String?)] = [
                (
                    "POST /corporate/subAccount",
                    #"{"companyName":"D","email":"o@deli.example","groupIds":["\#(group)"]}"#
                ),
                ("POST /corporate/subAccount/key", #"{"id":\#(id),"name":"n"}"#),
                ("POST /corporate/subAccount/ssoToken", #"{"id":\#(id)}"#),
                ("DELETE /corporate/subAccount/\(id)", nil),
                ("PUT /corporate/subAccount/\(id)/plan", #"{"features":{"users":\#(count)}}"#),
                (
                    "PUT /corporate/subAccounts/plan",
                    #"{"credits":{"sms":\#(count)},"subAccountIds":[\#(id),\#(other)]}"#
                ),
                ("PUT /corporate/subAccount/\(id)/applications/toggle", #"{"crm":\#(flag),"analytics":\#(flag)}"#),
                ("POST /corporate/subAccount/ip/associate", #"{"ids":[\#(id)],"ip":"103.11.32.89"}"#),
                ("PUT /corporate/subAccount/ip/dissociate", #"{"ids":[\#(id),\#(other)],"ip":"103.11.32.88"}"#),
                ("POST /corporate/group", #"{"groupName":"G","subAccountIds":[\#(id)]}"#),
                ("PUT /corporate/group/\(group)", #"{"subAccountIds":[\#(id),\#(other)]}"#),
                ("PUT /corporate/group/unlink/\(group)/subAccounts", #"{"subAccountIds":[\#(id)]}"#),
                (one(["DELETE", "GET", "GET"]) + " /corporate/group/\(group)", nil),
                ("GET /corporate/subAccount?offset=0&limit=3", nil), ("GET /corporate/masterAccount", nil),
                ("GET /organization/invited/users", nil),
                ("POST /organization/user/invitation/send", .viewer("p\(count)@acme.example")),
                (
                    "POST /corporate/user/invitation/send",
                    #"{"email":"p\#(count)@acme.example","all_features_access":true,"groupIds":["\#(group)"]}"#
                ),
            ]
            let call = one(calls)
            return .api(call.line, call.body, key: key)
        }

        private mutating func one<Element>(_ elements: [Element]) -> Element {
            elements[Int(numbers.next() % UInt64(elements.count))]
        }
    }
}
