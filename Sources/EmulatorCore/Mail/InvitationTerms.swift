internal import BrevoCore

/// What an invitation offers.
struct InvitationTerms: Sendable {
    /// How the person would belong to the account.
    let role: PersonRole
    /// The permissions, in the role's catalog.
    let privileges: Privileges
    /// Whether those are all that the account can grant.
    let isEverything: Bool
    /// The names of the groups that an admin user could access; empty for one who can access all.
    let groups: [String]

    init(of user: User, by account: Account) {
        let everything = account.grantable.intersection(Catalog.organization.everything)
        (role, privileges, groups) = (.user, user.privileges, [])
        isEverything = user.privileges.isSuperset(of: everything)
    }

    init(of user: AdminUser, by account: Account) {
        (role, privileges) = (.admin, user.privileges)
        isEverything = user.privileges.isSuperset(of: Catalog.masterAccount.everything)
        groups =
            if let ids = user.groupIDs {
                (account.master?.groups ?? []).filter { ids.contains($0.id) }.map(\.groupName)
            } else {
                []
            }
    }

    /// The features with a permission offered, and those permissions, in words.
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

    /// The terms for a person to read: a line for each feature, or one for everything or nothing.
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

    /// The role within a sentence.
    var roleName: String {
        switch role {
        case .user: "a user"
        case .admin: "an admin user"
        }
    }

    /// Makes words of a label that is a slug, as those of the master account's catalog are.
    private static func words(_ label: String) -> String {
        guard label.utf8.contains(UInt8(ascii: "_")) || label.utf8.first.map({ $0 >= UInt8(ascii: "a") }) == true else {
            return label
        }
        return label.prefix(1).uppercased() + label.dropFirst().replacing("_", with: " ")
    }
}
