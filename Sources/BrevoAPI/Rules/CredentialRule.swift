/// What opens an account, and what it allows.
enum CredentialRule: String, RuleSet {
    case credentialRequired = "credential-required"
    case keyKnown = "key-known"
    case keyExpiry = "key-expiry"
    case tokenKnown = "token-known"
    case keyBeforeToken = "key-before-token"
    case right
    case rateLimit = "rate-limit"
    case rateLimitNumbers = "rate-limit-numbers"
    case accountCapacity = "account-capacity"

    var statement: Rule.Statement {
        switch self {
        case .credentialRequired:
            .init(
                .observed("https://github.com/getbrevo/brevo-python/issues/13"),
                "Without a key, or with an empty one, the gateway refuses with 401, message first, with a line feed."
            )
        case .keyKnown:
            .init(
                .observed("https://github.com/sendinblue/APIv3-python-library/issues/63"),
                "An unknown key is 401 \"Key not found\", message first, with a line feed."
            )
        case .keyExpiry: .init(.inferred, "An expired key is refused like an unknown one.")
        case .tokenKnown: .init(.inferred, "An unknown, revoked or expired token is refused like an unknown key.")
        case .keyBeforeToken: .init(.inferred, "If a request has a key and a token, the key counts.")
        case .right:
            .init(.inferred, "A call that a restricted key or a scope does not allow is 403 permission_denied.")
        case .rateLimit: .init(.inferred, "A request beyond the limit is 429 in the gateway's form.")
        case .rateLimitNumbers:
            .init(.guide("api-limits"), "An account has 100, 200 or 600 requests an hour to each endpoint, by plan.")
        case .accountCapacity: .init(.inferred, "The emulator keeps a limited number of accounts, then 503.")
        }
    }
}
