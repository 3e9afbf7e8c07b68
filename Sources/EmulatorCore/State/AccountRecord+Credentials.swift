internal import BrevoAPI
internal import BrevoCore
internal import JSON

// What opens an account, and what was done in it.
extension AccountRecord {
    mutating func declareCredentials(_ fields: inout RecordFields<StateContext>) {
        declareKeys(&fields)
        declareClients(&fields)
        guard fields.isReading, role == .account else { return }
        if ["apiKeys", "oauthClients"].allSatisfy({ !fields.has($0) || fields.hasEmptyArray($0) }) {
            fields.addFault("apiKeys must have a key, or oauthClients a client, or nothing opens the account")
        }
    }

    private mutating func declareKeys(_ fields: inout RecordFields<StateContext>) {
        let keys = account.apiKeys
        if fields.isReading { account.apiKeys = [] }
        fields.records(
            "apiKeys",
            keys.lazy.map(APIKeyRecord.init),
            "The keys that open the account: a string, or an object for a restricted one.",
            blank: { _ in APIKeyRecord(APIKey("")) },
            append: { record, fields in
                let text = record.text
                guard (1...Accounts.maximumKeyLength).contains(text.utf8.count) else {
                    return fields.addFault(
                        "a key is a string of 1 to \(Accounts.maximumKeyLength) bytes, or an object with one as key"
                    )
                }
                if !fields.context.keys.insert(text).inserted {
                    fields.addFault("this key opens another account already")
                }
                account.apiKeys.append(record.key)
            }
        )
    }

    private mutating func declareClients(_ fields: inout RecordFields<StateContext>) {
        let clients = account.oauthClients
        if fields.isReading { account.oauthClients = [] }
        fields.records(
            "oauthClients",
            clients.lazy.map(OAuthClientRecord.init),
            omitsEmpty: true,
            "The OAuth clients that get tokens for the account.",
            blank: { _ in OAuthClientRecord(OAuthClient(clientID: "", clientSecret: "")) },
            append: { record, fields in
                if !fields.context.clientIDs.insert(record.clientID).inserted {
                    fields.addFault("this client is there already", at: "clientId")
                }
                account.oauthClients.append(record.client)
            }
        )
    }

    mutating func declareActivities(_ fields: inout RecordFields<StateContext>) {
        if fields.isWriting, !fields.context.includesHistory { return }
        let activities = account.activities.inOrder
        if fields.isReading { account.activities = ActivityLog() }
        fields.records(
            "activities",
            activities.lazy.map(ActivityRecord.init),
            omitsEmpty: true,
            "The activity log, oldest first.",
            blank: { _ in ActivityRecord() },
            append: { record, _ in account.activities.append(record.activity) }
        )
    }
}

private struct APIKeyRecord: JSONRecord {
    var text: String
    private var access: AccessRecord?
    private var expiresAt: Timestamp?

    init(_ key: APIKey) {
        text = key.text
        access = key.access == .full ? nil : AccessRecord(access: key.access)
        expiresAt = key.expiresAt
    }

    var key: APIKey { APIKey(text, access: access?.access ?? .full, expiresAt: expiresAt) }

    static var allowsShorthand: Bool { true }
    var shorthand: String? { key.isUnrestricted ? text : nil }

    mutating func readShorthand(_ text: String) -> Bool {
        self.text = text
        return true
    }

    mutating func declareFields(_ fields: inout RecordFields<StateContext>) {
        fields.field("key", &text, "The value of the header `api-key`.")
        if !fields.isWriting || access != nil {
            // A section that is not named is closed, as in the service's own form; no access at all is full access.
            var record = access ?? AccessRecord(access: Access(organization: .none, corporate: .none))
            if fields.record("access", &record, "What the key allows; everything if left out.") { access = record }
        }
        fields.optional("expiresAt", &expiresAt, example: StateContext.sample.now, "When the key expires.")
    }
}

private struct AccessRecord: JSONRecord {
    var access: Access

    mutating func declareFields(_ fields: inout RecordFields<StateContext>) {
        fields.field("organization", &access.organization, "Below `/organization` and `/account`.")
        fields.field("corporate", &access.corporate, "Below `/corporate`.")
    }
}

private struct OAuthClientRecord: JSONRecord {
    var clientID: String
    private var clientSecret: String
    private var scopes: [String]?

    init(_ client: OAuthClient) {
        (clientID, clientSecret) = (client.clientID, client.clientSecret)
        scopes = client.scopes == Scope.granted ? nil : client.scopes.map(\.rawValue)
    }

    var client: OAuthClient {
        let scopes = scopes.map { $0.map(Scope.init(rawValue:)) } ?? Scope.granted
        let unique = scopes.reduce(into: [Scope]()) { if !$0.contains($1) { $0.append($1) } }
        return OAuthClient(clientID: clientID, clientSecret: clientSecret, scopes: unique)
    }

    mutating func declareFields(_ fields: inout RecordFields<StateContext>) {
        if fields.required("clientId", &clientID) { check(clientID, "clientId", &fields) }
        if fields.required("clientSecret", &clientSecret) { check(clientSecret, "clientSecret", &fields) }
        if fields.isWriting, scopes == nil { return }
        var names = scopes ?? Scope.granted.map(\.rawValue)
        let isGiven = fields.has("scopes")
        fields.values("scopes", &names, "The scopes that it was granted.")
        guard fields.isReading, isGiven else { return }
        for (index, name) in names.enumerated() where !Scope.documented.contains(Scope(rawValue: name)) {
            let known = Scope.documented.map(\.rawValue).joined(separator: ", ")
            fields.addFault("\(name) is not a scope; there are \(known)", at: index, of: "scopes")
        }
        scopes = names
    }

    private func check(_ text: String, _ name: String, _ fields: inout RecordFields<StateContext>) {
        guard !(1...OAuthClient.maximumLength).contains(text.utf8.count) else { return }
        fields.addFault("\(name) must be a string of 1 to \(OAuthClient.maximumLength) bytes", at: name)
    }
}

private struct ActivityRecord: JSONRecord {
    private var action = Activity.Action.loginSuccess.rawValue
    private var date = StateContext.sample.now
    private var email: EmailAddress = "owner@example.com"
    private var ip = ""
    private var userAgent = ""

    init() {}

    init(_ activity: Activity) {
        (action, date, email) = (activity.action.rawValue, activity.date, activity.userEmail)
        (ip, userAgent) = (activity.visitor.ip, activity.visitor.userAgent)
    }

    var activity: Activity {
        Activity(
            Activity.Action(rawValue: action),
            date: date,
            userEmail: email,
            visitor: Activity.Visitor(ip: ip, userAgent: userAgent)
        )
    }

    mutating func declareFields(_ fields: inout RecordFields<StateContext>) {
        fields.required("action", &action, "What was done.")
        fields.required("date", &date)
        fields.required("user_email", &email, "Who did it.")
        fields.field("user_ip", &ip)
        fields.field("user_agent", &userAgent)
    }
}
