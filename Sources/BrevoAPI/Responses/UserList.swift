internal import BrevoCore
package import JSON

/// The users of an organization, kept until one changes or an invitation expires.
package struct UserList: SuccessResponse {
    private let account: Accounts.ID
    private let owner: Owner
    private let users: Roster<User>
    private let available: Privileges
    private let now: Timestamp
    private let listsRejected: Bool

    init(of id: Accounts.ID, in accounts: borrowing Accounts, _ context: borrowing CommandContext) {
        account = id
        (owner, users, available) = accounts.userList(of: id)
        (now, listsRejected) = (context.now, context.assumptions.rejected == .listed)
    }

    package static var schema: JSONSchema? {
        .object([.init("users", .array(UserRow.sample.schema()), isRequired: true)])
    }

    package static var example: [UInt8] {
        encode(capacity: 512) { json in
            UserRow.owner.write(to: &json)
            UserRow.sample.write(to: &json)
        }
    }

    package func body(_ cache: inout ResponseCache) -> [UInt8] {
        let key = ResponseCache.UserListKey(revision: users.revision, listsRejected: listsRejected)
        if let body = cache.userList(of: account, key, at: now) { return body }
        var expiresAt = Timestamp.range.upperBound
        // More than rows take: unused room costs nothing, and growing would take as much again.
        let body = Self.encode(capacity: 384 * (users.count + 1)) { json in
            UserRow(owner).write(to: &json)
            for user in users.inOrder {
                let status = user.invitation.status(at: now)
                if let end = user.invitation.expiresAt, status == .pending { expiresAt = min(expiresAt, end) }
                if status == .rejected, !listsRejected { continue }
                UserRow(user, status: status, available: available).write(to: &json)
            }
        }
        cache.keep(body, ofUserList: account, key, madeAt: now, expiresAt: expiresAt)
        return body
    }

    private static func encode(capacity: Int, _ writeRows: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter(reservingCapacity: capacity)
        json.object { $0.array("users", writeRows) }
        return json.bytes
    }
}

/// A user as the list shows one; the order of the keys was recorded.
struct UserRow {
    private let id: ObjectID
    private let email: EmailAddress
    private let isOwner: Bool
    private let status: Invitation.Status
    private let levels: [(product: String, level: AccessLevel)]
    private let locale: String

    init(_ owner: Owner) {
        (id, email, isOwner, status, locale) = (owner.id, owner.email, true, .active, owner.locale)
        levels = FeatureGroup.summarized.map { ($0.rawValue, .owner) }
    }

    init(_ user: User, status: Invitation.Status, available: Privileges) {
        (id, email, isOwner, self.status, locale) = (user.id, user.email, false, status, user.locale)
        let all = available.intersection(Catalog.organization.everything)
        let other: AccessLevel = !all.isEmpty && user.privileges.isSuperset(of: all) ? .full : .none
        levels =
            FeatureGroup.summarized.map { group in
                (group.rawValue, AccessLevel(of: user.privileges, in: group, available: available))
            } + Self.otherProducts.map { ($0, other) }
    }

    /// Products that no permission grants: full for users who have everything, which is inferred.
    private static let otherProducts = ["meetings", "sequences"]

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id.description)
            json.member("email", email.text)
            json.member("is_owner", isOwner)
            json.member("status", status.rawValue)
            json.object("feature_access") { json in
                for (product, level) in levels { json.member(product, level.rawValue) }
            }
            json.member("locale", locale)
        }
    }

    static let sample = UserRow(
        User(
            id: .sample,
            email: "ann@acme.example",
            locale: "fr_FR",
            privileges: Catalog.organization["contacts"]?.mask ?? [],
            invitation: Invitation(sentAt: .sample)
        ),
        status: .pending,
        available: .all
    )

    static let owner = UserRow(
        Owner(id: .sample, email: "owner@acme.example", firstName: "Ada", lastName: "Owner", locale: "fr_FR")
    )

    func schema() -> JSONSchema {
        let products = levels.map { product, _ in
            JSONSchema.Property(product, AccessLevel.schema, isRequired: !Self.otherProducts.contains(product))
        }
        return .object([
            .init("id", ObjectID.schema, isRequired: true),
            .init("email", EmailAddress.schema, isRequired: true),
            .init("is_owner", .boolean, isRequired: true),
            .init("status", Invitation.Status.schema, isRequired: true),
            .init("feature_access", .object(products), isRequired: true),
            .init("locale", .string(), isRequired: true),
        ])
    }
}

extension FeatureGroup {
    /// The groups that the list sums up, in its order; contacts, senders and users have no summary.
    static let summarized: [FeatureGroup] = [.marketing, .conversations, .crm, .transactional, .phone]
}
