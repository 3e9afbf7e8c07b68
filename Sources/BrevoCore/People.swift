/// The one user of an account who was never invited and has every permission.
public struct Owner: Sendable, Hashable {
    /// The id in the user list.
    public var id: ObjectID
    /// The address.
    public var email: EmailAddress
    /// The first name, as `GET /account` shows it.
    public var firstName: String
    /// The last name.
    public var lastName: String
    /// The language and region, as the user list shows them: `fr_FR`.
    public var locale: String

    /// Creates an owner.
    public init(id: ObjectID, email: EmailAddress, firstName: String, lastName: String, locale: String) {
        self.id = id
        self.email = email
        self.firstName = firstName
        self.lastName = lastName
        self.locale = locale
    }
}

/// A person invited to an organization.
public struct User: InvitedPerson, Sendable, Hashable {
    /// The id in the user list.
    public var id: ObjectID
    /// The address, as the invitation gave it.
    public var email: EmailAddress
    /// The language and region, as the user list shows them.
    public var locale: String
    /// The permissions, in ``Catalog/organization``.
    public var privileges: Privileges
    /// The state of the invitation.
    public var invitation: Invitation

    /// Creates a user.
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
    /// The id that the invitation returned.
    public var id: ObjectID
    /// The address, as the invitation gave it.
    public var email: EmailAddress
    /// The permissions, in ``Catalog/masterAccount``.
    public var privileges: Privileges
    /// The groups of sub-accounts that the admin user can access: nil for all (help.brevo.com/hc/articles/20177127347730),
    /// empty for none, as when the last group was deleted.
    public var groupIDs: [ObjectID]?
    /// The state of the invitation.
    public var invitation: Invitation

    /// Creates an admin user.
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

    func canAccess(_ group: ObjectID) -> Bool {
        groupIDs?.contains(group) ?? true
    }
}
