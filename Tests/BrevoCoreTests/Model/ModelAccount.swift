import BrevoCore
import CoreCommands
import SpecTables

/// What an account should do, as simply as can be said.
struct ModelAccount: ModelSubject {
    typealias Role = PersonRole

    static let owner = "boss@acme.example"
    static let groups = [
        (id: "aaaaaaaaaaaaaaaaaaaaaaaa", name: "Support"), (id: "bbbbbbbbbbbbbbbbbbbbbbbb", name: "Technical"),
    ]

    /// A record of somebody who was invited and not removed.
    struct Person {
        let number: Int
        let address: String
        var mailedAt: Duration
        var answer: String?
        var permissions: Set<String>
        let groups: [String]
    }

    let setting: ModelScript.Setting
    private var assumptions: Assumptions { setting.assumptions }
    private var now = Duration.zero
    private var invitations = 0
    private var invoices = 0
    private var creditNotes = 0
    private var people: [Role: [Person]] = [.user: [], .admin: []]

    init(_ setting: ModelScript.Setting) {
        self.setting = setting
    }

    mutating func play(_ step: ModelStep) -> ModelOutcome {
        let seats = billedSeats
        var events: [AccountEvent.PersonEvent] = []
        var answer = answer(to: step, &events)
        if answer == .done, let documents = documents(forSeats: seats, at: step) { answer = documents }
        return outcome(answer, events)
    }

    func outcome(_ answer: ModelOutcome.Answer, _ events: [AccountEvent.PersonEvent]) -> ModelOutcome {
        ModelOutcome(
            answer: answer,
            events: events,
            people: people.mapValues { $0.map(row) },
            invoices: invoices,
            creditNotes: creditNotes
        )
    }

    private mutating func answer(to step: ModelStep, _ events: inout [AccountEvent.PersonEvent]) -> ModelOutcome.Answer
    {
        switch step {
        case .wait(let duration):
            now += duration
            return .done
        case .show(let role, let address): return show(role, address)
        case .listAdminUsers: return listAdminUsers()
        case .invite(let role, let address, let access, let groups):
            if let refusal = refusal(ofInviting: role, address, access, groups) { return .refused(refusal) }
            events = [.invited]
            return invite(role, address, access, groups)
        case .update(let role, let address, let access):
            if let refusal = refusal(ofUpdating: role, address, access) { return .refused(refusal) }
            events = [.permissionsChanged]
            let plan = setting.plan
            let keeps = role == .user ? assumptions.update == .merge : assumptions.adminUpdate == .merge
            change(role, address) {
                $0.permissions = Self.permissions(access, role, keeps ? $0.permissions : [], plan)
            }
            return .done
        case .take(let step, let role, let address):
            if let refusal = refusal(of: step, role, address) { return .refused(refusal) }
            events = [Self.events[step, default: .invited]]
            take(step, role, address)
            return .done
        }
    }

    private static let events: [Invitation.Step: AccountEvent.PersonEvent] = [
        .resend: .resent, .cancel: .cancelled, .revoke: .revoked, .accept: .accepted, .decline: .declined,
    ]

    // MARK: The state of a person

    /// “pending → active (accepts) | rejected (declines, or 72 hours pass since the last mail)”.
    func status(_ person: Person) -> String {
        person.answer ?? (now - person.mailedAt >= .seconds(72 * 3600) ? "rejected" : "pending")
    }

    func status(_ role: Role, _ address: String) -> String? {
        find(role, address).map { status(people[role, default: []][$0]) }
    }

    /// “Compared case-insensitively”, unless it is assumed that they are not.
    private func find(_ role: Role, _ address: String) -> Int? {
        people[role, default: []].firstIndex { isSame($0.address, address) }
    }

    private func isOwner(_ address: String) -> Bool { isSame(address, Self.owner) }

    private func isSame(_ left: String, _ right: String) -> Bool {
        assumptions.emailCase == .keep ? left == right : left.lowercased() == right.lowercased()
    }

