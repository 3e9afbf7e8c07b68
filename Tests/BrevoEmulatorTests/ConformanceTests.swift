import HTTPMessage
import Testing

/// Every case, in process and over a socket.
@Suite struct ConformanceTests {
    @Test(arguments: Conformance.statuses, Transport.allCases)
    func `every refusal before the state has its bytes`(conformance: Conformance, by transport: Transport) throws {
        try conformance.check(by: transport)
    }

    @Test(arguments: Conformance.order, Transport.allCases)
    func `the first step that refuses answers`(conformance: Conformance, by transport: Transport) throws {
        try conformance.check(by: transport)
    }

    @Test(arguments: Conformance.credentials, Transport.allCases)
    func `a credential opens what it should`(conformance: Conformance, by transport: Transport) throws {
        try conformance.check(by: transport)
    }

    @Test(arguments: Conformance.methods, Transport.allCases)
    func `a path takes its methods and names them`(conformance: Conformance, by transport: Transport) throws {
        try conformance.check(by: transport)
    }

    @Test(arguments: Conformance.contentTypes, Transport.allCases)
    func `a body must say that it is JSON`(conformance: Conformance, by transport: Transport) throws {
        try conformance.check(by: transport)
    }

    @Test(arguments: Conformance.paths, Transport.allCases)
    func `a path is split and then decoded once`(conformance: Conformance, by transport: Transport) throws {
        try conformance.check(by: transport)
    }

    @Test(arguments: Conformance.queries, Transport.allCases)
    func `a query is decoded as a form, and the last of two counts`(
        conformance: Conformance,
        by transport: Transport
    ) throws {
        try conformance.check(by: transport)
    }

    @Test(arguments: Conformance.bodies, Transport.allCases)
    func `a body is read strictly`(conformance: Conformance, by transport: Transport) throws {
        try conformance.check(by: transport)
    }

    @Test(arguments: Conformance.fields, Transport.allCases)
    func `a field is missing before another is invalid`(conformance: Conformance, by transport: Transport) throws {
        try conformance.check(by: transport)
    }

    @Test(arguments: Conformance.groups + Conformance.groupRefusals, Transport.allCases)
    func `a group holds sub-accounts and restricts admin users`(
        conformance: Conformance,
        by transport: Transport
    ) throws {
        try conformance.check(by: transport)
    }

    @Test(arguments: Conformance.masterAccount, Transport.allCases)
    func `a master account has addresses and lets its people in`(
        conformance: Conformance,
        by transport: Transport
    ) throws {
        try conformance.check(by: transport)
    }

    @Test(arguments: Conformance.subAccounts + Conformance.subAccountRefusals, Transport.allCases)
    func `a sub-account is made, shown, opened and deleted`(conformance: Conformance, by transport: Transport) throws {
        try conformance.check(by: transport)
    }

    @Test(arguments: Conformance.allotment + Conformance.allotmentRefusals, Transport.allCases)
    func `a sub-account is allotted what its master account says`(
        conformance: Conformance,
        by transport: Transport
    ) throws {
        try conformance.check(by: transport)
    }

    @Test(arguments: Conformance.others)
    func `an outcome whose bytes are tested elsewhere has its status`(conformance: Conformance) throws {
        try Transport.direct.withEmulator(Acme.configuration(conformance.configuration)) { client in
            for request in conformance.before { try #require(try client.send(request).status.rawValue < 300) }
            #expect(try client.send(conformance.request).status == conformance.status)
        }
    }

    @Test(arguments: Conformance.noMasters, Transport.allCases)
    func `only a master account can call`(conformance: Conformance, by transport: Transport) throws {
        try conformance.check(by: transport)
    }
}
