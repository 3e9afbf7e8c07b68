/// A product area with its permissions.
public struct Feature: Sendable {
    /// The name in requests.
    public let slug: String
    /// The name in `GET …/permissions`.
    public let label: String
    /// The group that the summary and the plans speak of.
    public let group: FeatureGroup
    /// Whether it has left the request catalog and is listed only where granted.
    public let isLegacy: Bool
    /// Its permissions, in the order in which responses list them.
    public let permissions: [Permission]
    /// All its permissions.
    public let mask: Privileges

    init(_ entry: Catalog.FeatureEntry, permissions: [Permission]) {
        slug = entry.slug
        label = entry.label
        group = entry.group
        isLegacy = entry.isLegacy
        self.permissions = permissions
        mask = permissions.reduce(into: []) { $0.formUnion($1.bit) }
    }

    /// The permission with a name.
    public subscript(slug: String) -> Permission? {
        permissions.first { $0.slug == slug }
    }
}

/// One thing that a user can be permitted to do with a feature.
public struct Permission: Sendable {
    /// The name in requests.
    public let slug: String
    /// The name in `GET …/permissions`.
    public let label: String
    /// Its bit in ``Privileges``.
    public let bit: Privileges
}

/// The groups of features that the user list summarizes and that plans include.
public enum FeatureGroup: String, CaseIterable, Sendable {
    /// Contacts, senders, SMTP and users; the user list has no summary of them.
    case general
    /// Campaigns, templates, pages, workflows and push.
    case marketing
    /// The inbox.
    case conversations
    /// Deals and companies.
    case crm
    /// Transactional email.
    case transactional
    /// The phone.
    case phone
}
