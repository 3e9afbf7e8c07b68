import BrevoCore
import CoreCommands
import JSON
import Testing

@testable import EmulatorCore

/// Every stored property of the state is in the document: one that is forgotten would be lost with a restart.
@Suite struct StoredPropertyTests {
    private let now = moment("2026-11-20T09:00:00Z")
    private var context: StateContext { .init(policy: .any, seed: 1, now: now) }

    /// Members of an account, each with another value than it has if it is left out.
    private static let members = """
        "companyName": "Acme", "plan": "standard", "billing": true, "invoices": 3, "creditNotes": 2,
        "owner": {"id": "00000000000000000000000a", "email": "boss@acme.example", "firstName": "Ada",
                  "lastName": "Boss", "locale": "fr_FR"},
        "address": {"street": "Main 65", "city": "Berlin", "zipCode": "10115", "country": "Germany"},
        "dateTimePreferences": {"timezone": "Europe/Berlin", "timeFormat": "12", "dateFormat": "mm-dd-yyyy"},
        "relayUserName": "8a1b2c3d4", "marketingAutomation": "abc", "subscribedAt": "2026-01-02T00:00:00Z",
        "users": [
          {"id": "000000000000000000000001", "email": "bob@acme.example", "status": "pending",
           "invitedAt": "2026-11-19T09:00:00Z", "locale": "de_DE",
           "privileges": [{"feature": "contacts", "permissions": ["view"]}]},
          {"id": "000000000000000000000003", "email": "cid@acme.example", "all_features_access": true}]
        """

    /// What a master account has beside them.
    private static let masterMembers = """
        "kind": "master", "features": ["contacts", "phone"],
        "ips": [{"ip": "203.0.113.1", "domain": "acme.example", "transactional": true}],
        "groups": [{"id": "00000000000000000000000b", "groupName": "Food", "createdAt": "2026-01-01T00:00:00Z"\
        SUBACCOUNTS}],
        "adminUsers": [
          {"id": "000000000000000000000002", "email": "eve@acme.example", "status": "pending",
           "invitedAt": "2026-11-19T09:00:00Z", "groupIds": ["00000000000000000000000b"],
           "privileges": [{"feature": "api", "permissions": ["all"]}]},
          {"id": "000000000000000000000004", "email": "fay@acme.example", "all_features_access": true}]
        """

    /// What an account has that is not a template.
    private static func account(_ name: String) -> String {
        """
        "apiKeys": [{"key": "\(name)-key", "access": {"organization": "read", "corporate": "read"},
                     "expiresAt": "2027-01-01T00:00:00Z"}],
        "oauthClients": [{"clientId": "\(name)-app", "clientSecret": "s3cret", "scopes": ["account:read"]}],
        "issuedIds": 7, "organization_id": "00000000000000000000000c", "user_id": 5,
        "activities": [{"action": "x", "date": "2026-11-01T00:00:00Z", "user_email": "bob@acme.example",
                        "user_ip": "192.0.2.1", "user_agent": "suite"}]
        """
    }

    private static let full = """
        {"version": 1, "rateLimits": 100, "revokedKeys": ["xkeysib-old"],
         "assumptions": {"update": "replace", "admin-update": "merge", "rejected": "listed",
           "missing-invitation": "404", "plan-limit": "400", "plan-feature": "402", "general-only": "refused",
           "email-case": "keep", "revoke-pending": "refused", "admin-groups": "object", "unknown-path": "gateway"},
         "template": {\(members), \(masterMembers.replacing("SUBACCOUNTS", with: #", "subAccountIds": []"#))},
         "accounts": [{
           \(account("a")), \(members),
           \(masterMembers.replacing("SUBACCOUNTS", with: #", "subAccountIds": [4109344]"#)),
           "subAccounts": [{
             "id": 4109344, "createdAt": "2026-01-01T00:00:00Z", "timezone": "Europe/Berlin", "kind": "organization",
             \(account("b")), \(members),
             "credits": {"email": 1, "externalFeeds": 0, "sms": 2.5, "whatsapp": 3.5, "wpSubscribers": 0},
             "features": {"inbox": 1, "landingPage": 2, "salesUsers": 3, "users": 4},
             "applications": {\(SubAccount.Application.allCases.map(changed).joined(separator: ", "))},
             "ips": ["203.0.113.1"]}]},
           {"apiKeys": ["one-more"]}]}
        """

    /// An application that is not as it is by default.
    private static func changed(_ application: SubAccount.Application) -> String {
        #""\#(application.rawValue)": \#(!SubAccount.defaultApplications.contains(application))"#
    }

    /// A document that says no more than it must.
    private static let least = """
        {"version": 1, "accounts": [{
           "apiKeys": ["a"], "oauthClients": [{"clientId": "a", "clientSecret": "s"}], "kind": "master",
           "users": [{"email": "ann@acme.example"}], "adminUsers": [{"email": "ann@acme.example"}],
           "groups": [{"groupName": "Support"}], "ips": [{"ip": "203.0.113.9"}], "subAccounts": [{}],
           "activities": [{"action": "login-success", "date": "2026-11-02T00:00:00Z", "user_email": "a@acme.example"}]}]}
        """

