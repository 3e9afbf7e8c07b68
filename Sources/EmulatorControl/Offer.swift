internal import BrevoCore

/// What an invitation offers somebody.
struct Offer: Sendable {
    /// As what the person would belong to the account.
    let role: Occurrence.Role
    /// What the person might do, in the role's catalog.
    let privileges: Privileges
    /// Whether that is all that the account has to give.
    let isEverything: Bool
    /// The names of the groups of sub-accounts that an admin user might reach; none for one who may reach all.
    let groups: [String]

    init(to user: User, by account: Account) {
        let everything = account.plan.privileges.intersection(Catalog.organization.everything)
        (role, privileges, groups) = (.user, user.privileges, [])
        isEverything = user.privileges.isSuperset(of: everything)
    }

    init(to user: AdminUser, by account: Account) {
        (role, privileges) = (.admin, user.privileges)
        isEverything = user.privileges.isSuperset(of: Catalog.masterAccount.everything)
        groups =
            if let ids = user.groupIDs {
                (account.master?.groups ?? []).filter { ids.contains($0.id) }.map(\.groupName)
            } else {
                []
            }
    }

    /// The features of which something is offered, each with what, in words.
    var features: [(label: String, permissions: [String])] {
        let catalog =
            switch role {
            case .user: Catalog.organization
            case .admin: Catalog.masterAccount
            }
        return catalog.features.compactMap { feature in
            let granted = feature.permissions.filter { privileges.isSuperset(of: $0.bit) }
            return granted.isEmpty ? nil : (Self.words(feature.label), granted.map { Self.words($0.label) })
        }
    }

    /// The whole offer as a person reads it, a line for each feature; everything and nothing are a line each.
    var lines: [(label: String, text: String)] {
        var lines =
            if isEverything {
                [(label: "Everything", text: "all features, with all permissions")]
            } else if privileges.isEmpty {
                [(label: "Nothing yet", text: "permissions can be granted later")]
            } else {
                features.map { (label: $0.label, text: $0.permissions.joined(separator: ", ")) }
            }
        if !groups.isEmpty { lines.append((label: "Groups of sub-accounts", text: groups.joined(separator: ", "))) }
        return lines
    }

    /// The role as a sentence names it.
    var roleName: String {
        switch role {
        case .user: "a user"
        case .admin: "an admin user"
        }
    }

    /// The master account's catalog has slugs where the organisation's has labels.
    private static func words(_ label: String) -> String {
        guard label.utf8.contains(UInt8(ascii: "_")) || label.utf8.first.map({ $0 >= UInt8(ascii: "a") }) == true else {
            return label
        }
        return label.prefix(1).uppercased() + label.dropFirst().replacing("_", with: " ")
    }
}
