import BrevoCore
import CoreCommands

/// An account and what happens to it: a case of the model test.
struct ModelScript: Hashable, Sendable {
    /// What account it is.
    struct Setting: Hashable, Sendable {
        var plan = Plan.enterprise
        var isBilled = false
        var isMaster = true
        var assumptions = Assumptions()
    }

    var setting = Setting()
    var steps: [ModelStep]
}

/// A call, what a person does with the mail, or time that passes.
enum ModelStep: Hashable, Sendable {
    typealias Role = PersonRole

    case wait(Duration)
    case invite(Role, String, Access, groups: [String])
    case take(Invitation.Step, Role, String)
    case update(Role, String, Access)
    case show(Role, String)
    case listAdminUsers

    /// What a call asks for: `all_features_access: true`, or `privileges`.
    enum Access: Hashable, Sendable {
        case all
        case privileges([RequestedPrivilege])
    }
}

extension ModelScript: CustomStringConvertible {
    /// The setting, then a line for each step.
    var description: String {
        let billing = setting.isBilled ? "billed" : "not billed"
        let kind = setting.isMaster ? "master account" : "organisation"
        let lines = steps.enumerated().map { "\($0 + 1). \($1)" }
        return (["\(kind), plan \(setting.plan), \(billing), \(setting.assumptions)"] + lines).joined(separator: "\n")
    }
}

extension ModelStep: CustomStringConvertible {
    var description: String {
        switch self {
        case .wait(let duration): "wait \(duration)"
        case .invite(let role, let address, let access, let groups):
            "invite \(role) \(address), \(access)" + (groups.isEmpty ? "" : ", groups \(groups)")
        case .take(let step, let role, let address): "\(step) \(role) \(address)"
        case .update(let role, let address, let access): "update \(role) \(address), \(access)"
        case .show(let role, let address): "show \(role) \(address)"
        case .listAdminUsers: "list admin users"
        }
    }
}

extension ModelStep.Access: CustomStringConvertible {
    var description: String {
        switch self {
        case .all: "all features"
        case .privileges(let items):
            items.map { "\($0.feature): \($0.permissions.joined(separator: " "))" }.joined(separator: ", ")
        }
    }
}
