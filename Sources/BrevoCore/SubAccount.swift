/// What a sub-account has beside its organisation, by the master account's will.
public struct SubAccount: Sendable, Hashable {
    /// What calls name a sub-account by, unique in its master account: seven digits where the emulator gives it.
    public typealias Number = Int

    /// The numbers that new sub-accounts are given (the documented one is 4109344).
    static let numbers = 1_000_000...9_999_999
    /// The most keys that calls make for one.
    public static let keyCapacity = 1000

    /// The number.
    public let number: Number
    /// When it was made.
    public let createdAt: Timestamp
    /// The time zone that was asked for; nothing depends on it.
    public var timezone: String
    /// What the master account allots.
    public var plan: SubAccountPlan
    /// What is switched on; nothing else depends on it (INF).
    public var applications: Set<Application>
    /// The master account's addresses that it sends from.
    public var ips: Set<String>

    /// A sub-account.
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

    /// The time zone of a sub-account for which none was asked.
    public static let defaultTimezone = "Europe/Paris"

    /// What is switched on until it is switched off: all but what depends on the master account's plan (INF).
    public static let defaultApplications = Set(Application.allCases).subtracting([.analytics])

    /// What can be switched on and off for a sub-account, by its name in requests.
    public enum Application: String, CaseIterable, Sendable {
        /// Analytics, which the master account's plan must have (DOC).
        case analytics
        /// Automation.
        case automation
        /// Conversations.
        case conversations
        /// The sales CRM.
        case crm
        /// Campaigns by e-mail.
        case emailCampaigns = "email-campaigns"
        /// Facebook advertisements.
        case facebookAds = "facebook-ads"
        /// The inbox.
        case inbox
        /// Landing pages.
        case landingPages = "landing-pages"
        /// Meetings.
        case meetings
        /// Campaigns by SMS.
        case smsCampaigns = "sms-campaigns"
        /// Transactional e-mail.
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
    /// Whether a master account on this plan can give its sub-accounts Analytics (INF: the documents name no plan).
    public var includesAnalytics: Bool { self == .enterprise }
}
