import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// The answers about a master account beside those that Brevo's documents of 2024 show.
@Suite struct ShapeTests {
    /// A call, the documented answer, and the members that came after 2024.
    static let answers: [(call: String, fixture: String, later: Set<String>)] = [
        ("/corporate/groups", "corporate-groups", []),
        ("/corporate/group/\(Holding.support)", "corporate-group", []),
        ("/corporate/ip", "corporate-ip", []),
        ("/corporate/masterAccount", "corporate-master-account", []),
        ("/corporate/subAccount?offset=0&limit=50", "corporate-sub-accounts", []),
        ("/corporate/subAccount/4109344", "corporate-sub-account", ["whatsapp", "externalFeeds", "salesUsers"]),
    ]

    @Test(arguments: answers) func `an answer has the members of the documented one, in their order and types`(
        answer: (call: String, fixture: String, later: Set<String>)
    ) throws {
        let documented = try JSONParser.parse(Array(try Fixture.text("responses/\(answer.fixture).json").utf8))
        let emulator = try Emulator(Acme.configuration(Holding.configure))
        let response = emulator.respond(directly: .api("GET \(answer.call)"))
        try #require(response.status == 200)
        let given = try JSONParser.parse(response.body)
        #expect(Self.conforms(given, to: documented, later: answer.later), "\(response.text)")
    }

    @Test func `the master account is counted`() throws {
        let emulator = try Emulator(Acme.configuration(Holding.configure))
        let answer = emulator.respond(directly: .api("GET /corporate/masterAccount")).text
        for part in [
            #""email":"boss@acme.example","companyName":"Acme""#, #""name":{"givenName":"Ada","familyName":"Boss"}"#,
            #""nextBillingAt":1796083200"#, #""subAccounts":2"#,
            // boss; the owners of Bakery and Cafe; ann.
            #"{"name":"MULTI_USER","unitValue":1,"quantity":-1,"used":4,"remaining":-1}"#,
            #"{"name":"ADVANCED_REPORTING","unitValue":1,"quantity":-1,"used":1,"remaining":-1}"#,
            #"{"name":"INBOX","unitValue":1,"quantity":-1,"used":10,"remaining":-1}"#,
            #"{"name":"RECURRING_CREDITS","unitValue":1,"quantity":-1,"used":5000,"remaining":-1}"#,
        ] {
            #expect(answer.contains(part), "\(answer) lacks \(part)")
        }
    }

    /// Whether an answer could stand in the documents; each element of a list is like one of the documented list.
    private static func conforms(_ given: JSONValue, to documented: JSONValue, later: Set<String>) -> Bool {
        switch (given, documented) {
        case (.null, .null), (.bool, .bool), (.number, .number), (.string, .string): true
        case (.array(let given), .array(let documented)):
            given.allSatisfy { element in documented.contains { conforms(element, to: $0, later: later) } }
        case (.object(let given), .object(let documented)):
            given.keys.filter { !later.contains($0) } == documented.keys
                && documented.members.allSatisfy { member in
                    given[member.key].map { conforms($0, to: member.value, later: later) } ?? false
                }
        default: false
        }
    }
}
