internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage
internal import JSON

// What the emulator says about each refusal of a request: a hint, what was compared, and the change that would succeed.

extension Hint {
    /// What a person should do about a refusal.
    func about(_ refusal: Refusal) -> String {
        switch refusal {
        case .noCredential, .unknownKey, .unknownToken: credentialHint(refusal)
        case .expiredKey: "The key's expiresAt has passed on the world's clock; GET /__emulator/clock."
        case .tooManyRequests(let allowance):
            "The account has \(allowance.limit) requests an hour to this endpoint, the next in \(allowance.reset) s; "
                + "--rate-limits off lifts the limit, POST /__emulator/clock/advance passes the time."
        case .accessDenied(let right):
            "The key or token does not allow \(right.name); the key's access or the token's scope decides."
        case .tooManyAccounts:
            "\(Accounts.capacity) keys have accounts; POST /__emulator/reset removes those of new keys."
        case .noEndpoint(let path): PathHint(path, request.method, router).text
        case .malformedPath: "Each segment of the path must be UTF-8 without NUL once percent-decoded."
        case .methodNotAllowed(_, let allowed):
            "This path takes \(allowed.map(\.rawValue).joined(separator: ", "))."
        case .notJSONContent(let mediaType):
            mediaType.map { "The request says Content-Type: \($0); send application/json." }
                ?? "The request has a body and no Content-Type; send application/json."
        case .compressedBody(let encoding):
            "The request says Content-Encoding: \(encoding); send the body uncompressed."
        case .bodyTooLarge(let limit): "The limit is \(limit) bytes; --max-body raises it."
        case .emptyBody: "This operation needs a JSON object as its body."
        case .malformedJSON(let failure): "The body is not JSON: \(failure.description)."
        case .notAnObject: "The body is JSON, but not an object."
        case .missingField(let name), .missingAttribute(let name): "Give \(name) a value; it is required here."
        case .invalidField(let name, let expected), .invalidParameter(let name, let expected),
            .invalidGroupField(let name, let expected):
            "\(name) must be \(expected)."
        case .outOfRange(let name, let range):
            "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)."
        case .activitySpanTooLong: "From startDate to endDate is more than one month."
        case .invalidEmailAddress(let text):
            "\"\(text)\" is not an email address: one @, a domain with a dot, no spaces, 254 bytes at most."
        case .nonNumericIDs(let name), .invalidIDs(let name):
            "\(name) must be an array of sub-account ids, which are positive whole numbers: [4109344]."
        case .nonPositiveNumber(let name): "\(name) must be a sub-account's id, a positive whole number."
        case .invalidSubAccountID, .malformedSubAccountID:
            "A sub-account's id is a positive whole number; GET /corporate/subAccount?offset=0&limit=50 lists them."
        case .malformedInvitation(let text, let expected): "\"\(text)\" is not \(expected)."
        case .domain(let error): error.hint
        case .oauth(let error): error.hint
        }
    }
}

extension ExplainedRequest {
    /// What a check compared, in words; a refusal stands for its check.
    func compared(_ check: Refusal) -> String {
        switch check {
        case .noCredential: credential
        case .unknownKey, .unknownToken, .expiredKey, .tooManyAccounts:
            "\(credential) \(account.map { "opens the account \($0.companyName)" } ?? "opens no account")"
        case .tooManyRequests: allowance
        case .noEndpoint, .malformedPath, .methodNotAllowed:
            "\(request.method.rawValue) \(request.path.prefix(200))"
        case .notJSONContent: header("Content-Type")
        case .compressedBody: header("Content-Encoding")
        case .bodyTooLarge(let limit):
            request.isBodyTooLarge ? "more than \(limit) bytes" : "\(request.body.count) bytes"
        case .emptyBody, .malformedJSON, .notAnObject: "a body of \(request.body.count) bytes"
        case .missingField(let name), .missingAttribute(let name), .invalidField(let name, _),
            .invalidParameter(let name, _), .outOfRange(let name, _), .invalidGroupField(let name, _),
            .nonNumericIDs(let name), .invalidIDs(let name), .nonPositiveNumber(let name):
            value(of: name)
        case .activitySpanTooLong: "\(value(of: "startDate")), \(value(of: "endDate"))"
        case .invalidEmailAddress: value(of: "email")
        case .invalidSubAccountID, .malformedSubAccountID: value(of: "id")
        case .malformedInvitation: "\(value(of: "action")), \(value(of: "email"))"
        case .accessDenied(let right): "the right \(right)"
        case .domain(let error):
            switch subject(of: error) {
            case .person(let role): person(as: role)
            case .other(let words): words
            }
        case .oauth: "a form of \(request.body.count) bytes"
        }
    }
}

