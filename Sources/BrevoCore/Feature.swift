/// A product area with the permissions that it has.
public struct Feature: Sendable {
    /// The name in requests.
    public let slug: String
    /// The name in `GET …/permissions`.
    public let label: String
    /// The group that the summary and the plans speak of.
    public let group: FeatureGroup
    /// Whether it has left the request catalog and is listed only where granted.
    public let isLegacy: Bool
    /// What can be granted of it, in the order in which answers list it.
    public let permissions: [Permission]
    /// All its permissions.
    public let mask: Privileges

    init(_ section: Catalog.Section, permissions: [Permission]) {
        slug = section.slug
        label = section.label
        group = section.group
        isLegacy = section.isLegacy
        self.permissions = permissions
        mask = permissions.reduce(into: []) { $0.formUnion($1.bit) }
    }

    /// The permission of this first name.
    public subscript(slug: String) -> Permission? {
        permissions.first { $0.slug == slug }
    }
}

/// One thing that a user may do with a feature.
public struct Permission: Sendable {
    /// The name in requests.
    public let slug: String
    /// The name in `GET …/permissions`.
    public let label: String
    /// Its place in ``Privileges``.
    public let bit: Privileges
}

/// The groups of features that the summary in the user list shows (seen in the live answer) and that plans include.
public enum FeatureGroup: String, CaseIterable, Sendable {
    /// Contacts, senders, SMTP and users; has no summary.
    case general
    /// Campaigns, templates, pages, workflows and push.
    case marketing
    /// The inbox.
    case conversations
    /// Deals and companies.
    case crm
    /// Transactional e-mail.
    case transactional
    /// The phone.
    case phone
}
