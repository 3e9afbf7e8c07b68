import BrevoCore
import CoreCommands
import Testing

/// Requests for permissions, name by name.
@Suite struct GrantRequestTests {
    @Test func `permissions are those of the feature named last`() throws {
        var request = GrantRequest(of: .organization, within: .everyBit)
        try request.add(feature: "templates")
        try request.add(permission: "activate_deactivate")
        try request.add(feature: "contacts")
        try request.add(permission: "view")
        #expect(
            request.grant.granted == Privileges.of("templates", "activate_deactivate").union(.of("contacts", "view"))
        )
    }

    @Test func `a feature without permissions is replaced by nothing`() throws {
        var request = GrantRequest(of: .organization, within: .everyBit)
        try request.add(feature: "phone")
        #expect(request.grant.applied(to: .of("phone", "all"), keepsOthers: true).isEmpty)
    }

    @Test(arguments: [["none", "view"], ["view", "none"], ["none", "none"], ["none", "nonsense"]])
    func `none that does not stand alone is what is refused`(names: [String]) throws {
        var request = GrantRequest(of: .organization, within: .everyBit)
        try request.add(feature: "contacts")
        let error = #expect(throws: CoreError.self) { for name in names { try request.add(permission: name) } }
        guard case .unknownPermission("none", _, calledBy: "contacts") = try #require(error) else {
            Issue.record("refused as \(String(describing: error))")
            return
        }
    }

    @Test func `none of one feature says nothing of the next`() throws {
        var request = GrantRequest(of: .organization, within: .everyBit)
        try request.add(feature: "phone")
        try request.add(permission: "none")
        try request.add(feature: "contacts")
        try request.add(permission: "view")
        #expect(request.grant.granted == .viewContacts)
    }

    @Test func `a request goes on from a grant`() throws {
        let before = try Catalog.organization.grant("contacts", ["view"])
        var request = GrantRequest(of: .organization, within: .everyBit, after: before)
        #expect(refusal { () throws(CoreError) in try request.add(feature: "contacts") } == "duplicateFeature")
        try request.add(feature: "phone")
        #expect(request.grant.granted == before.granted)
    }

    @Test(arguments: ["", "conta", "contacts ", "contactz", "c\u{212A}", "é"])
    func `a name is reported as it was written`(name: String) throws {
        var request = GrantRequest(of: .organization, within: .everyBit)
        let error = #expect(throws: CoreError.self) { try request.add(feature: name) }
        guard case .unknownFeature(name, in: _) = try #require(error) else {
            Issue.record("refused as \(String(describing: error))")
            return
        }
    }

    @Test func `a name of another plan's feature is refused under the name used`() throws {
        var request = GrantRequest(of: .organization, within: [])
        try request.add(feature: "api_keys")
        let error = #expect(throws: CoreError.self) { try request.add(permission: "all") }
        guard case .featureNotOnPlan("api_keys") = try #require(error) else {
            Issue.record("refused as \(String(describing: error))")
            return
        }
    }
}

extension GrantRequest {
    fileprivate mutating func add(feature name: String) throws(CoreError) {
        try add(feature: name.utf8.span)
    }

    fileprivate mutating func add(permission name: String) throws(CoreError) {
        try add(permission: name.utf8.span)
    }
}