    mutating func change(_ role: Role, _ address: String, _ change: (inout Person) -> Void) {
        if let place = find(role, address) { change(&people[role, default: []][place]) }
    }

    private mutating func remove(_ role: Role, _ address: String) {
        if let place = find(role, address) { people[role, default: []].remove(at: place) }
    }

    private mutating func take(_ step: Invitation.Step, _ role: Role, _ address: String) {
        let now = now
        switch step {
        case .accept: change(role, address) { $0.answer = "active" }
        case .decline: change(role, address) { $0.answer = "rejected" }
        case .resend: change(role, address) { ($0.mailedAt, $0.answer) = (now, nil) }
        case .cancel, .revoke: remove(role, address)
        }
    }

    private mutating func invite(
        _ role: Role,
        _ address: String,
        _ access: ModelStep.Access,
        _ groups: [String]
    ) -> ModelOutcome.Answer {
        // A person who was rejected and is invited again comes last: “in the order invited”.
        remove(role, address)
        invitations += 1
        let person = Person(
            number: invitations,
            address: address,
            mailedAt: now,
            permissions: Self.permissions(access, role, [], setting.plan),
            groups: groups.enumerated().filter { !groups[..<$0].contains($1) }.map(\.element)
        )
        people[role, default: []].append(person)
        return role == .admin ? .invited(number: invitations) : .done
    }

    // MARK: What is shown

    private func row(_ person: Person) -> ModelRow {
        ModelRow(
            number: person.number,
            address: person.address,
            status: status(person),
            permissions: person.permissions,
            groups: person.groups.compactMap { id in Self.groups.first { $0.id == id }?.name }
        )
    }

    /// “the owner has everything”.
    private func ownersRow(_ role: Role) -> ModelRow {
        ModelRow(address: Self.owner, status: "active", permissions: ModelPermissions.all(role))
    }

    private func show(_ role: Role, _ address: String) -> ModelOutcome.Answer {
        if role == .admin, !setting.isMaster { return .refused("notAMasterAccount") }
        if isOwner(address) { return .shown(ownersRow(role)) }
        guard let place = find(role, address), case let person = people[role, default: []][place],
            status(person) != "rejected"
        else { return .refused(role == .admin ? "adminUserNotFound" : "userNotFound") }
        return .shown(row(person))
    }

    private func listAdminUsers() -> ModelOutcome.Answer {
        guard setting.isMaster else { return .refused("notAMasterAccount") }
        let others = people[.admin, default: []].map(row).filter { $0.status != "rejected" }
        return .listed([ownersRow(.admin)] + others)
    }
}

// MARK: What is refused

extension ModelAccount {
    private func refusal(
        ofInviting role: Role,
        _ address: String,
        _ access: ModelStep.Access,
        _ groups: [String]
    ) -> String? {
        if role == .admin {
            if !setting.isMaster { return "notAMasterAccount" }
            if !groups.allSatisfy({ id in Self.groups.contains { $0.id == id } }) { return "unknownGroup" }
        }
        if asksTooMuch(access, role) { return "featureNotOnPlan" }
        switch isOwner(address) ? "active" : status(role, address) {
        case "pending": return role == .admin ? "adminUserAlreadyInvited" : "userAlreadyInvited"
        case "active": return role == .admin ? "adminUserAlreadyExists" : "userAlreadyExists"
        default: break
        }
        let permissions = Self.permissions(access, role, [], setting.plan)
        if role == .user, assumptions.generalOnly == .refused, !permissions.isEmpty,
            permissions.allSatisfy(ModelPermissions.isGeneral)
        {
            return "generalPermissionsOnly"
        }
        return role == .user && isFull ? "userLimitReached" : nil
    }

