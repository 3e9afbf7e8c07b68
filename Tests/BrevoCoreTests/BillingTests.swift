import BrevoCore
import CoreCommands
import Testing

@Suite struct BillingTests {
    @Test func `each seat beyond the owner's is invoiced in turn`() throws {
        var account = Account.acme(on: .standard, billing: true)
        let first = try account.invite("ann@acme.example")
        let second = try account.invite("bob@acme.example")
        #expect(first.invoiceID == "INV-000001")
        #expect(second.invoiceID == "INV-000002")
        #expect(first.creditNotes.isEmpty && second.creditNotes.isEmpty)
        #expect(account.billing == Billing(isOn: true, invoices: 2))
    }

    @Test func `each seat freed is credited in turn`() throws {
        var account = Account.acme(on: .standard, billing: true)
        try account.invite("ann@acme.example")
        try account.invite("bob@acme.example")
        try account.answer(.accept, "bob@acme.example")
        let cancelled = try account.cancelInvitation(of: email("ann@acme.example"), at: .invited)
        let revoked = try account.revoke(email("bob@acme.example"), at: .invited)
        #expect(cancelled.creditNotes == ["CN-000001"])
        #expect(revoked.creditNotes == ["CN-000002"])
        #expect(cancelled.invoiceID == nil && revoked.invoiceID == nil)
        #expect(account.billing == Billing(isOn: true, invoices: 2, creditNotes: 2))
    }

    @Test(arguments: [
        (0, "INV-000001"), (8, "INV-000009"), (9, "INV-000010"), (999_998, "INV-999999"), (999_999, "INV-1000000"),
    ])
    func `an invoice's number has six digits or more`(before: Int, number: String) throws {
        var account = Account.acme(on: .standard)
        account.billing = Billing(isOn: true, invoices: before)
        #expect(try account.invite("ann@acme.example").invoiceID == number)
    }

    @Test func `numbers are never given out twice`() throws {
        var account = Account.acme(on: .standard, billing: true)
        for number in 1...3 {
            #expect(try account.invite("ann@acme.example").invoiceID == "INV-00000\(number)")
            let freed = try account.revoke(email("ann@acme.example"), at: .invited)
            #expect(freed.creditNotes == ["CN-00000\(number)"])
        }
    }

    @Test func `somebody who may do nothing takes no seat`() throws {
        var account = Account.acme(on: .standard, billing: true)
        let ann = email("ann@acme.example")
        #expect(try account.invite(ann, privileges: [], at: .invited) == .none)
        #expect(try account.cancelInvitation(of: ann, at: .invited) == .none)
        #expect(account.billing == Billing(isOn: true))
    }

    @Test(arguments: [[], [Invitation.Step.accept]])
    func `giving the first permission takes a seat and clearing the last frees it`(steps: [Invitation.Step]) throws {
        var account = Account.acme(on: .standard, billing: true)
        let ann = email("ann@acme.example")
        _ = try account.invite(ann, privileges: [], at: .invited)
        for step in steps { try account.answer(step, "ann@acme.example") }

        let given = try account.updatePermissions(of: ann, by: .all(of: .viewContacts), at: .invited)
        #expect(given.invoiceID == "INV-000001")
        #expect(given.creditNotes.isEmpty)
        let moved = try account.updatePermissions(of: ann, by: .all(of: .of("contacts", "export")), at: .invited)
        #expect(moved == .none)
        let cleared = try account.updatePermissions(of: ann, by: .all(of: []), at: .invited)
        #expect(cleared.invoiceID == nil)
        #expect(cleared.creditNotes == ["CN-000001"])
        let clearedAgain = try account.updatePermissions(of: ann, by: .all(of: []), at: .invited)
        #expect(clearedAgain == .none)
    }

    @Test(arguments: [Situation.declined, .expired])
    func `somebody who was rejected holds no seat`(situation: Situation) throws {
        var account = Account.acme(on: .standard, billing: true)
        try account.invite("ann@acme.example")
        for step in situation.history ?? [] { try account.answer(step, "ann@acme.example") }
        var other = account
        let freed = try account.cancelInvitation(of: email("ann@acme.example"), at: situation.now)
        #expect(freed == .none)
        #expect(try other.invite("ann@acme.example", at: situation.now).invoiceID == "INV-000002")
    }

    @Test func `accepting keeps the seat that the invitation took`() throws {
        var account = Account.acme(on: .standard, billing: true)
        try account.invite("ann@acme.example")
        try account.answer(.accept, "ann@acme.example")
        #expect(account.billing == Billing(isOn: true, invoices: 1))
        #expect(try account.invite("bob@acme.example").invoiceID == "INV-000002")
    }

    @Test(arguments: Plan.allCases)
    func `nothing is invoiced where billing is off`(plan: Plan) throws {
        #expect(try Self.documents(on: plan, billing: false).allSatisfy { $0 == .none })
    }

    @Test(arguments: [Plan.professional, .enterprise])
    func `nothing is invoiced where the seats are included`(plan: Plan) throws {
        #expect(try Self.documents(on: plan, billing: true).allSatisfy { $0 == .none })
    }

    @Test func `a refused call gives out no document`() throws {
        var account = Account.acme(on: .standard, billing: true)
        try account.invite("ann@acme.example")
        #expect(throws: CoreError.self) { try account.invite("ann@acme.example") }
        #expect(throws: CoreError.self) { try account.revoke(email("bob@acme.example"), at: .invited) }
        #expect(account.billing == Billing(isOn: true, invoices: 1))
    }

    /// What inviting, changing and removing as many people as the plan takes is answered.
    private static func documents(on plan: Plan, billing: Bool) throws -> [Billing.Documents] {
        var account = Account.acme(on: plan, billing: billing)
        let people = (1..<(plan.userLimit ?? 20)).map { email("a\($0)@acme.example") }
        var documents: [Billing.Documents] = []
        for person in people { documents.append(try account.invite(person, privileges: .viewContacts, at: .invited)) }
        for person in people {
            documents.append(try account.updatePermissions(of: person, by: .all(of: []), at: .invited))
            documents.append(try account.updatePermissions(of: person, by: .all(of: .viewContacts), at: .invited))
        }
        for person in people { documents.append(try account.revoke(person, at: .invited)) }
        return documents
    }
}
