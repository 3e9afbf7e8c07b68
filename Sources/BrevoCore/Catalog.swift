/// What can be granted: the features of one kind of user with their permissions (spec §4).
public struct Catalog: Sendable {
    /// All features, in the order in which answers list them.
    public let features: [Feature]
    private let lookup: [String: Entry]

    /// What a feature's name in a request stands for.
    private struct Entry: Sendable {
        let feature: Feature
        let permissions: [String: Meaning]
    }

    /// What a permission's name in a request grants, and the first name where it is a synonym.
    private struct Meaning: Sendable {
        let grant: Privileges
        let firstName: String?
    }

    /// Gives each permission its bit, in order, and learns the synonyms.
    init(_ sections: [Section], synonyms: [Synonym]) {
        var features: [Feature] = []
        var bit: UInt64 = 1
        for section in sections {
            let permissions = section.permissions.map { slug, label in
                defer { bit <<= 1 }
                return Permission(slug: slug, label: label, bit: Privileges(rawValue: bit))
            }
            features.append(Feature(section, permissions: permissions))
        }
        var lookup = Dictionary(
            uniqueKeysWithValues: features.map { feature in
                let own = feature.permissions.map { ($0.slug, Meaning(grant: $0.bit, firstName: nil)) }
                return (feature.slug, Entry(feature: feature, permissions: Dictionary(uniqueKeysWithValues: own)))
            }
        )
        let found = Dictionary(uniqueKeysWithValues: features.map { ($0.slug, $0) })
        for synonym in synonyms {
            guard let target = found[synonym.grants[0].feature] else { preconditionFailure("a synonym of no feature") }
            let grant = synonym.grants.reduce(into: Privileges()) { sum, name in
                guard let permission = found[name.feature]?[name.permission] else {
                    preconditionFailure("a synonym of no permission")
                }
                sum.formUnion(permission.bit)
            }
            let meaning = Meaning(grant: grant, firstName: synonym.firstName)
            let known = lookup[synonym.feature]?.permissions ?? [:]
            lookup[synonym.feature] = Entry(
                feature: target,
                permissions: known.merging([synonym.permission: meaning]) { _, new in new }
            )
        }
        self.features = features
        self.lookup = lookup
    }

    /// The feature of this first name.
    public subscript(slug: String) -> Feature? {
        features.first { $0.slug == slug }
    }

    /// Everything that a request can still grant; legacy features are left out.
    public var everything: Privileges {
        features.filter { !$0.isLegacy }.reduce(into: []) { $0.formUnion($1.mask) }
    }

    /// The permissions asked for, as a change to what somebody has.
    ///
    /// - Throws: the first fault, in the order of the items: an unknown feature, an unknown permission (`none` beside
    ///   others is one), a feature that is named twice or that `available` does not hold.
    public func grant(_ items: [RequestedPrivilege], within available: Privileges) throws(CoreError) -> Grant {
        var grant = Grant()
        for item in items {
            guard let entry = lookup[item.feature] else { throw .unknownFeature(item.feature, in: self) }
            guard grant.replaced.isDisjoint(with: entry.feature.mask) else { throw .featureNamedTwice(item.feature) }
            grant.replaced.formUnion(entry.feature.mask)
            if item.feature != entry.feature.slug { grant.note(item.feature, standsFor: entry.feature.slug) }
            if item.permissions == ["none"] { continue }
            for name in item.permissions {
                guard let meaning = entry.permissions[name] else {
                    throw .unknownPermission(name, of: entry.feature, calledBy: item.feature)
                }
                guard available.isSuperset(of: meaning.grant) else { throw .featureNotOnPlan(item.feature) }
                grant.granted.formUnion(meaning.grant)
                if let firstName = meaning.firstName { grant.note(name, standsFor: firstName) }
            }
        }
        return grant
    }
}

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

    fileprivate init(_ section: Catalog.Section, permissions: [Permission]) {
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

/// One item of a request's `privileges`.
public struct RequestedPrivilege: Hashable, Sendable {
    /// The feature's slug, as the request names it.
    public var feature: String
    /// The permissions' slugs.
    public var permissions: [String]

    /// A feature with the permissions asked for.
    public init(feature: String, permissions: [String]) {
        self.feature = feature
        self.permissions = permissions
    }
}

/// A change to what somebody has: each feature named is replaced, the others stay (spec §5).
public struct Grant: Hashable, Sendable {
    /// All permissions of the features named.
    public internal(set) var replaced: Privileges = []
    /// The permissions granted.
    public internal(set) var granted: Privileges = []
    /// The synonyms used, each with what it stands for.
    public private(set) var synonyms: [Synonym] = []

    /// A name in a request that stands for another.
    public struct Synonym: Hashable, Sendable {
        /// The name used.
        public let used: String
        /// The first name.
        public let firstName: String
    }

    /// Everything, in the place of all there was.
    public static func all(of available: Privileges) -> Grant {
        Grant(replaced: Privileges(rawValue: .max), granted: available)
    }

    /// What somebody has after this change.
    public func applied(to privileges: Privileges) -> Privileges {
        privileges.subtracting(replaced).union(granted)
    }

    mutating func note(_ used: String, standsFor firstName: String) {
        synonyms.append(Synonym(used: used, firstName: firstName))
    }

    init(replaced: Privileges = [], granted: Privileges = []) {
        self.replaced = replaced
        self.granted = granted
    }
}