    private func refusal(ofUpdating role: Role, _ address: String, _ access: ModelStep.Access) -> String? {
        if role == .admin, !setting.isMaster { return "notAMasterAccount" }
        if asksTooMuch(access, role) { return "featureNotOnPlan" }
        if role == .user, isOwner(address) { return "ownerCannotBeChanged" }
        if ["pending", "active"].contains(status(role, address)) { return nil }
        return role == .admin ? "adminUserToChangeNotFound" : "userNotFound"
    }

    private func refusal(of step: Invitation.Step, _ role: Role, _ address: String) -> String? {
        let status = status(role, address)
        switch step {
        case .accept, .decline:
            return status == "pending" ? nil : "StepRefused from \(status ?? "nothing")"
        case .resend, .cancel, .revoke:
            if role == .admin, !setting.isMaster { return "notAMasterAccount" }
            if role == .user, isOwner(address) { return "ownerCannotBeRemoved" }
        }
        if step == .resend, role == .user, status == "rejected", isFull { return "userLimitReached" }
        let revocable = assumptions.revokePending == .allowed ? ["pending", "active"] : ["active"]
        let states = step == .revoke ? revocable : ["pending", "rejected"]
        if let status, states.contains(status) { return nil }
        switch (role, step) {
        case (.user, .revoke): return "userToRevokeNotFound"
        case (.user, _): return "invitationNotFound"
        case (.admin, .revoke): return "adminUserToRevokeNotFound"
        case (.admin, _): return "adminInvitationNotFound"
        }
    }

    private func asksTooMuch(_ access: ModelStep.Access, _ role: Role) -> Bool {
        guard role == .user, case .privileges(let items) = access else { return false }
        return items.contains { !ModelPermissions.isGranted($0.feature, by: setting.plan) }
    }

    /// Facts §3B: the most users that a plan has, its owner among them.
    private var isFull: Bool {
        let limits: [Plan: Int] = [.free: 1, .starter: 1, .standard: 3, .professional: 10]
        guard let limit = limits[setting.plan] else { return false }
        return 1 + people[.user, default: []].count { status($0) != "rejected" } >= limit
    }
}

// MARK: What is billed

extension ModelAccount {
    /// The owner's seat is included, on the plan professional all ten are, and on enterprise every one.
    private var billedSeats: Int {
        guard setting.isBilled, [.free, .starter, .standard].contains(setting.plan) else { return 0 }
        return people[.user, default: []].count { status($0) != "rejected" && !$0.permissions.isEmpty }
    }

    /// Only calls are answered with documents; time that passes and what a person does free a seat without.
    private mutating func documents(forSeats before: Int, at step: ModelStep) -> ModelOutcome.Answer? {
        switch step {
        case .invite(.user, _, _, _), .update(.user, _, _), .take(.cancel, .user, _), .take(.revoke, .user, _): break
        default: return nil
        }
        if billedSeats > before {
            invoices += 1
            return .billed(invoice: Self.number("INV-", invoices), creditNotes: [])
        }
        if billedSeats < before {
            creditNotes += 1
            return .billed(invoice: nil, creditNotes: [Self.number("CN-", creditNotes)])
        }
        return .billed(invoice: nil, creditNotes: [])
    }

    private static func number(_ prefix: String, _ number: Int) -> String {
        prefix + String(String(1_000_000 + number).dropFirst())
    }

    /// “each feature named is replaced, the others stay; `all_features_access: true` grants everything”.
    ///
    /// - Parameter before: The permissions that stay unless they are replaced.
    private static func permissions(
        _ access: ModelStep.Access,
        _ role: Role,
        _ before: Set<String>,
        _ plan: Plan
    ) -> Set<String> {
        guard case .privileges(let items) = access else { return ModelPermissions.all(role, on: plan) }
        var permissions = before
        for item in items {
            permissions = permissions.filter { !$0.hasPrefix(item.feature + ".") }
            for name in item.permissions where name != "none" { permissions.insert("\(item.feature).\(name)") }
        }
        return permissions
    }
}
