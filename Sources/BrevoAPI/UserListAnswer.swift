internal import BrevoCore
internal import JSON

/// `GET /organization/invited/users`, kept until a user changes or an invitation runs out.
struct UserListAnswer: Sendable {
    /// The body.
    let encoded: [UInt8]
    private let revision: Int
    private let expiresAt: Timestamp
    private let madeAt: Timestamp

    /// The owner, then the active and pending users in the order of their invitations (OBS: shape and key order).
    init(_ account: Account, at now: Timestamp) {
        revision = account.users.revision
        madeAt = now
        var expiry = Timestamp.range.upperBound
        // More than a row takes: room that is not written to costs nothing, and growing would take as much again.
        var json = JSONWriter(reservingCapacity: 384 * (account.users.count + 1))
        json.object { json in
            json.array("users") { json in
                json.row(
                    id: account.owner.id,
                    email: account.owner.email,
                    status: .active,
                    locale: account.owner.locale
                ) {
                    for group in FeatureGroup.summarized { $0.member(group.rawValue, AccessLevel.owner.rawValue) }
                }
                for user in account.users.inOrder {
                    let status = user.invitation.status(at: now)
                    if status == .rejected { continue }
                    if let end = user.invitation.expiresAt { expiry = min(expiry, end) }
                    json.row(id: user.id, email: user.email, isOwner: false, status: status, locale: user.locale) {
                        for group in FeatureGroup.summarized {
                            let level = AccessLevel(of: user.privileges, in: group, on: account.plan)
                            $0.member(group.rawValue, level.rawValue)
                        }
                        for product in ["meetings", "sequences"] { $0.member(product, AccessLevel.none.rawValue) }
                    }
                }
            }
        }
        expiresAt = expiry
        encoded = json.bytes
    }

    /// Whether the answer still holds; a clock that was set back makes it anew.
    func holds(for account: Account, at now: Timestamp) -> Bool {
        account.users.revision == revision && now >= madeAt && now < expiresAt
    }
}

extension FeatureGroup {
    /// The groups that the summary shows, in its order; contacts, senders and users have none (OBS).
    fileprivate static let summarized: [FeatureGroup] = [.marketing, .conversations, .crm, .transactional, .phone]
}

extension JSONWriter {
    fileprivate mutating func row(
        id: ObjectID,
        email: EmailAddress,
        isOwner: Bool = true,
        status: Invitation.Status,
        locale: String,
        featureAccess: (inout JSONWriter) -> Void
    ) {
        object { json in
            json.member("id", id.description)
            json.member("email", email.text)
            json.member("is_owner", isOwner)
            json.member("status", status.rawValue)
            json.object("feature_access", featureAccess)
            json.member("locale", locale)
        }
    }
}
