internal import BrevoCore
internal import JSON

/// The people of an account.
extension StateReader {
    mutating func readUsers(_ object: Fields, into account: inout Account) {
        let users = elements(object, "users")
        var found = Set<EmailAddress>(minimumCapacity: users.count + 1)
        found.insert(account.owner.email)
        var ids = Set<ObjectID>(minimumCapacity: users.count + 1)
        ids.insert(account.owner.id)
        let available = account.plan.privileges
        let known = ["id", "email", "locale", "status", "invitedAt", "all_features_access", "privileges"]
        for (value, place) in users {
            let user = fields(of: value, at: place, known: known)
            guard let email = newEmail(user, among: &found) else { continue }
            let privileges = privileges(user, from: .organization, within: available)
            account.users.append(
                User(
                    id: newID(user, among: &ids, from: &account.ids),
                    email: email,
                    locale: string(user, "locale") ?? account.owner.locale,
                    privileges: privileges,
                    invitation: invitation(user)
                )
            )
        }
    }

    /// The admin users of an account that has its groups already.
    mutating func readAdminUsers(_ object: Fields, into account: inout Account, _ master: inout MasterAccount) {
        var ids = Set(master.groups.map(\.id))
        var found: Set<EmailAddress> = [account.owner.email]
        let known = ["id", "email", "status", "invitedAt", "all_features_access", "privileges", "groupIds"]
        for (value, place) in elements(object, "adminUsers") {
            let user = fields(of: value, at: place, known: known)
            guard let email = newEmail(user, among: &found) else { continue }
            let everything = Catalog.masterAccount.everything
            master.adminUsers.append(
                AdminUser(
                    id: newID(user, among: &ids, from: &account.ids),
                    email: email,
                    privileges: privileges(user, from: .masterAccount, within: everything),
                    groupIDs: groupIDs(user, of: master),
                    invitation: invitation(user)
                )
            )
        }
    }

    private static let statuses = Invitation.Status.allCases.map(\.rawValue)

    private mutating func invitation(_ user: Fields) -> Invitation {
        let status = choice(user, "status", Self.statuses).flatMap(Invitation.Status.init) ?? .active
        return Invitation(sentAt: timestamp(user, "invitedAt") ?? context.now, answer: status)
    }

    /// An address that nobody in the list has yet.
    private mutating func newEmail(_ user: Fields, among found: inout Set<EmailAddress>) -> EmailAddress? {
        guard let address = email(user) else { return nil }
        if !found.insert(address).inserted {
            note("\(address.text) is there already", at: user.place("email"))
        }
        return address
    }

    mutating func newID(_ object: Fields, among found: inout Set<ObjectID>, from ids: inout IDSource)
        -> ObjectID
    {
        let id = objectID(object, "id") ?? ids.next()
        if !found.insert(id).inserted { note("\(id) is the id of another", at: object.place("id")) }
        return id
    }

    private mutating func privileges(_ user: Fields, from catalog: Catalog, within available: Privileges) -> Privileges
    {
        var grant = Grant.nothing
        for (value, place) in elements(user, "privileges") {
            guard let item = privilege(value, at: place) else { continue }
            do throws(CoreError) { try catalog.add(item, to: &grant, within: available) } catch {
                note(Self.message(error), at: place)
            }
        }
        return bool(user, "all_features_access") ? available.intersection(catalog.everything) : grant.granted
    }

    private mutating func privilege(_ value: JSONValue, at place: Place) -> RequestedPrivilege? {
        let item = fields(of: value, at: place, known: ["feature", "permissions"])
        for name in ["feature", "permissions"] where item[name] == nil { note("\(name) is missing", at: place) }
        let permissions = strings(item, "permissions", "a permission is a string")
        return string(item, "feature").map { RequestedPrivilege(feature: $0, permissions: permissions) }
    }

    private static func message(_ error: CoreError) -> String {
        switch error {
        case .unknownFeature(let name, let catalog):
            "\(name) is no feature; there are \(catalog.features.map(\.slug).joined(separator: ", "))"
        case .unknownPermission(let name, let feature, _):
            "\(name) is no permission of \(feature.slug) here; it has "
                + feature.permissions.map(\.slug).joined(separator: ", ")
        case .featureNamedTwice(let name): "\(name) is there already"
        case .featureNotOnPlan(let name): "\(name) is not on the account's plan"
        default: preconditionFailure("a catalog refuses nothing else")
        }
    }

    /// Left out, an admin user may reach every group; an empty list means none.
    private mutating func groupIDs(_ user: Fields, of master: MasterAccount) -> [ObjectID]? {
        guard user["groupIds"] != nil else { return nil }
        var ids: [ObjectID] = []
        for (value, place) in elements(user, "groupIds") {
            guard let id = value.string.flatMap({ ObjectID($0) }), master.groups.contains(where: { $0.id == id }) else {
                note("no group of the account has this id", at: place)
                continue
            }
            if !ids.contains(id) { ids.append(id) }
        }
        return ids
    }
}
