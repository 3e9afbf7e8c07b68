/// What an API key opens: an organization with its users, which can be a master account too.
///
/// A value without a clock: each command takes its circumstances, and changes nothing if it throws.
public struct Account: Sendable {
    /// The most people that the emulator keeps in one roster, whatever the plan says.
    public static let rosterCapacity = 1_000_000

    /// The keys that open the account.
    public var apiKeys: [APIKey]
    /// The OAuth clients that get tokens for the account.
    public var oauthClients: [OAuthClient] = []
    /// The id of the organization, as `GET /account` shows it.
    public var organizationID: ObjectID
    /// The number of the owner, as `GET /account` shows it.
    public var userID: Int
    /// The company's name.
    public var companyName: String
    /// The plan.
    public var plan: Plan
    /// The features that can be granted, where they are not the plan's.
    public var features: Privileges?
    /// What `GET /account` shows and nothing depends on.
    @Indirect public var profile = AccountProfile()
    /// The billing documents issued.
    public var billing: Billing
    /// The user who was never invited.
    public var owner: Owner
    /// The invited users of the organization.
    public var users = Roster<User>()
    /// What a master account has beside its organization; nil for any other account.
    public var master: MasterAccount?
    /// What a sub-account has beside its organization; nil for any other account.
    public internal(set) var subAccount: SubAccount?
    /// Where the ids of new users and invitations come from.
    public var ids: IDSource
    /// The activity log.
    public var activities = ActivityLog()

    /// Creates an account with nobody but its owner.
    public init(
        apiKeys: [APIKey] = [],
        companyName: String,
        plan: Plan,
        billing: Billing = Billing(),
        owner: Owner,
        master: MasterAccount? = nil,
        ids: IDSource
    ) {
        self.apiKeys = apiKeys
        self.companyName = companyName
        self.plan = plan
        self.billing = billing
        self.owner = owner
        self.master = master
        self.ids = ids
        (organizationID, userID) = (ids.organizationID, ids.userID)
    }

    /// Every permission that can be granted to a user, those of legacy features included.
    public var grantable: Privileges { Self.grantable(features, on: plan.privileges) }

    static func grantable(_ features: Privileges?, on planned: Privileges) -> Privileges { features ?? planned }

    /// Sets where ids come from, with the ids of the account itself.
    public mutating func setIDs(_ source: IDSource) {
        ids = source
        (organizationID, userID) = (source.organizationID, source.userID)
    }

    /// Whether an address is the owner's.
    func isOwner(_ email: EmailAddress, _ context: CommandContext) -> Bool {
        email.isSame(as: owner.email, context.assumptions.emailCase)
    }
}

/// The billing of seats, and the numbers of the documents issued for them.
public struct Billing: Sendable, Hashable {
    /// Whether seats beyond the included ones are billed.
    public var isOn: Bool
    /// The number of invoices issued.
    public var invoices: Int
    /// The number of credit notes issued.
    public var creditNotes: Int

    /// The most documents of a kind; numbers have six digits, or more beyond a million.
    public static let capacity = 1_000_000_000

    /// The documents that a call produced.
    public struct Documents: Sendable, Hashable {
        /// The invoice for an added seat: `INV-000001`.
        public internal(set) var invoiceID: String?
        /// The credit notes for a freed seat: `CN-000001`.
        public internal(set) var creditNotes: [String] = []

        /// No documents.
        public static let none = Documents()
    }

    /// Creates billing that has issued this many documents.
    public init(isOn: Bool = false, invoices: Int = 0, creditNotes: Int = 0) {
        self.isOn = isOn
        self.invoices = invoices
        self.creditNotes = creditNotes
    }

    /// The documents for a change in the number of billed seats; past ``capacity`` numbers start again.
    mutating func documents(forSeatsBilled before: Int, then after: Int) -> Documents {
        var documents = Documents()
        if after > before {
            invoices = Self.next(after: invoices)
            documents.invoiceID = Self.number("INV", invoices)
        } else if after < before {
            creditNotes = Self.next(after: creditNotes)
            documents.creditNotes = [Self.number("CN", creditNotes)]
        }
        return documents
    }

    private static func next(after count: Int) -> Int { count >= capacity ? 1 : count + 1 }

    private static func number(_ prefix: String, _ count: Int) -> String {
        let digits = String(count)
        return "\(prefix)-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
