import BrevoCore
import BrevoEmulator
import Foundation
import HTTPMessage
import JSON

/// The world of these tests: a master account with ann and eve, who are invited, and an organisation that is none.
enum Acme {
    static let key = "xkeysib-acme"
    static let organizationKey = "xkeysib-plain"

    static let seed = """
        {"version": 1, "accounts": [
          {"apiKeys": ["xkeysib-acme"], "kind": "master", "companyName": "Acme", "plan": "enterprise",
           "owner": {"id": "00000000000000000000000a", "email": "boss@acme.example", "locale": "fr_FR"},
           "users": [
             {"id": "000000000000000000000001", "email": "Plus+Tag@acme.example", "status": "active",
              "locale": "en_US", "privileges": []},
             {"id": "000000000000000000000002", "email": "ann@acme.example", "status": "pending", "locale": "en_US",
              "invitedAt": "2026-11-20T09:00:00Z",
              "privileges": [{"feature": "contacts", "permissions": ["view"]}]}],
           "groups": [{"id": "65b1f22c09d6ed67ef1cd123", "groupName": "Support"},
                      {"id": "174bab366732bbce142e4412", "groupName": "Technical"}],
           "adminUsers": [
             {"id": "000000000000000000000003", "email": "eve@acme.example", "status": "pending",
              "invitedAt": "2026-11-20T09:00:00Z", "groupIds": ["174bab366732bbce142e4412"],
              "privileges": [{"feature": "api", "permissions": ["all"]}]}]},
          {"apiKeys": ["xkeysib-plain"], "kind": "organization", "plan": "enterprise",
           "owner": {"id": "00000000000000000000000b", "email": "owner@plain.example"}}]}
        """

    /// The seed, with a clock that stands and ids that never change.
    static func configuration(_ change: (inout Emulator.Configuration) -> Void = { _ in }) throws
        -> Emulator.Configuration
    {
        var configuration = Emulator.Configuration()
        configuration.seed = try JSONDocument(Array(seed.utf8))
        configuration.frozenClock = Timestamp("2026-11-20T09:00:00Z")
        configuration.randomSeed = 7
        change(&configuration)
        return configuration
    }
}

/// The files of `fixtures/`.
enum Fixture {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("fixtures")

    static func text(_ path: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
    }

    static func seed(_ name: String) throws -> JSONValue {
        try JSONParser.parse(Array(text("seeds/\(name).json").utf8))
    }
}
