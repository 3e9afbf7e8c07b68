/// What a master account allots to a sub-account: credits to spend, and places of features.
///
/// A new sub-account has no limits: limits are what the plan calls set.
public struct SubAccountPlan: Sendable {
    /// Something that can be allotted, by its name in requests.
    public enum Resource: String, CaseIterable, Sendable {
        /// Emails.
        case email
        /// Data feeds.
        case externalFeeds
        /// Text messages.
        case sms
        /// WhatsApp messages.
        case whatsapp
        /// Subscribers to push notifications.
        case wpSubscribers
        /// Inboxes.
        case inbox
        /// Landing pages.
        case landingPage
        /// Sales users.
        case salesUsers
        /// Users, owner included.
        case users

        /// Whether this is spent, rather than a place of a feature.
        public var isCredit: Bool {
            switch self {
            case .email, .externalFeeds, .sms, .whatsapp, .wpSubscribers: true
            case .inbox, .landingPage, .salesUsers, .users: false
            }
        }

        /// Whether quantities may have decimals; the documentation types them `number(float)`.
        public var allowsDecimals: Bool {
            switch self {
            case .sms, .whatsapp: true
            case .email, .externalFeeds, .wpSubscribers, .inbox, .landingPage, .salesUsers, .users: false
            }
        }

        /// The quantities that a call may set; as documented, feeds are 0 or 1, push is 0 or unlimited.
        public var quantities: ClosedRange<Int> {
            switch self {
            case .externalFeeds: 0...1
            case .wpSubscribers: Int(SubAccountPlan.unlimited)...0
            case .email, .sms, .whatsapp, .inbox, .landingPage, .salesUsers, .users:
                Int(SubAccountPlan.unlimited)...Int(Int32.max)
            }
        }
    }

    /// The quantity that stands for no limit (documented).
    public static let unlimited: Double = -1

    private var quantities: [Resource: Double] = [:]

    /// Creates a plan without limits.
    public init() {}

    /// The quantity of a resource; -1 for any amount.
    public subscript(resource: Resource) -> Double {
        quantities[resource] ?? (resource == .externalFeeds ? 1 : Self.unlimited)
    }

    /// The limit of a resource; nil for any amount.
    public func limit(of resource: Resource) -> Double? {
        self[resource] == Self.unlimited ? nil : self[resource]
    }

    /// What remains of a quantity: unlimited if the quantity is, and never less than nothing.
    public static func remaining(of quantity: Double, taken: Int) -> Double {
        quantity == unlimited ? unlimited : max(0, quantity - Double(taken))
    }

    /// Sets some quantities; the others stay.
    public mutating func set(_ changed: [Resource: Double]) {
        quantities.merge(changed) { _, new in new }
    }
}

/// Only what is allotted counts, not whether it was set explicitly.
extension SubAccountPlan: Hashable {
    /// Whether both allot the same.
    public static func == (left: Self, right: Self) -> Bool {
        Resource.allCases.allSatisfy { left[$0] == right[$0] }
    }

    /// Hashes what equality compares.
    public func hash(into hasher: inout Hasher) {
        for resource in Resource.allCases { hasher.combine(self[resource]) }
    }
}
