import BrevoCore
import CoreCommands

/// The account that is tested.
struct RealAccount: ModelSubject {
    typealias Role = PersonRole

    private var account: Account
    private var now = Timestamp.invited
    private let assumptions: Assumptions
    /// The circumstances of the current step.
    private var context = CommandContext(now: .invited)
    /// The ids, by when each was first seen.
    private var numbers: [ObjectID: Int] = [:]
    private var names = PermissionNames()

    init(_ setting: ModelScript.Setting) {
        assumptions = setting.assumptions
        let groups = ModelAccount.groups.compactMap { group in
            ObjectID(group.id).map { Group(id: $0, groupName: group.name, createdAt: .invited) }
        }
        account = .acme(on: setting.plan, billing: setting.isBilled, groups: setting.isMaster ? groups : nil)
    }

    mutating func play(_ step: ModelStep) -> ModelOutcome {
        context = CommandContext(now: now, assumptions: assumptions)
        let answer = answer(to: step)
        let users = account.users.inOrder.map { row($0) }
        let adminUsers = account.master?.adminUsers.inOrder.map { row($0) }
        return ModelOutcome(
            answer: answer,
            events: context.events.compactMap { event in
                if case .person(let personEvent, _, _) = event.subject { personEvent } else { nil }
            },
            people: [.user: users, .admin: adminUsers ?? []],
            invoices: account.billing.invoices,
            creditNotes: account.billing.creditNotes
        )
    }

    private mutating func answer(to step: ModelStep) -> ModelOutcome.Answer {
        do throws(CoreError) {
            switch step {
            case .wait(let duration):
                now = now + duration
                return .done
            case .invite(.user, let address, let access, _):
                let grant = try access.grant(from: .organization, within: account.plan.privileges)
                return .billed(try account.invite(email(address), privileges: grant.granted, &context))
            case .invite(.admin, let address, let access, let groups):
                return try inviteAdminUser(address, access, groups)
            case .update(let role, let address, let access): return try update(role, email(address), access)
            case .take(let step, let role, let address): return try take(step, role, email(address))
            case .show(let role, let address): return try show(role, email(address))
            case .listAdminUsers: return .listed(try account.adminMembers(at: now).map { row($0) })
            }
        } catch { return .refused(error.name) }
    }

    private mutating func inviteAdminUser(
        _ address: String,
        _ access: ModelStep.Access,
        _ groups: [String]
    ) throws(CoreError) -> ModelOutcome.Answer {
        let catalog = Catalog.masterAccount
        let privileges = try access.grant(from: catalog, within: catalog.everything).granted
        let id = try account.inviteAdminUser(email(address), privileges: privileges, groupIDs: groups, &context)
        return .invited(number: number(of: id))
    }

    private mutating func update(
        _ role: Role,
        _ person: EmailAddress,
        _ access: ModelStep.Access
    ) throws(CoreError) -> ModelOutcome.Answer {
        switch role {
        case .user:
            let grant = try access.grant(from: .organization, within: account.plan.privileges)
            return .billed(try account.updatePermissions(of: person, by: grant, &context).documents)
        case .admin:
            let catalog = Catalog.masterAccount
            let grant = try access.grant(from: catalog, within: catalog.everything)
            _ = try account.changeAdminPermissions(of: person, by: grant, &context)
            return .done
        }
    }

    private mutating func take(
        _ step: Invitation.Step,
        _ role: Role,
        _ person: EmailAddress
    ) throws(CoreError) -> ModelOutcome.Answer {
        switch (step, role) {
        case (.resend, .user): try account.resendInvitation(to: person, &context)
        case (.cancel, .user): return .billed(try account.cancelInvitation(of: person, &context))
        case (.revoke, .user): return .billed(try account.revoke(person, &context))
        case (.resend, .admin): try account.resendAdminInvitation(to: person, &context)
        case (.cancel, .admin): try account.cancelAdminInvitation(of: person, &context)
        case (.revoke, .admin): try account.revokeAdminUser(person, &context)
        case (.accept, _), (.decline, _):
            do throws(StepRefused) {
                try account.answerInvitation(of: person, as: role, by: step, &context)
            } catch { return .refused("StepRefused from \(error.status?.rawValue ?? "nothing")") }
        }
        return .done
    }
}

// MARK: What is shown

extension RealAccount {
    private mutating func show(_ role: Role, _ person: EmailAddress) throws(CoreError) -> ModelOutcome.Answer {
        guard role == .user else { return .shown(row(try account.adminMember(person, context))) }
        let member = try account.member(person, context)
        return .shown(
            ModelRow(
                number: account.users[person, assumptions.emailCase].map { number(of: $0.id) },
                address: member.email.text,
                status: member.status.rawValue,
                permissions: names.of(member.privileges, .user)
            )
        )
    }

    private mutating func row(_ user: User) -> ModelRow {
        ModelRow(
            number: number(of: user.id),
            address: user.email.text,
            status: user.invitation.status(at: now).rawValue,
            permissions: names.of(user.privileges, .user)
        )
    }

    private mutating func row(_ user: AdminUser) -> ModelRow {
        ModelRow(
            number: number(of: user.id),
            address: user.email.text,
            status: user.invitation.status(at: now).rawValue,
            permissions: names.of(user.privileges, .admin),
            groups: (user.groupIDs ?? []).compactMap { id in account.master?.groups.first { $0.id == id }?.groupName }
        )
    }

    private mutating func row(_ member: Account.AdminMember) -> ModelRow {
        ModelRow(
            number: member.isOwner
                ? nil : account.master?.adminUsers[member.email, assumptions.emailCase].map { number(of: $0.id) },
            address: member.email.text,
            status: member.status.rawValue,
            permissions: names.of(member.privileges, .admin),
            groups: member.groups.map(\.groupName)
        )
    }

    private mutating func number(of id: ObjectID) -> Int {
        if let number = numbers[id] { return number }
        numbers[id] = numbers.count + 1
        return numbers.count
    }
}

/// Names each set of permissions once, as each is asked for many times.
private struct PermissionNames {
    private var known: [PersonRole: [Privileges: Set<String>]] = [:]

    mutating func of(_ privileges: Privileges, _ role: PersonRole) -> Set<String> {
        if let names = known[role]?[privileges] { return names }
        let catalog = role == .admin ? Catalog.masterAccount : .organization
        let names = catalog.features.flatMap { feature in
            feature.permissions.filter { privileges.isSuperset(of: $0.bit) }.map { "\(feature.slug).\($0.slug)" }
        }
        known[role, default: [:]][privileges] = Set(names)
        return Set(names)
    }
}

extension ModelStep.Access {
    /// What the API makes of it.
    fileprivate func grant(from catalog: Catalog, within available: Privileges) throws(CoreError) -> Grant {
        switch self {
        case .all: .all(of: available.intersection(catalog.everything))
        case .privileges(let items): try catalog.grant(items, within: available)
        }
    }
}

extension ModelOutcome.Answer {
    fileprivate static func billed(_ documents: Billing.Documents) -> Self {
        .billed(invoice: documents.invoiceID, creditNotes: documents.creditNotes)
    }
}
