internal import BrevoCore
internal import JSON

/// Who and what gets into an account, how often, and what was done in it.
extension StateReader {
    /// The keys of an account: texts, or objects where something limits them.
    mutating func apiKeys(_ object: Fields) -> [APIKey] {
        var own: [APIKey] = []
        for (value, place) in elements(object, "apiKeys") {
            guard let key = apiKey(value, at: place) else { continue }
            if !keys.insert(key.text).inserted { note("this key opens another account already", at: place) }
            own.append(key)
        }
        return own
    }

    private mutating func apiKey(_ value: JSONValue, at place: Place) -> APIKey? {
        var key: APIKey
        if value.object == nil {
            key = APIKey(value.string ?? "")
        } else {
            let fields = fields(of: value, at: place, known: ["key", "access", "expiresAt"])
            key = APIKey(
                fields["key"]?.string ?? "",
                access: access(fields),
                expiresAt: timestamp(fields, "expiresAt")
            )
        }
        guard (1...Accounts.maximumKeyLength).contains(key.text.utf8.count) else {
            note(
                "a key is a string of 1 to \(Accounts.maximumKeyLength) bytes, or an object with one as key",
                at: place
            )
            return nil
        }
        return key
    }

    /// A section that is not named is not open, as on the service's own form; no access at all is full access.
    private mutating func access(_ key: Fields) -> Access {
        guard let value = key["access"] else { return .full }
        let fields = fields(of: value, at: key.place("access"), known: ["organization", "corporate"])
        let levels = Access.Level.allCases.map(\.rawValue)
        return Access(
            organization: choice(fields, "organization", levels).flatMap(Access.Level.init) ?? .none,
            corporate: choice(fields, "corporate", levels).flatMap(Access.Level.init) ?? .none
        )
    }

    /// The programs that get tokens for an account.
    mutating func oauthClients(_ object: Fields) -> [OAuthClient] {
        var own: [OAuthClient] = []
        for (value, place) in elements(object, "oauthClients") {
            let fields = fields(of: value, at: place, known: ["clientId", "clientSecret", "scopes"])
            guard let id = credential(fields, "clientId"), let secret = credential(fields, "clientSecret") else {
                continue
            }
            if !clientIDs.insert(id).inserted { note("this client is there already", at: fields.place("clientId")) }
            let scopes = fields["scopes"] == nil ? Scope.documented : scopes(fields)
            own.append(OAuthClient(clientID: id, clientSecret: secret, scopes: scopes))
        }
        return own
    }

    private mutating func credential(_ fields: Fields, _ name: String) -> String? {
        let text = fields[name]?.string ?? ""
        guard (1...OAuthClient.maximumLength).contains(text.utf8.count) else {
            let place = fields[name] == nil ? fields.place : fields.place(name)
            note("\(name) must be a string of 1 to \(OAuthClient.maximumLength) bytes", at: place)
            return nil
        }
        return text
    }

    private mutating func scopes(_ client: Fields) -> [Scope] {
        var scopes: [Scope] = []
        for (value, place) in elements(client, "scopes") {
            guard let scope = value.string.map(Scope.init(rawValue:)), Scope.documented.contains(scope) else {
                note("a scope is one of \(Scope.documented.map(\.rawValue).joined(separator: ", "))", at: place)
                continue
            }
            if !scopes.contains(scope) { scopes.append(scope) }
        }
        return scopes
    }

    /// The limits that the document states, or else the program's.
    mutating func rateLimits(_ root: Fields) -> RateLimits {
        guard let value = root["rateLimits"] else { return RateLimits(context.rateLimits) }
        guard let policy = RateLimits.Policy(value.string ?? value.number?.int.map { String($0) } ?? "") else {
            let range = RateLimits.Policy.range
            note(
                "rateLimits must be off, documented or a number from \(range.lowerBound) to \(range.upperBound)",
                at: root.place("rateLimits")
            )
            return RateLimits()
        }
        return RateLimits(policy, isStated: true)
    }

    /// What was done in an account, the oldest first.
    mutating func readActivities(_ object: Fields, into account: inout Account) {
        let known = ["action", "date", "user_email", "user_ip", "user_agent"]
        for (value, place) in elements(object, "activities") {
            let fields = fields(of: value, at: place, known: known)
            for name in ["action", "date"] where fields[name] == nil { note("\(name) is missing", at: place) }
            guard let action = string(fields, "action"), let date = timestamp(fields, "date"),
                let email = email(fields, "user_email")
            else { continue }
            let visitor = Activity.Visitor(
                ip: string(fields, "user_ip") ?? "",
                userAgent: string(fields, "user_agent") ?? ""
            )
            account.activities.append(
                Activity(Activity.Action(rawValue: action), date: date, userEmail: email, visitor: visitor)
            )
        }
    }

    /// The ids by which `GET /account` knows an account, where the document gives them.
    mutating func readNumbers(_ object: Fields, into account: inout Account) {
        if let id = objectID(object, "organization_id") { account.organizationID = id }
        if object["user_id"] != nil { account.userID = count(object, "user_id") }
    }
}
