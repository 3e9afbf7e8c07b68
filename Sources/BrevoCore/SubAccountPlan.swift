/// What a master account allots to a sub-account: credits to be spent, and places of features.
///
/// A new sub-account has no limits: limits are what the plan calls set (INF).
public struct SubAccountPlan: Sendable, Hashable {
    /// Something that can be limited, by its name in requests.
    public enum Resource: String, CaseIterable, Sendable {
        /// E-mails.
        case email
        /// Data feeds.
        case externalFeeds
        /// Text messages.
        case sms
        /// WhatsApp messages.
        case whatsapp
        /// Receivers of push notifications.
        case wpSubscribers
        /// Inboxes.
        case inbox
        /// Landing pages.
        case landingPage
        /// Users who may sell.
        case salesUsers
        /// Users, the owner counted.
        case users

        /// Whether it is spent, and not a place of a feature.
        public var isCredit: Bool {
            switch self {
            case .email, .externalFeeds, .sms, .whatsapp, .wpSubscribers: true
            case .inbox, .landingPage, .salesUsers, .users: false
            }
        }

        /// The quantities that a call may set (DOC: feeds are 0 or 1, push is 0 or unlimited).
        public var quantities: ClosedRange<Int> {
            switch self {
            case .externalFeeds: 0...1
            case .wpSubscribers: SubAccountPlan.unlimited...0
            default: SubAccountPlan.unlimited...Int(Int32.max)
            }
        }
    }

    /// The quantity that stands for no limit (DOC).
    public static let unlimited = -1

    private var quantities: [Resource: Int] = [:]

    /// A plan without limits.
    public init() {}

    /// How much of something is allotted; -1 for any amount.
    public subscript(resource: Resource) -> Int {
        quantities[resource] ?? (resource == .externalFeeds ? 1 : Self.unlimited)
    }

    /// The most of something; nil for any amount.
    public func limit(of resource: Resource) -> Int? {
        self[resource] == Self.unlimited ? nil : self[resource]
    }

    /// What is left of a quantity: as unlimited as that, and never less than nothing.
    public static func remaining(of quantity: Int, taken: Int) -> Int {
        quantity == unlimited ? unlimited : max(0, quantity - taken)
    }

    /// Sets some quantities; the others stay.
    public mutating func set(_ changed: [Resource: Int]) {
        quantities.merge(changed) { _, new in new }
    }
}

/// Only what is allotted counts, not whether it was said.
extension SubAccountPlan {
    /// Whether both allot the same.
    public static func == (left: Self, right: Self) -> Bool {
        Resource.allCases.allSatisfy { left[$0] == right[$0] }
    }

    /// Hashes what equality compares.
    public func hash(into hasher: inout Hasher) {
        for resource in Resource.allCases { hasher.combine(self[resource]) }
    }
}
