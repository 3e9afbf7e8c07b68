/// What an API key opens: an organisation with its users, which may be a master account too.
///
/// A value without a clock: every command takes the moment at which it happens, and changes nothing when it throws.
public struct Account: Sendable {
    /// The most people that the emulator keeps in one roster, whatever the plan says.
    public static let rosterCapacity = 1_000_000

    /// The keys that open the account.
    public var apiKeys: [APIKey]
    /// The programs that get tokens for the account.
    public var oauthClients: [OAuthClient] = []
    /// The id of the organisation, as `GET /account` has it.
    public var organizationID: ObjectID
    /// The number of the owner, as `GET /account` has it.
    public var userID: Int
    /// The company's name.
    public var companyName: String
    /// What has been bought.
    public var plan: Plan
    /// The billing documents given out.
    public var billing: Billing
    /// The user who was never invited.
    public var owner: Owner
    /// The invited users of the organisation.
    public var users = Roster<User>()
    /// What a master account has beside its organisation; nil for an organisation that is none.
    public var master: MasterAccount?
    /// What a sub-account of a master account has beside its organisation; nil for any other account.
    public internal(set) var subAccount: SubAccount?
    /// Where the ids of new users and invitations come from.
    public var ids: IDSource
    /// What was done in the account, as far as it is remembered.
    public var activities = ActivityLog()
    private var occurrences: [Occurrence] = []

    /// An account with nobody but its owner.
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

    /// Gives a copy of the template ids of its own.
    mutating func setIDs(_ source: IDSource) {
        ids = source
        (organizationID, userID) = (source.organizationID, source.userID)
        owner.id = ids.next()
    }

    mutating func note(_ event: Occurrence.Event, of email: EmailAddress, as role: Occurrence.Role, at now: Timestamp) {
        occurrences.append(Occurrence(event: event, role: role, email: email, at: now))
    }

    /// What has happened since this was last asked, first to last.
    public mutating func takeOccurrences() -> [Occurrence] {
        defer { occurrences = [] }
        return occurrences
    }
}

/// The numbers of an account's invoices and credit notes, where seats are billed (spec §7).
public struct Billing: Sendable, Hashable {
    /// Whether seats beyond the included ones are billed.
    public var isOn: Bool
    /// How many invoices have been given out.
    public var invoices: Int
    /// How many credit notes have been given out.
    public var creditNotes: Int

    /// What one call made.
    public struct Documents: Sendable, Hashable {
        /// The invoice for a seat that was added: `INV-000001`.
        public internal(set) var invoiceID: String?
        /// The credit notes for a seat that was freed: `CN-000001`.
        public internal(set) var creditNotes: [String] = []

        /// No document.
        public static let none = Documents()
    }

    /// Billing after so many documents.
    public init(isOn: Bool = false, invoices: Int = 0, creditNotes: Int = 0) {
        self.isOn = isOn
        self.invoices = invoices
        self.creditNotes = creditNotes
    }

    /// The documents for a change in the number of billed seats.
    mutating func documents(forSeatsBilled before: Int, then after: Int) -> Documents {
        var documents = Documents()
        if after > before {
            invoices += 1
            documents.invoiceID = Self.number("INV", invoices)
        } else if after < before {
            creditNotes += 1
            documents.creditNotes = [Self.number("CN", creditNotes)]
        }
        return documents
    }

    private static func number(_ prefix: String, _ count: Int) -> String {
        let digits = String(count)
        return "\(prefix)-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