    private func decode(_ text: String) throws -> StateDocument {
        try StateDocument.decode(try JSONDocument(Array(text.utf8)), context)
    }

    /// What the document leaves to the program, or to the life of a process.
    private static let leftOut: Set<String> = ["Accounts.policy", "Accounts.seed", "Accounts.tokens"]

    @Test func `a document can set every stored property`() throws {
        let (set, unset) = (try Records(decode(Self.full)), try Records(decode(Self.least)))
        try #require(set.all.count == unset.all.count && set.all.count > 15)
        var (unchanged, changed) = (Set<String>(), Set<String>())
        for (record, standard) in zip(set.all, unset.all) {
            let (properties, defaults) = (Mirror(reflecting: record).children, Mirror(reflecting: standard).children)
            try #require(properties.count == defaults.count && properties.count > 0)
            for (index, (property, usual)) in zip(properties, defaults).enumerated() {
                let name = "\(type(of: record)).\(property.label ?? String(index))"
                let isUnchanged = Self.text(property.value) == Self.text(usual.value)
                if isUnchanged { unchanged.insert(name) } else { changed.insert(name) }
            }
        }
        #expect(unchanged.subtracting(changed) == Self.leftOut)
    }

    @Test func `what was set is there after a round trip`() throws {
        let state = try decode(Self.full)
        let document = StateDocument.encode(state.accounts, state.assumptions, context)
        let again = try decode(String(decoding: document, as: UTF8.self))
        let before = Self.text((state.accounts, state.assumptions)).split(separator: "\n")
        let after = Self.text((again.accounts, again.assumptions)).split(separator: "\n")
        #expect(before.count == after.count)
        #expect(zip(before, after).first { $0 != $1 }.map { "\($0), then \($1)" } == nil)
    }

    @Test func `the full document has every field that is declared`() throws {
        let declared = Self.paths(StateDocument.schema)
        let present = Self.paths(try JSONParser.parse(Array(Self.full.utf8)))
        try #require(declared.count > 100)
        // One word for all assumptions, beside which the others would count for nothing.
        #expect(declared.subtracting(present) == ["/assumptions/assumptions"])
    }

    /// Everything that a value contains, in an order that does not depend on hashes.
    private static func text(_ value: Any) -> String {
        let mirror = Mirror(reflecting: value)
        guard !mirror.children.isEmpty else { return "\(value)" }
        let parts = mirror.children.map { "\($0.label ?? ""): \(text($0.value))" }
        let hasOrder = mirror.displayStyle != .dictionary && mirror.displayStyle != .set
        return (["\(type(of: value))"] + (hasOrder ? parts : parts.sorted())).joined(separator: "\n")
    }

    private static func paths(_ schema: JSONSchema, at path: String = "") -> Set<String> {
        switch schema {
        case .object(let properties, _):
            properties.reduce(into: []) { paths, property in
                let path = "\(path)/\(property.name)"
                paths.insert(path)
                paths.formUnion(Self.paths(property.schema, at: path))
            }
        case .array(let element, _): paths(element, at: path)
        case .anyOf(let schemas): schemas.reduce(into: []) { $0.formUnion(paths($1, at: path)) }
        case .string, .choice, .boolean, .integer, .number, .map, .null, .any: []
        }
    }

    private static func paths(_ value: JSONValue, at path: String = "") -> Set<String> {
        switch value {
        case .object(let object):
            object.members.reduce(into: []) { paths, member in
                let path = "\(path)/\(member.key)"
                paths.insert(path)
                paths.formUnion(Self.paths(member.value, at: path))
            }
        case .array(let elements): elements.reduce(into: []) { $0.formUnion(paths($1, at: path)) }
        case .null, .bool, .number, .string: []
        }
    }
}

/// A record of each kind that a state consists of.
private struct Records {
    var all: [Any] = []

    init(_ state: StateDocument) throws {
        let (accounts, quantities) = (state.accounts, SubAccountPlan.Resource.allCases)
        let (account, subAccount) = (accounts[0], accounts[1])
        let (master, part) = (try #require(account.master), try #require(subAccount.subAccount))
        let (key, activity) = (try #require(account.apiKeys.first), try #require(account.activities.inOrder.first))
        let (user, adminUser) = (
            try #require(account.users.inOrder.first), try #require(master.adminUsers.inOrder.first)
        )
        all = [
            state, accounts, state.assumptions, account, subAccount, account.profile, account.billing, account.owner,
            user, user.invitation, adminUser, adminUser.invitation, master, try #require(master.groups.first),
            try #require(master.ips.first), part, quantities.map { part.plan[$0] }, key, key.access,
            try #require(account.oauthClients.first), activity, activity.visitor,
        ]
    }
}
