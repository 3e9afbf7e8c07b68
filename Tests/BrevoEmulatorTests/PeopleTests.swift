import Testing

/// Every call in every situation, in process and over a socket.
@Suite struct PeopleTests {
    @Test(arguments: try Conformance.users(), Transport.allCases)
    func `a call about a user is answered by where the user stands`(
        conformance: Conformance,
        by transport: Transport
    ) throws {
        try conformance.check(by: transport)
    }

    @Test(arguments: Conformance.adminUsers, Transport.allCases)
    func `a call about an admin user is answered by where the admin user stands`(
        conformance: Conformance,
        by transport: Transport
    ) throws {
        try conformance.check(by: transport)
    }

    @Test(arguments: Conformance.adminCalls, Transport.allCases)
    func `a call of the master account has its bytes`(conformance: Conformance, by transport: Transport) throws {
        try conformance.check(by: transport)
    }
}
