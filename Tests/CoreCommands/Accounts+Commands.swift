package import BrevoCore

// The commands of the domain with a time and assumptions in place of a whole context.

extension Accounts {
    @discardableResult
    package mutating func createKey(
        for number: SubAccount.Number,
        of master: ID,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) -> String {
        var context = CommandContext(now: now, assumptions: assumptions)
        return try createKey(for: number, of: master, &context)
    }

    @discardableResult
    package mutating func createSession(
        for email: EmailAddress?,
        in number: SubAccount.Number,
        of master: ID,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) -> String {
        var context = CommandContext(now: now, assumptions: assumptions)
        return try createSession(for: email, in: number, of: master, &context)
    }

    package mutating func allot(
        _ quantities: [SubAccountPlan.Resource: Double],
        to numbers: [SubAccount.Number],
        of master: ID,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) {
        var context = CommandContext(now: now, assumptions: assumptions)
        try allot(quantities, to: numbers, of: master, &context)
    }

    package mutating func toggle(
        _ applications: [SubAccount.Application: Bool],
        of number: SubAccount.Number,
        of master: ID,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) {
        var context = CommandContext(now: now, assumptions: assumptions)
        try toggle(applications, of: number, of: master, &context)
    }

    package mutating func associate(
        _ ip: String,
        with numbers: [SubAccount.Number],
        of master: ID,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) {
        var context = CommandContext(now: now, assumptions: assumptions)
        try associate(ip, with: numbers, of: master, &context)
    }

    package mutating func dissociate(
        _ ip: String,
        from numbers: [SubAccount.Number],
        of master: ID,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) {
        var context = CommandContext(now: now, assumptions: assumptions)
        try dissociate(ip, from: numbers, of: master, &context)
    }

    @discardableResult
    package mutating func createSubAccount(
        _ request: SubAccountRequest,
        of id: ID,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) -> SubAccount.Number {
        var context = CommandContext(now: now, assumptions: assumptions)
        return try createSubAccount(request, of: id, &context)
    }

    package mutating func deleteSubAccount(
        _ number: SubAccount.Number,
        of master: ID,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) {
        var context = CommandContext(now: now, assumptions: assumptions)
        try deleteSubAccount(number, of: master, &context)
    }

    @discardableResult
    package mutating func issueToken(
        to clientID: String,
        secret: String,
        scopes: [Scope],
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(OAuthRefusal) -> (text: String, token: AccessToken) {
        var context = CommandContext(now: now, assumptions: assumptions)
        return try issueToken(to: clientID, secret: secret, scopes: scopes, &context)
    }

    @discardableResult
    package mutating func authenticate(
        _ clientID: String,
        secret: String,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(OAuthRefusal) -> (account: ID, client: OAuthClient) {
        var context = CommandContext(now: now, assumptions: assumptions)
        return try authenticate(clientID, secret: secret, &context)
    }
}

extension Accounts {
    package mutating func open(_ key: String, at now: Timestamp = .ofTests) -> Opening {
        var context = CommandContext(now: now)
        return open(key, &context)
    }
}

extension Roster {
    @discardableResult
    package mutating func take(
        _ step: Invitation.Step,
        for email: EmailAddress,
        at now: Timestamp = .ofTests
    ) throws(StepRefused) -> Person {
        try take(step, for: email, CommandContext(now: now))
    }
}

extension Invitation {
    package func taking(_ step: Step, at now: Timestamp = .ofTests) throws(StepRefused) -> Invitation? {
        try taking(step, CommandContext(now: now))
    }
}

extension Timestamp {
    /// When commands happen unless a test says otherwise.
    package static let ofTests: Timestamp = {
        guard let moment = Timestamp("2026-11-20T09:00:00Z") else { preconditionFailure("a literal moment is valid") }
        return moment
    }()
}
