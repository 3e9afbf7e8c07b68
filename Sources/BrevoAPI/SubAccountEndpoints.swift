internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// The sub-accounts of a master account.
enum SubAccountEndpoints {
    /// Lists sub-accounts, a page of them: `GET /corporate/subAccount`; `offset` counts sub-accounts, from 0.
    static func list(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        for name in ["offset", "limit"] where call.queryParameter(name) == nil { throw .missingField(name) }
        let offset = try call.requireWholeNumber("offset", in: 0...Int(Int32.max))
        let limit = try call.requireWholeNumber("limit", in: 1...Int(Int32.max))
        let master = try command(try service.accounts[call.account].requireMaster())
        let all = try command(try service.accounts.subAccounts(of: call.account))
        return .json(.ok) { json in
            json.member("count", all.count)
            json.array("subAccounts") { json in
                for entry in all.dropFirst(offset).prefix(limit) {
                    json.object { json in
                        json.member("id", entry.subAccount.number)
                        json.member("companyName", entry.account.companyName)
                        json.member("active", true)
                        json.member("createdAt", entry.subAccount.createdAt.unixSeconds)
                        json.member("groups", master.groups.lazy.filter { $0.contains(entry.subAccount.number) })
                    }
                }
            }
        }
    }

    /// Makes a sub-account: `POST /corporate/subAccount`.
    static func create(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let body = call.body
        for name in ["companyName", "email"] where body.field(name) == nil { throw .missingAttribute(name) }
        let request = Accounts.SubAccountRequest(
            companyName: try body.requireText("companyName"),
            email: try body.emailAddress("email"),
            groupIDs: try body.strings("groupIds"),
            locale: try body.choice("language", of: locales.map(\.language)).flatMap { language in
                locales.first { $0.language == language }?.locale
            },
            timezone: try body.text("timezone")
        )
        let number = try command(
            try service.accounts.createSubAccount(request, of: call.account, at: call.now)
        )
        return .json(.created) { $0.member("id", number) }
            .ignoring(body.unknownFields(besides: ["companyName", "email", "groupIds", "language", "timezone"]))
    }

    /// Makes a key that opens a sub-account: `POST /corporate/subAccount/key`.
    ///
    /// The key's name is checked and then forgotten: nothing shows it.
    static func makeKey(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        for name in ["id", "name"] { try call.body.present(name) }
        let number = try call.body.subAccountID("id", orRefuse: .nonPositiveNumber("id"))
        _ = try call.body.requireText("name")
        let key = try command(try service.accounts.makeKey(for: number, of: call.account))
        return .json(.created) { json in
            json.member("status", "success")
            json.member("key", key)
        }
        .ignoring(call.body.unknownFields(besides: ["id", "name"]))
    }

    /// Lets a person into a sub-account without a password: `POST /corporate/subAccount/ssoToken`.
    static func makeSession(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let body = call.body
        let number = try body.subAccountID("id", orRefuse: .invalidSubAccountID)
        let email = body.field("email") == nil ? nil : try body.emailAddress("email")
        _ = (try body.choice("target", of: targets), try body.text("url"))
        let token = try command(
            try service.accounts.makeSession(for: email, in: number, of: call.account, at: call.now)
        )
        return .json(.ok) { $0.member("token", token) }
            .ignoring(body.unknownFields(besides: ["id", "email", "target", "url"]))
    }

    /// Shows a sub-account: `GET /corporate/subAccount/{id}`.
    static func show(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        guard let number = SubAccount.number(inPath: call.parameters[0]) else { throw .invalidSubAccountID }
        let entry = try command(try service.accounts.subAccount(number, of: call.account))
        let groups = service.accounts[call.account].master?.groups ?? []
        return .json(.ok) { json in
            let owner = entry.account.owner
            json.member("name", [owner.firstName, owner.lastName].filter { !$0.isEmpty }.joined(separator: " "))
            json.member("email", owner.email.text)
            json.member("companyName", entry.account.companyName)
            json.member("groups", groups.filter { $0.contains(number) })
            json.object("planInfo") { json in
                json.object("credits") { $0.quantities(of: Self.credits, entry, at: call.now) }
                json.object("features") { $0.quantities(of: Self.features, entry, at: call.now) }
                json.member("planType", "paid")
            }
        }
    }

    /// Deletes a sub-account: `DELETE /corporate/subAccount/{id}`.
    static func delete(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let text = call.parameters[0]
        guard let number = SubAccount.number(inPath: text) else { throw .malformedSubAccountID(text) }
        try command(try service.accounts.deleteSubAccount(number, of: call.account))
        return HTTPResponse(status: .noContent)
    }

    /// What `planInfo` shows, in the order of the documents of 2024; what came later stands behind.
    private static let credits: [(String, SubAccountPlan.Resource)] = [
        ("emails", .email), ("sms", .sms), ("wpSubscribers", .wpSubscribers), ("whatsapp", .whatsapp),
        ("externalFeeds", .externalFeeds),
    ]
    private static let features: [(String, SubAccountPlan.Resource)] = [
        ("inbox", .inbox), ("landingPage", .landingPage), ("users", .users), ("salesUsers", .salesUsers),
    ]
    /// The languages that can be asked for (DOC), and where an owner of that language lives (INF).
    private static let locales: [(language: String, locale: String)] = [
        ("en", "en_US"), ("fr", "fr_FR"), ("it", "it_IT"), ("es", "es_ES"), ("pt", "pt_PT"),
        ("de", "de_DE"),
    ]
    private static let targets = [
        "automation", "email_campaign", "contacts", "landing_pages", "email_transactional", "senders", "sms_campaign",
        "sms_transactional",
    ]
}

extension JSONWriter {
    fileprivate mutating func quantities(
        of resources: [(String, SubAccountPlan.Resource)],
        _ entry: Accounts.SubAccountEntry,
        at now: Timestamp
    ) {
        for (name, resource) in resources {
            let quantity = entry.subAccount.plan[resource]
            object(name) { json in
                json.member("quantity", quantity)
                let taken = entry.account.taken(of: resource, at: now)
                json.member("remaining", SubAccountPlan.remaining(of: quantity, taken: taken))
            }
        }
    }
}
