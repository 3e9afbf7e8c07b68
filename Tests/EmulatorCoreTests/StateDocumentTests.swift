import BrevoCore
import CoreCommands
import EmulatorCore
import JSON
import Testing

@Suite struct StateDocumentTests {
    private let now = moment("2026-11-20T09:00:00Z")
    private var context: StateContext { .init(policy: .any, seed: 1, now: now) }

    private func faults(_ text: String) throws -> [DocumentFault] {
        try StateDocument.faults(text, context)
    }

    /// A document with one account of these members besides its key.
    private static func account(_ members: String) -> String {
        #"{"version":1,"accounts":[{"apiKeys":["a"],\#(members)}]}"#
    }

    /// A master account whose first user, or admin user, has these members.
    private static func person(_ members: String, _ list: String = "users") -> String {
        account(#""kind":"master","groups":[],"\#(list)":[{\#(members)}]"#)
    }

    static let bad: [(document: String, pointers: [String])] = [
        ("[]", ["", ""]), ("null", ["", ""]), ("{}", [""]), (#"{"version":2}"#, ["/version"]),
        (#"{"version":"1"}"#, ["/version"]), (#"{"version":1.5}"#, ["/version"]),
        (#"{"version":1,"accout":[]}"#, ["/accout"]), (#"{"version":1,"a/b~c":1}"#, ["/a~1b~0c"]),
        (#"{"version":1,"accounts":{}}"#, ["/accounts"]),
        (#"{"version":1,"accounts":[1]}"#, ["/accounts/0", "/accounts/0"]),
        (#"{"version":1,"accounts":[{}]}"#, ["/accounts/0"]),
        (#"{"version":1,"accounts":[{"apiKeys":[]}]}"#, ["/accounts/0"]),
        (#"{"version":1,"accounts":[{"apiKeys":"a"}]}"#, ["/accounts/0/apiKeys"]),
        (#"{"version":1,"accounts":[{"apiKeys":[""]}]}"#, ["/accounts/0/apiKeys/0"]),
        (#"{"version":1,"accounts":[{"apiKeys":["a",1]}]}"#, ["/accounts/0/apiKeys/1"]),
        (#"{"version":1,"accounts":[{"apiKeys":["a","a"]}]}"#, ["/accounts/0/apiKeys/1"]),
        (#"{"version":1,"accounts":[{"apiKeys":["a"]},{"apiKeys":["b","a"]}]}"#, ["/accounts/1/apiKeys/1"]),
        (account(#""kind":"slave""#), ["/accounts/0/kind"]), (account(#""plan":"gold""#), ["/accounts/0/plan"]),
        (account(#""plan":1"#), ["/accounts/0/plan"]), (account(#""billing":"yes""#), ["/accounts/0/billing"]),
        (account(#""invoices":-1"#), ["/accounts/0/invoices"]),
        (account(#""creditNotes":1.5"#), ["/accounts/0/creditNotes"]),
        (account(#""issuedIds":"1""#), ["/accounts/0/issuedIds"]),
        (account(#""companyName":1"#), ["/accounts/0/companyName"]), (account(#""x":1"#), ["/accounts/0/x"]),
        (account(#""owner":[]"#), ["/accounts/0/owner"]),
        (account(#""owner":{"email":"x"}"#), ["/accounts/0/owner/email"]),
        (account(#""owner":{"id":"1"}"#), ["/accounts/0/owner/id"]),
        (account(#""owner":{"id":"00000000000000000000000G"}"#), ["/accounts/0/owner/id"]),
        (account(#""owner":{"firstName":1}"#), ["/accounts/0/owner/firstName"]),
        (account(#""owner":{"status":"active"}"#), ["/accounts/0/owner/status"]),
        (account(#""groups":[]"#), ["/accounts/0/groups"]), (account(#""adminUsers":[]"#), ["/accounts/0/adminUsers"]),
        (account(#""users":{}"#), ["/accounts/0/users"]), (person(""), ["/accounts/0/users/0"]),
        (person(#""email":"x""#), ["/accounts/0/users/0/email"]),
        (person(#""email":1"#), ["/accounts/0/users/0/email"]),
        (person(#""email":"OWNER@example.com""#), ["/accounts/0/users/0/email"]),
        (person(#""email":"a@b.example"},{"email":"A@b.example""#), ["/accounts/0/users/1/email"]),
        (person(#""email":"a@b.example","status":"gone""#), ["/accounts/0/users/0/status"]),
        (person(#""email":"a@b.example","invitedAt":"yesterday""#), ["/accounts/0/users/0/invitedAt"]),
        (person(#""email":"a@b.example","invitedAt":0"#), ["/accounts/0/users/0/invitedAt"]),
        (person(#""email":"a@b.example","id":"x""#), ["/accounts/0/users/0/id"]),
        (person(#""email":"a@b.example","all_features_access":1"#), ["/accounts/0/users/0/all_features_access"]),
        (person(#""email":"a@b.example","groupIds":[]"#), ["/accounts/0/users/0/groupIds"]),
        (person(#""email":"a@b.example","privileges":{}"#), ["/accounts/0/users/0/privileges"]),
        (
            person(#""email":"a@b.example","privileges":[{}]"#),
            ["/accounts/0/users/0/privileges/0", "/accounts/0/users/0/privileges/0"]
        ),
        (
            person(#""email":"a@b.example","privileges":[{"feature":"phone"}]"#),
            ["/accounts/0/users/0/privileges/0"]
        ),
        (
            person(#""email":"a@b.example","privileges":[{"feature":"x","permissions":["y"]}]"#),
            ["/accounts/0/users/0/privileges/0"]
        ),
        (
            person(#""email":"a@b.example","privileges":[{"feature":"phone","permissions":["y"]}]"#),
            ["/accounts/0/users/0/privileges/0"]
        ),
        (
            person(
                #""email":"a@b.example","privileges":[{"feature":"phone","permissions":["all"]},"#
                    + #"{"feature":"phone","permissions":["all"]}]"#
            ), ["/accounts/0/users/0/privileges/1"]
        ),
        (
            account(
                #""plan":"free","users":[{"email":"a@b.example","#
                    + #""privileges":[{"feature":"landing_pages","permissions":["all"]}]}]"#
            ), ["/accounts/0/users/0/privileges/0"]
        ),
        (
            person(
                #""email":"a@b.example","id":"000000000000000000000001"},{"email":"c@b.example","#
                    + #""id":"000000000000000000000001""#
            ), ["/accounts/0/users/1/id"]
        ),
        (person(#""email":"a@b.example","locale":"fr_FR""#, "adminUsers"), ["/accounts/0/adminUsers/0/locale"]),
        (person(#""email":"a@b.example","groupIds":["x"]"#, "adminUsers"), ["/accounts/0/adminUsers/0/groupIds/0"]),
        (account(#""kind":"master","groups":[{}]"#), ["/accounts/0/groups/0"]),
        (account(#""kind":"master","groups":[{"groupName":1}]"#), ["/accounts/0/groups/0/groupName"]),
        (account(#""kind":"master","groups":[{"id":"x","groupName":"y"}]"#), ["/accounts/0/groups/0/id"]),
        (#"{"version":1,"template":{"apiKeys":["a"]}}"#, ["/template/apiKeys"]),
        (#"{"version":1,"template":{"plan":"x","users":[{}]}}"#, ["/template/plan", "/template/users/0"]),
        (
            account(#""plan":"x","users":[{"email":"y"},{}]"#),
            ["plan", "users/0/email", "users/1"].map { "/accounts/0/\($0)" }
        ),
    ]

    @Test(arguments: bad) func `each fault of a document is reported with its place`(
        bad: (document: String, pointers: [String])
    ) throws {
        let faults = try faults(bad.document)
        #expect(faults.map(\.pointer.description) == bad.pointers)
        #expect(faults.allSatisfy { !$0.message.isEmpty })
    }

    @Test func `no more than a hundred faults are reported`() throws {
        let users = [String](repeating: "{}", count: 1000).joined(separator: ",")
        #expect(try faults(Self.account(#""users":[\#(users)]"#)).count == 100)
    }

    @Test(arguments: [
        #"{"version":1}"#, #"{"version":1.0}"#, #"{"version":1,"accounts":[],"template":{}}"#,
        #"{"version":1,"template":null,"accounts":null}"#, account(#""owner":null,"users":null,"kind":null"#),
        account(#""users":[{"email":"a@b.example"}]"#), account(#""kind":"master""#),
    ])
    func `all but the version may be left out`(document: String) throws {
        #expect(try faults(document).isEmpty)
    }

    /// A document with most of what there is.
    private static let example = """
        {"version": 1,
         "template": {"kind": "master", "plan": "enterprise", "owner": {"email": "owner@example.com", "locale": "en_US"}},
         "accounts": [{
           "apiKeys": ["xkeysib-1"], "kind": "master", "companyName": "Acme", "plan": "standard", "billing": true,
           "owner": {"email": "boss@acme.example", "firstName": "Ada", "lastName": "Boss", "locale": "fr_FR"},
           "users": [
             {"email": "ann@acme.example", "status": "active", "all_features_access": true},
             {"email": "bob@acme.example", "status": "pending", "invitedAt": "2026-11-20T09:00:00Z",
              "privileges": [{"feature": "contacts", "permissions": ["view"]}]}],
           "groups": [{"id": "65b1f22c09d6ed67ef1cd123", "groupName": "Support"}],
           "adminUsers": [{"email": "eve@acme.example", "status": "active", "privileges": [],
             "groupIds": ["65b1f22c09d6ed67ef1cd123"]}]}]}
        """

    @Test func `the example of the specification is read whole`() throws {
        let accounts = try StateDocument.accounts(Self.example, context)
        try #require(accounts.count == 1)
        let account = accounts[0]
        #expect(account.apiKeys == ["xkeysib-1"])
        #expect(account.companyName == "Acme")
        #expect(account.plan == .standard)
        #expect(account.billing.isOn)
        #expect(account.owner.email.text == "boss@acme.example")
        #expect(account.owner.firstName == "Ada")
        #expect(account.owner.locale == "fr_FR")
        let users = account.users.inOrder
        #expect(users.map(\.email.text) == ["ann@acme.example", "bob@acme.example"])
        #expect(users.map { $0.invitation.status(at: now) } == [.active, .pending])
        let everything = Plan.standard.privileges.intersection(Catalog.organization.everything)
        #expect(users.map(\.privileges) == [everything, try #require(Catalog.organization["contacts"]?["view"]?.bit)])
        let master = try #require(account.master)
        #expect(master.groups.map(\.groupName) == ["Support"])
        #expect(master.adminUsers.inOrder.map(\.groupIDs) == [master.groups.map(\.id)])
    }

    @Test func `what is written is read as the same`() throws {
        let written = StateDocument.text(try StateDocument.accounts(Self.example, context), context)
        #expect(StateDocument.text(try StateDocument.accounts(written, context), context) == written)
    }

    @Test func `a world without a seed has the built-in template and no account`() throws {
        var accounts = StateDocument.builtIn(context)
        #expect(accounts.count == 0)
        guard case .account(let id, _) = accounts.open("xkeysib-new", at: now) else {
            Issue.record("a key never seen opens nothing")
            return
        }
        let account = accounts[id]
        #expect(account.plan == .enterprise)
        #expect(account.owner.email.text == "owner@example.com")
        #expect(account.users.count == 0)
        #expect(account.master?.groups.count == 2)
        #expect(account.master?.adminUsers.count == 0)
        #expect(!account.billing.isOn)
    }
}