extension Repair {
    /// Makes the edit that a refusal asks for; false if there is none.
    mutating func edit(for refusal: Refusal, _ facts: ExplainedRequest) -> Bool {
        switch refusal {
        case .noCredential, .unknownKey, .expiredKey, .unknownToken, .tooManyAccounts: return useKnownKey()
        case .accessDenied: return useUnrestrictedKey(facts)
        case .tooManyRequests(let allowance):
            return sendFirst(
                .post,
                "/clock/advance",
                ["by": .string("PT\(allowance.reset)S")],
                "Let the hour of the rate limit pass."
            )
        case .noEndpoint: return useNearestPath()
        case .malformedPath: return mendPath()
        case .methodNotAllowed(_, let allowed): return useMethod(allowed)
        case .notJSONContent:
            setHeader("Content-Type", "application/json")
            return note("Send the header Content-Type: application/json.")
        case .compressedBody:
            setHeader("Content-Encoding", nil)
            return note("Send the body uncompressed.")
        case .bodyTooLarge, .emptyBody, .malformedJSON, .notAnObject:
            guard let endpoint = facts.call.endpoint else { return false }
            setBody(.object(endpoint.fields.exampleBody))
            return note("Send a JSON object with the required fields.")
        case .missingField(let name), .missingAttribute(let name), .invalidField(let name, _),
            .invalidParameter(let name, _), .invalidGroupField(let name, _), .nonNumericIDs(let name),
            .invalidIDs(let name), .nonPositiveNumber(let name):
            return giveExample(of: name, facts)
        case .outOfRange(let name, let range):
            setQuery(name, "\(range.lowerBound)")
            return note("Give \(name) a value from \(range.lowerBound) to \(range.upperBound).")
        case .activitySpanTooLong: return removeDays("Leave out the days, or let them span a month at most.")
        case .invalidEmailAddress: return giveExample(of: "email", facts)
        case .invalidSubAccountID, .malformedSubAccountID: return giveExample(of: "id", facts)
        case .malformedInvitation: return giveExample(of: facts.email == nil ? "email" : "action", facts)
        case .domain(let error): return edit(for: error, facts)
        case .oauth(let error): return edit(for: error)
        }
    }

    private mutating func edit(for error: OAuthError) -> Bool {
        switch error {
        case .methodNotAllowed(let allowed): return useMethod(allowed)
        case .invalidToken, .tooManyAccounts: return false
        case .invalidRequest, .invalidClient, .unsupportedGrantType, .invalidScope:
            guard let client = knownClient else { return false }
            let form = ["grant_type=client_credentials", "client_id=\(client.id)", "client_secret=\(client.secret)"]
            let isToken = request.path.hasSuffix("/token")
            request.body = Array((isToken ? form : form + ["token=unknown"]).joined(separator: "&").utf8)
            setHeader("Authorization", nil)
            setHeader("Content-Type", "application/x-www-form-urlencoded")
            return note("Send a form with grant_type, client_id and client_secret of a known client.")
        }
    }
}

extension OAuthError {
    /// What a person should do about the refusal.
    var hint: String {
        switch self {
        case .invalidRequest, .unsupportedGrantType:
            "Send grant_type=client_credentials as a form, with client_id and client_secret in it or by HTTP Basic."
        case .invalidClient:
            "With --keys any every new client_id is accepted, with its first secret; with seeded, those of oauthClients."
        case .invalidScope:
            """
            GET /realms/partner/scopes lists the scopes; a client has organization and account, read and write, unless \
            it is seeded with others. A request for none gets them all.
            """
        case .invalidToken: "Send Authorization: Bearer with a token of this world, issued within an hour of its clock."
        case .methodNotAllowed(let allowed): "Send it by \(allowed[0].rawValue)."
        case .tooManyAccounts: "POST /__emulator/reset removes the accounts of new clients."
        }
    }
}

extension Rights {
    /// A right within a sentence: `writing in corporate`.
    fileprivate var name: String {
        for section in Section.allCases {
            for action in Action.allCases where self == .to(action, in: section) { return "to \(action) in \(section)" }
        }
        return "this"
    }
}
