/// The groups and sub-accounts of a master account.
enum SubAccountRule: String, RuleSet {
    case groups
    case groupKnown = "group-known"
    case groupForm = "group-form"
    case idsForm = "sub-account-ids"
    case created = "sub-account-created"
    case attributeRequired = "sub-account-attribute"
    case numberForm = "sub-account-number"
    case known = "sub-account-known"
    case keyNumber = "sub-account-key-number"
    case deletedForm = "sub-account-delete-form"
    case deletedKnown = "sub-account-delete-known"
    case deleted = "sub-account-deleted"
    case plan = "sub-account-plan"
    case applications = "sub-account-applications"
    case analyticsOnPlan = "analytics-on-plan"
    case ips = "ip-addresses"
    case ipKnown = "ip-known"
    case ipUsers = "ip-sub-accounts"
    case sessions
    case sessionPerson = "session-person"

    var statement: Rule.Statement {
        switch self {
        case .groups:
            .init(.reference("get-sub-account-groups"), "A master account has groups of sub-accounts.")
        case .groupKnown:
            .init(.swagger2024, "A group, or a member of it, that does not exist is 400 \"Invalid request\".")
        case .groupForm: .init(.swagger2024, "A malformed field of a group is 400 \"Invalid request\".")
        case .idsForm:
            .init(.swagger2024, "A list of sub-accounts with anything but numbers is 400 invalid_parameter.")
        case .created:
            .init(.swagger2024, "A new sub-account is an account on the master account's plan; that is inferred.")
        case .attributeRequired:
            .init(.swagger2024, "A missing field of a new sub-account is 400 missing_parameter, in words of its own.")
        case .numberForm: .init(.swagger2024, "A malformed sub-account id is 400 \"Invalid sub-account id.\"")
        case .known:
            .init(
                .swagger2024,
                "A sub-account that does not exist is 400 \"Invalid sub-account id.\", as for sessions."
            )
        case .keyNumber: .init(.swagger2024, "A malformed id for a key is 400 \"id should be a positive number\".")
        case .deletedForm: .init(.swagger2024, "Deleting with a malformed id is 400 missing_parameter, message first.")
        case .deletedKnown: .init(.swagger2024, "Deleting a sub-account that does not exist is 404, message first.")
        case .deleted: .init(.swagger2024, "Deleting a sub-account deletes its people and keys; that is inferred.")
        case .plan: .init(.swagger2024, "A master account sets limits of a sub-account; -1 stands for none.")
        case .applications: .init(.swagger2024, "Applications are switched on and off; the others stay.")
        case .analyticsOnPlan:
            .init(.inferred, "Analytics on a plan without it is 400; that only Enterprise has it is inferred.")
        case .ips: .init(.swagger2024, "Sub-accounts send from IP addresses of the master account.")
        case .ipKnown: .init(.inferred, "An IP address that is not the master account's is 400 invalid_parameter.")
        case .ipUsers: .init(.swagger2024, "An IP address for a sub-account that does not exist is 400 \"invalid id\".")
        case .sessions: .init(.swagger2024, "A single sign-on token lets a person in without a password.")
        case .sessionPerson:
            .init(.swagger2024, "A session for somebody who is not active is 400 \"Invalid email address\".")
        }
    }
}
