internal import BrevoAPI
internal import BrevoCore
internal import JSON

// What `GET /account` shows and nothing depends on; each is left out while it has its default.
extension AccountRecord {
    mutating func declareProfile(_ fields: inout RecordFields<StateContext>) {
        let standard = AccountProfile()
        var address = AddressRecord(profile: account.profile)
        if !fields.isWriting || address != AddressRecord(profile: standard) {
            if fields.isReading { address = AddressRecord(profile: standard) }
            fields.record("address", &address, "The address of the company.")
            if fields.isReading { address.set(in: &account.profile) }
        }
        var preferences = PreferencesRecord(profile: account.profile)
        if !fields.isWriting || preferences != PreferencesRecord(profile: standard) {
            if fields.isReading { preferences = PreferencesRecord(profile: standard) }
            fields.record("dateTimePreferences", &preferences, "How dates and times are shown.")
            if fields.isReading { preferences.set(in: &account.profile) }
        }
        fields.optional(
            "relayUserName",
            &account.profile.relayUserName,
            example: "8a1b2c3d4",
            "The user name for SMTP, before @smtp-brevo.com."
        )
        fields.optional(
            "marketingAutomation",
            &account.profile.marketingAutomationKey,
            example: "abc123",
            "The key of marketing automation, which is switched on only if there is one."
        )
        fields.optional(
            "subscribedAt",
            &account.profile.subscribedAt,
            example: StateContext.sample.now,
            "When the subscription began; its periods are months from then on."
        )
    }
}

private struct AddressRecord: JSONRecord, Equatable {
    private var street: String
    private var city: String
    private var zipCode: String
    private var country: String

    init(profile: AccountProfile) {
        (street, city, zipCode, country) = (profile.street, profile.city, profile.zipCode, profile.country)
    }

    func set(in profile: inout AccountProfile) {
        (profile.street, profile.city, profile.zipCode, profile.country) = (street, city, zipCode, country)
    }

    mutating func declareFields(_ fields: inout RecordFields<StateContext>) {
        fields.field("street", &street)
        fields.field("city", &city)
        fields.field("zipCode", &zipCode)
        fields.field("country", &country)
    }
}

private struct PreferencesRecord: JSONRecord, Equatable {
    private var timezone: String
    private var timeFormat: String
    private var dateFormat: String

    init(profile: AccountProfile) {
        (timezone, timeFormat, dateFormat) = (profile.timezone, profile.timeFormat, profile.dateFormat)
    }

    func set(in profile: inout AccountProfile) {
        (profile.timezone, profile.timeFormat, profile.dateFormat) = (timezone, timeFormat, dateFormat)
    }

    mutating func declareFields(_ fields: inout RecordFields<StateContext>) {
        fields.field("timezone", &timezone)
        fields.field("timeFormat", &timeFormat)
        fields.field("dateFormat", &dateFormat)
    }
}
