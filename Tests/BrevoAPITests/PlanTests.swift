import BrevoCore
import HTTPMessage
import SpecTables
import Testing

/// Seats, features, and money.
@Suite struct PlanTests {
    private static let limit = String.error("not_enough_credits", "User limit reached for your plan")

    @Test(arguments: [(Plan.free, 1), (.starter, 1), (.standard, 3), (.professional, 10)])
    func `a plan has so many users, the owner counted`(plan: Plan, users: Int) throws {
        var service = try Service(plan: plan)
        for number in 1..<users { #expect(service.invite("u\(number)@acme.example").text == .ok) }
        let response = service.invite("more@acme.example")
        #expect(response.status == 402)
        #expect(response.text == Self.limit)
        #expect(!service.list().contains("more@"))
        guard users > 1 else { return }
        // Somebody who leaves makes room, and an invitation that runs out does too.
        #expect(service.call("PUT /organization/user/invitation/revoke/u1@acme.example").text == .ok)
        #expect(service.invite("more@acme.example").text == .ok)
        #expect(service.invite("most@acme.example").text == Self.limit)
        service.now = try #require(service.now.advanced(by: .seconds(72 * 3600)))
        #expect(service.invite("most@acme.example").text == .ok)
    }

    @Test func `enterprise has no limit`() throws {
        var service = try Service(plan: .enterprise)
        for number in 0..<50 { #expect(service.invite("u\(number)@acme.example").text == .ok) }
    }

    @Test(arguments: Plan.allCases, [SpecFeature].organization.flatMap(\.permissions))
    func `a feature outside the plan is refused by its name`(plan: Plan, permission: SpecPermission) throws {
        let group = try #require([SpecFeature].organization.first { $0.slug == permission.feature }).group
        let isIncluded = group != "marketing" || ![.free, .starter].contains(plan)
        var service = try Service(plan: plan)
        let response = service.invite("ann@acme.example", .privilege(permission.feature, permission.slug))
        let isFull = plan == .free || plan == .starter
        #expect(
            response.text
                == (!isIncluded
                    ? .error(
                        "invalid_parameter",
                        "Feature \(permission.feature) is not available on your plan"
                    ) : isFull ? Self.limit : .ok)
        )
    }

    @Test func `everything is everything that the plan has`() throws {
        var service = try Service(plan: .standard)
        _ = service.invite("ann@acme.example")
        let answer = service.permissions("ann@acme.example")
        #expect(answer.contains(#"{"feature":"Landing pages","permissions":["All"]}"#))
        #expect(answer.contains(#"{"feature":"Phone","permissions":["All"]}"#))
        #expect(answer.contains(#"{"feature":"Conversations","permissions":["Access","Assign","Configure"]}"#))
    }

    @Test func `a seat beyond the included ones is billed and credited`() throws {
        var service = try Service(plan: .standard, billing: true)
        func invoice(_ number: Int) -> String { #"{"status":"OK","invoice_id":"INV-00000\#(number)"}"# }
        func credit(_ number: Int) -> String { #"{"status":"OK","credit_notes":["CN-00000\#(number)"]}"# }
        #expect(service.invite("a@acme.example", .privilege("contacts", "view")).text == invoice(1))
        #expect(service.invite("b@acme.example").text == invoice(2))
        #expect(service.invite("c@acme.example").text == Self.limit)
        #expect(service.update("a@acme.example", .privilege("contacts", "export")).text == .ok)
        #expect(service.call("PUT /organization/user/invitation/resend/a@acme.example").text == .ok)
        #expect(service.call("PUT /organization/user/invitation/cancel/a@acme.example").text == credit(1))
        #expect(service.call("PUT /organization/user/invitation/cancel/a@acme.example").status == 403)
        #expect(service.call("PUT /organization/user/invitation/revoke/b@acme.example").text == credit(2))
        #expect(service.invite("c@acme.example").text == invoice(3))
    }

    @Test(arguments: Plan.allCases) func `no seat is billed unless the account says so`(plan: Plan) throws {
        var service = try Service(plan: plan)
        let response = service.invite("a@acme.example", .privilege("contacts", "view"))
        #expect(response.text == (plan == .free || plan == .starter ? Self.limit : .ok))
    }

    @Test func `the documents of an account are numbered by themselves`() throws {
        var service = try Service(plan: .standard, billing: true)
        for key in [Service.key, "xkeysib-1", "xkeysib-2"] {
            #expect(service.invite("a@acme.example", key: key).text == #"{"status":"OK","invoice_id":"INV-000001"}"#)
        }
    }
}
