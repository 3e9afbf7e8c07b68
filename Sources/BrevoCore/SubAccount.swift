/// What a sub-account has beside its organization, decided by the master account.
public struct SubAccount: Sendable, Hashable {
    /// What calls identify a sub-account by, unique in its master account: seven digits where the emulator assigns it.
    public typealias Number = Int

    /// The numbers that new sub-accounts get (the documented example is 4109344).
    static let numbers = 1_000_000...9_999_999
    /// The most keys that calls create for one.
    public static let keyCapacity = 1000

    /// The number.
    public let number: Number
    /// When it was created.
    public let createdAt: Timestamp
    /// The time zone; nothing depends on it.
    public var timezone: String
    /// The allotments.
    public var plan: SubAccountPlan
    /// The applications that are switched on; nothing else depends on them.
    public var applications: Set<Application>
    /// The master account's IP addresses that it sends from.
    public var ips: Set<String>

    /// Creates a sub-account.
    public init(
        number: Number,
        createdAt: Timestamp,
        timezone: String = Self.defaultTimezone,
        plan: SubAccountPlan = SubAccountPlan(),
        applications: Set<Application> = Self.defaultApplications,
        ips: Set<String> = []
    ) {
        (self.number, self.createdAt, self.timezone) = (number, createdAt, timezone)
        (self.plan, self.applications, self.ips) = (plan, applications, ips)
    }

    /// The time zone of a sub-account created without one.
    public static let defaultTimezone = "Europe/Paris"

    /// The applications of a new sub-account: all but the one that depends on the master account's plan.
    public static let defaultApplications = Set(Application.allCases).subtracting([.analytics])

    /// An application that can be switched on and off, by its name in requests.
    public enum Application: String, CaseIterable, Sendable {
        /// Analytics, which the master account's plan must have (documented).
        case analytics
        /// Automation.
        case automation
        /// Conversations.
        case conversations
        /// The sales CRM.
        case crm
        /// Email campaigns.
        case emailCampaigns = "email-campaigns"
        /// Facebook ads.
        case facebookAds = "facebook-ads"
        /// The inbox.
        case inbox
        /// Landing pages.
        case landingPages = "landing-pages"
        /// Meetings.
        case meetings
        /// SMS campaigns.
        case smsCampaigns = "sms-campaigns"
        /// Transactional email.
        case transactionalEmails = "transactional-emails"
        /// Transactional SMS.
        case transactionalSMS = "transactional-sms"
        /// Push notifications.
        case webPush = "web-push"
        /// WhatsApp.
        case whatsapp
    }
}

extension Plan {
    /// Whether a master account on this plan can give its sub-accounts Analytics; inferred, as no plan is documented.
    public var includesAnalytics: Bool { self == .enterprise }
}
