import BrevoCore
import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// The ways to set an assumption.
@Suite struct AssumptionSettingTests {
    private func with(_ assumptions: Assumptions) throws -> Emulator.Configuration {
        try Acme.configuration { $0.assumptions = assumptions }
    }

    /// The ways to set assumptions, each given `update=replace` and `rejected=listed`.
    private static let ways:
        [(name: String, configure: @Sendable (inout Emulator.Configuration) -> Void, set: HTTPRequest?)] = [
            ("by the configuration", { $0.assumptions = Assumptions(settings) }, nil),
            ("by the seed", { $0.seed = seed(#"{"update":"replace","rejected":"listed"}"#) }, nil),
            ("by PUT", { _ in }, .control("PUT /assumptions", #"{"update":"replace","rejected":"listed"}"#)),
            (
                "by PUT of the state", { _ in },
                .control("PUT /state", seedText(#"{"update":"replace","rejected":"listed"}"#))
            ),
        ]

    private static let settings = ["update=replace", "rejected=listed"].compactMap { try? AssumptionSetting($0) }

    private static func seedText(_ assumptions: String) -> String {
        Acme.seed.replacing(#"{"version": 1,"#, with: #"{"version": 1, "assumptions": \#(assumptions),"#)
    }

    private static func seed(_ assumptions: String) -> JSONDocument? {
        try? JSONDocument(Array(seedText(assumptions).utf8))
    }

    @Test(arguments: ways.indices, Transport.allCases)
    func `assumptions are set in each of the ways, and a reset returns to the first ones`(
        index: Int,
        by transport: Transport
    ) throws {
        let way = Self.ways[index]
        try transport.withEmulator(Acme.configuration(way.configure)) { client in
            let before = try client.send(.assumptions).text
            if let set = way.set { try #require(try client.send(set).status == 200) }
            let after = try client.send(.assumptions).assumptionValues
            #expect([after["update"], after["rejected"]] == ["replace", "listed"], "\(way.name)")
            #expect([after["email-case"], after["revoke-pending"]] == ["fold", "allowed"])
            let document = try client.send(.state).text
            #expect(document.contains(#""update": "replace""#))
            try #require(try client.send(.control("POST /reset")).status == 200)
            #expect(try client.send(.assumptions).text == before)
        }
    }

    @Test(arguments: [
        ("strictest", Assumptions.strictest), ("default", Assumptions()),
    ])
    func `one word sets all, in a state document and by PUT`(word: String, expected: Assumptions) throws {
        var configuration = try with(.strictest)
        let server = try EmulatorServer(configuration)
        let world = server.defaultWorld
        _ = server.emulator.respond(to: .control("PUT /assumptions", #"{"assumptions":"\#(word)"}"#))
        #expect(try world.assumptions == expected)
        try world.setAssumptions(Assumptions())
        _ = server.emulator.respond(to: .control("PUT /assumptions", #""\#(word)""#))
        #expect(try world.assumptions == expected)
        configuration.seed = Self.seed(#""\#(word)""#)
        #expect(try EmulatorServer(configuration).defaultWorld.assumptions == expected)
    }

    @Test(arguments: [
        (#"{"updat":"replace"}"#, "/updat"), (#"{"update":"keep"}"#, "/update"), (#"{"update":1}"#, "/update"),
        (#"{"assumptions":"loosest"}"#, "/assumptions"), (#""loosest""#, ""), ("[]", ""),
        (#"{"rejected":"listed","update":"keep"}"#, "/update"),
    ])
    func `an unknown name or value is refused and changes nothing`(json: String, pointer: String) throws {
        let emulator = try Emulator(with(Assumptions()))
        let before = emulator.respond(to: .assumptions).text
        let response = emulator.respond(to: .control("PUT /assumptions", json))
        #expect(response.status == 422)
        let refusal = try JSONParser.parse(response.body).object
        let pointers = refusal?["faults"]?.array?.map { $0.object?["pointer"]?.string }
        #expect(pointers?.contains(pointer) == true, "\(response.text)")
        #expect(emulator.respond(to: .assumptions).text == before)
        let faults = Emulator.faults(inSeed: try #require(Self.seed(json)))
        #expect(faults.contains { $0.hasPrefix("/assumptions\(pointer): ") }, "\(faults)")
    }

    @Test func `worlds have assumptions of their own`() throws {
        let server = try EmulatorServer(with(Assumptions()))
        let (first, second) = (try server.world("a"), try server.world("b"))
        var assumptions = try first.assumptions
        assumptions.update = .replace
        try first.setAssumptions(assumptions)
        #expect(try first.assumptions == assumptions)
        #expect(try second.assumptions == Assumptions())
        try first.reset()
        #expect(try first.assumptions == Assumptions())
    }

    @Test func `a setting reads a name and a value, and says what was meant`() throws {
        let settings = try [
            "update=merge", "assumptions=strictest", "email-case=fold", "update=replace", "update=merge",
        ]
        .map { try AssumptionSetting($0) }
        var expected = Assumptions.strictest
        (expected.update, expected.emailCase) = (.merge, .fold)
        #expect(Assumptions(settings) == expected)
        #expect(Assumptions([]) == Assumptions())
        #expect(AssumptionSetting.all.count == 27)
        for (text, hint) in [
            ("updat=merge", "update"), ("Update=merge", "update"), ("update=Replace", "replace"),
            ("missing_invitation=404", "missing-invitation"), ("missing-invitation=405", "403"),
            ("assumption=strictest", "assumptions"), ("assumptions=strict", "strictest"), ("update", "NAME=VALUE"),
        ] {
            let error = #expect(throws: AssumptionSetting.Invalid.self) { try AssumptionSetting(text) }
            #expect(error?.description.contains(hint) == true, "\(text): \(String(describing: error))")
        }
    }
}
