import Testing

/// Every call in every situation, in process and over a socket.
@Suite struct PeopleTests {
    /// Each value once of the assumptions that decide about invitations, and all together.
    private static let assumptions = [
        [], ["missing-invitation=400"], ["missing-invitation=404"], ["revoke-pending=refused"], ["rejected=listed"],
        ["missing-invitation=404", "revoke-pending=refused", "rejected=listed"],
    ]

    @Test(arguments: try assumptions.flatMap(Conformance.users), Transport.allCases)
    func `the response about a user depends on the user's status`(
        conformance: Conformance,
        by transport: Transport
    ) throws {
        try conformance.check(by: transport)
    }

    @Test(arguments: Conformance.adminUsers, Transport.allCases)
    func `the response about an admin user depends on the admin user's status`(
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
