import BrevoCore
import EmulatorCore
import JSON
import Testing

/// Keys, clients, limits and activities in the state document.
@Suite struct AccessDocumentTests {
    private static let now = moment("2026-11-20T09:00:00Z")
    private static let context = StateContext(policy: .any, seed: 1, now: now)

    private static func account(_ members: String) -> String { #"{"version":1,"accounts":[{\#(members)}]}"# }
    private static func key(_ members: String) -> String { account(#""apiKeys":[{\#(members)}]"#) }
    private static func client(_ members: String) -> String { account(#""oauthClients":[{\#(members)}]"#) }
    private static func activity(_ members: String) -> String {
        account(#""apiKeys":["a"],"activities":[{\#(members)}]"#)
    }

    static let bad: [(document: String, pointers: [String])] = [
        (key(#""access":{}"#), ["/accounts/0/apiKeys/0"]), (key(#""key":"""#), ["/accounts/0/apiKeys/0"]),
        (key(#""key":"a","rights":1"#), ["/accounts/0/apiKeys/0/rights"]),
        (key(#""key":"a","access":"read""#), ["/accounts/0/apiKeys/0/access"]),
        (key(#""key":"a","access":{"organization":"write"}"#), ["/accounts/0/apiKeys/0/access/organization"]),
        (key(#""key":"a","access":{"account":"read"}"#), ["/accounts/0/apiKeys/0/access/account"]),
        (key(#""key":"a","expiresAt":"soon""#), ["/accounts/0/apiKeys/0/expiresAt"]),
        (account(#""apiKeys":["a",{"key":"a"}]"#), ["/accounts/0/apiKeys/1"]),
        (account(#""apiKeys":[],"oauthClients":[]"#), ["/accounts/0"]),
        (client(#""clientId":"c""#), ["/accounts/0/oauthClients/0"]),
        (client(#""clientId":"","clientSecret":"s""#), ["/accounts/0/oauthClients/0/clientId"]),
        (client(#""clientId":"c","clientSecret":1"#), ["/accounts/0/oauthClients/0/clientSecret"]),
        (client(#""clientId":"c","clientSecret":"s","scopes":["x"]"#), ["/accounts/0/oauthClients/0/scopes/0"]),
        (
            client(#""clientId":"c","clientSecret":"s"},{"clientId":"c","clientSecret":"t""#),
            ["/accounts/0/oauthClients/1/clientId"]
        ),
        (activity(#""action":"x","date":"2026-11-20T09:00:00Z""#), ["/accounts/0/activities/0"]),
        (
            activity(#""action":"x","date":"2026-11-20","user_email":"a@b.example""#),
            ["/accounts/0/activities/0/date"]
        ),
        (#"{"version":1,"rateLimits":0}"#, ["/rateLimits"]), (#"{"version":1,"rateLimits":"on"}"#, ["/rateLimits"]),
        (#"{"version":1,"template":{"oauthClients":[]}}"#, ["/template/oauthClients"]),
    ]

    @Test(arguments: bad) func `each fault is reported with its place`(bad: (document: String, pointers: [String]))
        throws
    {
        let faults = try StateDocument.faults(bad.document, Self.context)
        #expect(faults.map(\.pointer.description) == bad.pointers)
        #expect(faults.allSatisfy { !$0.message.isEmpty })
    }

    private static let whole = """
        {"version": 1, "rateLimits": "documented", "accounts": [
          {"apiKeys": ["a", {"key": "b", "access": {"organization": "readWrite"}, "expiresAt": "2027-01-01T00:00:00Z"},
                       {"key": "c", "access": {"organization": "all", "corporate": "all"}}],
           "oauthClients": [{"clientId": "c1", "clientSecret": "s1", "scopes": ["organization:read", "all"]},
                            {"clientId": "c2", "clientSecret": "s2"}],
           "activities": [{"action": "x", "date": "2026-11-20T08:00:00Z", "user_email": "a@b.example",
                           "user_ip": "192.0.2.1", "user_agent": "y"}]},
          {"oauthClients": [{"clientId": "c3", "clientSecret": "s3"}]}]}
        """

    @Test func `what is read is written again, a key without limits as a text`() throws {
        let accounts = try StateDocument.accounts(Self.whole, Self.context)
        #expect(
            accounts[0].apiKeys == [
                "a",
                APIKey(
                    "b",
                    access: Access(organization: .readWrite, corporate: .none),
                    expiresAt: moment("2027-01-01T00:00:00Z")
                ),
                "c",
            ]
        )
        #expect(accounts[0].oauthClients.map(\.scopes.count) == [2, 4])
        #expect(accounts.rateLimits.policy == .documented)
        let text = StateDocument.text(accounts, Self.context)
        let written = try JSONParser.parse(Array(text.utf8))
        let first = written.object?["accounts"]?.array?[0].object
        let keys = first?["apiKeys"]?.array
        #expect(keys?[0] == "a")
        #expect(
            keys?[1] == [
                "key": "b", "access": ["organization": "readWrite", "corporate": "none"],
                "expiresAt": "2027-01-01T00:00:00Z",
            ]
        )
        #expect(keys?[2] == "c")
        #expect(first?["oauthClients"]?.array?[1] == ["clientId": "c2", "clientSecret": "s2"])
        #expect(StateDocument.text(try StateDocument.accounts(text, Self.context), Self.context) == text)
    }
}
