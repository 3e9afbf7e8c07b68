import BrevoCore
import CoreCommands

/// A fixed sequence of numbers, so that a failure can be repeated.
struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        defer { state &+= 1 }
        return IDSource.mix(state)
    }

    mutating func one<Element>(of elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &self)]
    }
}

extension ModelScript {
    /// A script that draws from a few people, so that they meet again in every state.
    static func random(using numbers: inout Numbers) -> ModelScript {
        let setting = Setting(
            plan: numbers.one(of: [.free, .starter, .standard, .standard, .professional, .enterprise]),
            isBilled: numbers.one(of: [true, false]),
            isMaster: numbers.one(of: [true, true, true, false]),
            assumptions: .random(using: &numbers)
        )
        // Many people and few waits fill a plan, few people and many waits let invitations end.
        let people = Array(names.prefix(numbers.one(of: [2, 4, 12])))
        let kinds = Kind.all(invitations: numbers.one(of: [1, 4, 20]), waits: numbers.one(of: [0, 1, 3]))
        let roles = numbers.one(of: [[.user], [.admin], PersonRole.allCases])
        let steps = (0..<numbers.one(of: [10, 50, 100, 200])).map { _ in
            ModelStep.random(numbers.one(of: kinds), people, roles, using: &numbers)
        }
        return ModelScript(setting: setting, steps: steps)
    }

    private static let names = [
        "ann", "bob", "cid", "dan", "eve", "fay", "gil", "hal", "ida", "jon", "kim", "lea",
    ]
}

extension Assumptions {
    /// The defaults in half of the scripts, else any of those that the domain knows.
    fileprivate static func random(using numbers: inout Numbers) -> Assumptions {
        var assumptions = Assumptions()
        guard numbers.next() % 2 == 0 else { return assumptions }
        assumptions.update = numbers.one(of: Update.allCases)
        assumptions.adminUpdate = numbers.one(of: AdminUpdate.allCases)
        assumptions.generalOnly = numbers.one(of: GeneralOnly.allCases)
        assumptions.emailCase = numbers.one(of: EmailCase.allCases)
        assumptions.revokePending = numbers.one(of: RevokePending.allCases)
        return assumptions
    }
}

/// The kinds of steps, to be drawn from.
private enum Kind {
    case wait, invite, update, show, list
    case take(Invitation.Step)

    static func all(invitations: Int, waits: Int) -> [Kind] {
        let acceptances = Kind.take(.accept)
        return Invitation.Step.allCases.map(Kind.take) + [acceptances, .update, .update, .show, .list]
            + Array(repeating: .invite, count: invitations) + Array(repeating: .wait, count: waits)
    }
}

extension ModelStep {
    private static let waits: [Duration] = [
        .milliseconds(1), .hours(1), .hours(24), .hours(48), .hours(72) - .milliseconds(1), .hours(72), .hours(100),
    ]

    private static let groups = [
        [], [], [], [ModelAccount.groups[0].id], ModelAccount.groups.map(\.id),
        [ModelAccount.groups[1].id, ModelAccount.groups[0].id, ModelAccount.groups[1].id],
        [ModelAccount.groups[0].id, "cccccccccccccccccccccccc"], ["nonsense"],
    ]

    private static let privileges: [Role: [(feature: String, permissions: [String])]] = [
        .user: [
            ("contacts", ["view"]), ("contacts", ["export", "forms"]), ("contacts", ["none"]),
            ("companies", ["settings", "manage_owned_companies"]), ("templates", ["activate_deactivate"]),
            ("phone", ["all"]), ("transactional_emails", ["logs"]),
        ],
        .admin: [
            ("my_plan", ["all"]), ("analytics", ["my_looks", "download_data"]), ("analytics", ["create_alerts"]),
            ("analytics", ["none"]), ("api", ["all"]), ("sub_organization_groups", ["create"]),
        ],
    ]

    fileprivate static func random(
        _ kind: Kind,
        _ people: [String],
        _ roles: [Role],
        using numbers: inout Numbers
    ) -> ModelStep {
        let role = numbers.one(of: roles)
        let address = address(of: people, using: &numbers)
        return switch kind {
        case .wait: .wait(numbers.one(of: waits))
        case .invite:
            .invite(
                role,
                address,
                access(for: role, using: &numbers),
                groups: role == .admin ? numbers.one(of: groups) : []
            )
        case .update: .update(role, address, access(for: role, using: &numbers))
        case .show: .show(role, address)
        case .list: .listAdminUsers
        case .take(let step): .take(step, role, address)
        }
    }

    private static func address(of people: [String], using numbers: inout Numbers) -> String {
        let name = numbers.next() % 16 == 0 ? "boss" : numbers.one(of: people)
        return switch numbers.next() % 8 {
        case 0: "\(name.uppercased())@acme.example"
        case 1: "\(name)@ACME.Example"
        default: "\(name)@acme.example"
        }
    }

    /// One feature or two, or everything.
    private static func access(for role: Role, using numbers: inout Numbers) -> Access {
        guard numbers.next() % 6 > 0, let all = privileges[role] else { return .all }
        let (first, second) = (numbers.one(of: all), numbers.one(of: all))
        let chosen = first.feature == second.feature ? [first] : [first, second]
        return .privileges(chosen.map { RequestedPrivilege(feature: $0.feature, permissions: $0.permissions) })
    }
}
