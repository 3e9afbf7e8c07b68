internal import BrevoCore

/// The bodies that are expensive to encode, kept until what they show changes.
///
/// Equal responses then share one array, in the journal too.
package struct ResponseCache: Sendable {
    /// What a user list depends on beside the time.
    struct UserListKey: Hashable {
        let revision: Int
        let listsRejected: Bool
    }

    private struct UserListEntry {
        let body: [UInt8]
        let key: UserListKey
        let madeAt: Timestamp
        let expiresAt: Timestamp
    }

    private struct PermissionsEntry {
        let body: [UInt8]
        let member: Account.Member
    }

    /// The most entries of each kind; one more, and all go.
    private static let capacity = 64

    private var userLists: [Accounts.ID: UserListEntry] = [:]
    private var permissions: [String: PermissionsEntry] = [:]

    init() {}

    /// The list of an account; a clock that was set back makes it anew.
    func userList(of id: Accounts.ID, _ key: UserListKey, at now: Timestamp) -> [UInt8]? {
        guard let entry = userLists[id], entry.key == key, now >= entry.madeAt, now < entry.expiresAt else {
            return nil
        }
        return entry.body
    }

    mutating func keep(
        _ body: [UInt8],
        ofUserList id: Accounts.ID,
        _ key: UserListKey,
        madeAt now: Timestamp,
        expiresAt: Timestamp
    ) {
        if userLists.count >= Self.capacity { userLists = [:] }
        userLists[id] = UserListEntry(body: body, key: key, madeAt: now, expiresAt: expiresAt)
    }

    /// The permissions of a member; equal texts may differ in their bytes, as composed accents do.
    func permissions(of member: Account.Member) -> [UInt8]? {
        guard let entry = permissions[member.email.text], entry.member.status == member.status,
            entry.member.privileges == member.privileges, entry.member.email.isSame(as: member.email, .keep)
        else { return nil }
        return entry.body
    }

    mutating func keep(_ body: [UInt8], ofPermissions member: Account.Member) {
        if permissions.count >= Self.capacity { permissions = [:] }
        permissions[member.email.text] = PermissionsEntry(body: body, member: member)
    }
}
