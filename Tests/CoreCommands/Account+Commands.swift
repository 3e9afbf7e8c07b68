package import BrevoCore

// The commands of the domain with a time and assumptions in place of a whole context.

extension Account {
    @discardableResult
    package mutating func invite(
        _ email: EmailAddress,
        privileges: Privileges,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) -> Billing.Documents {
        var context = CommandContext(now: now, assumptions: assumptions)
        return try invite(email, privileges: privileges, &context)
    }

    package mutating func resendInvitation(
        to email: EmailAddress,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) {
        var context = CommandContext(now: now, assumptions: assumptions)
        try resendInvitation(to: email, &context)
    }

    @discardableResult
    package mutating func cancelInvitation(
        of email: EmailAddress,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) -> Billing.Documents {
        var context = CommandContext(now: now, assumptions: assumptions)
        return try cancelInvitation(of: email, &context)
    }

    @discardableResult
    package mutating func revoke(
        _ email: EmailAddress,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) -> Billing.Documents {
        var context = CommandContext(now: now, assumptions: assumptions)
        return try revoke(email, &context)
    }

    @discardableResult
    package mutating func updatePermissions(
        of email: EmailAddress,
        by grant: Grant,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) -> Billing.Documents {
        var context = CommandContext(now: now, assumptions: assumptions)
        return try updatePermissions(of: email, by: grant, &context).documents
    }

    @discardableResult
    package func member(
        _ email: EmailAddress,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) -> Member {
        let context = CommandContext(now: now, assumptions: assumptions)
        return try member(email, context)
    }

    package mutating func answerInvitation(
        of email: EmailAddress,
        as role: PersonRole,
        by step: Invitation.Step,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(StepRefused) {
        var context = CommandContext(now: now, assumptions: assumptions)
        try answerInvitation(of: email, as: role, by: step, &context)
    }

    @discardableResult
    package mutating func inviteAdminUser(
        _ email: EmailAddress,
        privileges: Privileges,
        groupIDs: [String],
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) -> ObjectID {
        var context = CommandContext(now: now, assumptions: assumptions)
        return try inviteAdminUser(email, privileges: privileges, groupIDs: groupIDs, &context)
    }

    package mutating func resendAdminInvitation(
        to email: EmailAddress,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) {
        var context = CommandContext(now: now, assumptions: assumptions)
        try resendAdminInvitation(to: email, &context)
    }

    package mutating func cancelAdminInvitation(
        of email: EmailAddress,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) {
        var context = CommandContext(now: now, assumptions: assumptions)
        try cancelAdminInvitation(of: email, &context)
    }

    package mutating func revokeAdminUser(
        _ email: EmailAddress,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) {
        var context = CommandContext(now: now, assumptions: assumptions)
        try revokeAdminUser(email, &context)
    }

    @discardableResult
    package mutating func changeAdminPermissions(
        of email: EmailAddress,
        by grant: Grant,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) -> Privileges {
        var context = CommandContext(now: now, assumptions: assumptions)
        return try changeAdminPermissions(of: email, by: grant, &context)
    }

    @discardableResult
    package func adminMember(
        _ email: EmailAddress,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) -> AdminMember {
        let context = CommandContext(now: now, assumptions: assumptions)
        return try adminMember(email, context)
    }

    @discardableResult
    package mutating func createGroup(
        named name: String,
        subAccounts: [SubAccount.Number],
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) -> ObjectID {
        var context = CommandContext(now: now, assumptions: assumptions)
        return try createGroup(named: name, subAccounts: subAccounts, &context)
    }

    package mutating func changeGroup(
        _ id: String,
        name: String?,
        subAccounts: [SubAccount.Number]?,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) {
        var context = CommandContext(now: now, assumptions: assumptions)
        try changeGroup(id, name: name, subAccounts: subAccounts, &context)
    }

    package mutating func deleteGroup(
        _ id: String,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) {
        var context = CommandContext(now: now, assumptions: assumptions)
        try deleteGroup(id, &context)
    }

    package mutating func unlink(
        _ subAccounts: [SubAccount.Number],
        fromGroup id: String,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) {
        var context = CommandContext(now: now, assumptions: assumptions)
        try unlink(subAccounts, fromGroup: id, &context)
    }

    @discardableResult
    package mutating func createAdminSession(
        for email: EmailAddress,
        at now: Timestamp = .ofTests,
        under assumptions: Assumptions = Assumptions()
    ) throws(CoreError) -> String {
        var context = CommandContext(now: now, assumptions: assumptions)
        return try createAdminSession(for: email, &context)
    }
}
