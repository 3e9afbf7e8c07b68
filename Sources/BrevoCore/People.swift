/// The one user of an account who was never invited, and has everything.
public struct Owner: Sendable, Hashable {
    /// The id in the user list.
    public var id: ObjectID
    /// The address.
    public var email: EmailAddress
    /// The first name, as `GET /account` has it.
    public var firstName: String
    /// The last name.
    public var lastName: String
    /// The language and region, as the user list shows it: `fr_FR`.
    public var locale: String

    /// An owner of an account.
    public init(id: ObjectID, email: EmailAddress, firstName: String, lastName: String, locale: String) {
        self.id = id
        self.email = email
        self.firstName = firstName
        self.lastName = lastName
        self.locale = locale
    }
}

/// A person invited to an organisation.
public struct User: InvitedPerson, Sendable, Hashable {
    /// The id in the user list.
    public var id: ObjectID
    /// The address, as the invitation gave it.
    public var email: EmailAddress
    /// The language and region, as the user list shows it.
    public var locale: String
    /// What the user may do, in ``Catalog/organization``.
    public var privileges: Privileges
    /// How far the user has come.
    public var invitation: Invitation

    /// A user of an organisation.
    public init(id: ObjectID, email: EmailAddress, locale: String, privileges: Privileges, invitation: Invitation) {
        self.id = id
        self.email = email
        self.locale = locale
        self.privileges = privileges
        self.invitation = invitation
    }
}

/// A person invited to a master account.
public struct AdminUser: InvitedPerson, Sendable, Hashable {
    /// The id that the invitation answered.
    public var id: ObjectID
    /// The address, as the invitation gave it.
    public var email: EmailAddress
    /// What the admin user may do, in ``Catalog/masterAccount``.
    public var privileges: Privileges
    /// The groups of sub-accounts that the admin user may reach; nil for all (DOC), and empty for none, as a user is
    /// left whose last group was deleted (INF).
    public var groupIDs: [ObjectID]?
    /// How far the admin user has come.
    public var invitation: Invitation

    /// An admin user of a master account.
    public init(
        id: ObjectID,
        email: EmailAddress,
        privileges: Privileges,
        groupIDs: [ObjectID]?,
        invitation: Invitation
    ) {
        self.id = id
        self.email = email
        self.privileges = privileges
        self.groupIDs = groupIDs
        self.invitation = invitation
    }

    /// Whether the admin user may reach the sub-accounts of a group.
    func reaches(_ group: ObjectID) -> Bool {
        groupIDs?.contains(group) ?? true
    }
}
