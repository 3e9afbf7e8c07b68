import BrevoCore
import CoreCommands
import Testing

/// What a key may do, as levels say it.
@Suite struct RightsTests {
    @Test(arguments: Access.Level.allCases, Rights.Section.allCases)
    func `a level opens its methods, in its section only`(level: Access.Level, section: Rights.Section) {
        let deeds: [Access.Level: [Rights.Action]] = [
            .none: [], .read: [.read], .readWrite: [.read, .write], .all: [.read, .write, .delete],
        ]
        let isCorporate = section == .corporate
        let access = Access(organization: isCorporate ? .none : level, corporate: isCorporate ? level : .none)
        for deed in Rights.Action.allCases {
            let right = Rights.to(deed, in: section)
            #expect(access.rights.isSuperset(of: right) == deeds[level]?.contains(deed))
        }
        #expect(access.rights.isDisjoint(with: .to(.read, in: isCorporate ? .organization : .corporate)))
    }

    @Test func `full access is every right`() {
        #expect(Access.full.rights == .all)
        #expect(Rights.all.rawValue.nonzeroBitCount == 9)
    }

    @Test(
        arguments: [
            ("/organization/invited/users", .organization), ("/account", .account), ("/corporate/groups", .corporate),
            ("/corporate", .corporate), ("/accounts", .organization),
        ] as [(String, Rights.Section)]
    )
    func `a path is in the section of its first segment`(path: String, section: Rights.Section) {
        #expect(Rights.Section(ofPath: path) == section)
    }

    @Test func `a key opens its account until it expires, with the rights that it has`() {
        var account = Account.acme()
        let end = Timestamp.invited + .hours(1)
        let access = Access(organization: .read, corporate: .none)
        account.apiKeys = ["full", APIKey("reader", access: access), APIKey("short", expiresAt: end)]
        var accounts = Accounts([account], template: .acme(), seed: 1)
        #expect(accounts.open("full", at: .invited) == .account(0, .all))
        #expect(accounts.open("reader", at: .invited) == .account(0, access.rights))
        #expect(accounts.open("short", at: end - .milliseconds(1)) == .account(0, .all))
        #expect(accounts.open("short", at: end) == .expired)
        #expect(accounts.count == 1)
    }
}
