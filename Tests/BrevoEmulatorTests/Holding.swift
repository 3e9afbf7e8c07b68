import BrevoEmulator
import JSON

/// The world of the tests about sub-accounts: Acme as a master account with two of them in two groups.
enum Holding {
    static let bakery = 4_109_344
    static let cafe = 3_984_002
    static let bakeryKey = "xkeysib-bakery"
    static let support = "65b1f22c09d6ed67ef1cd123"
    static let technical = "174bab366732bbce142e4412"

    static let seed = """
        {"version": 1, "revokedKeys": ["xkeysib-gone"], "accounts": [
          {"apiKeys": ["xkeysib-acme"], "kind": "master", "companyName": "Acme", "plan": "enterprise",
           "owner": {"email": "boss@acme.example", "firstName": "Ada", "lastName": "Boss", "locale": "fr_FR"},
           "ips": [{"ip": "103.11.32.88", "domain": "mail.acme.example", "transactional": true},
                   {"ip": "103.11.32.89", "domain": "news.acme.example"}],
           "subAccounts": [
             {"id": 3984002, "companyName": "Cafe", "createdAt": "2024-01-05T03:11:40Z",
              "owner": {"email": "owner@cafe.example"}},
             {"id": 4109344, "apiKeys": ["xkeysib-bakery"], "companyName": "Bakery",
              "createdAt": "2024-02-09T06:14:40Z", "ips": ["103.11.32.88"],
              "credits": {"email": 5000, "wpSubscribers": 0}, "features": {"users": 3, "inbox": 10, "salesUsers": 6},
              "applications": {"analytics": true, "crm": false},
              "owner": {"email": "owner@bakery.example", "firstName": "Bea", "lastName": "Baker"},
              "users": [{"email": "ann@bakery.example", "status": "active", "all_features_access": true}]}],
           "groups": [
             {"id": "65b1f22c09d6ed67ef1cd123", "groupName": "Support", "createdAt": "2024-02-09T06:14:40Z",
              "subAccountIds": [4109344, 3984002]},
             {"id": "174bab366732bbce142e4412", "groupName": "Technical", "createdAt": "2024-02-09T06:14:40.250Z",
              "subAccountIds": [4109344]}],
           "adminUsers": [
             {"email": "all@acme.example", "status": "active", "all_features_access": true},
             {"email": "support@acme.example", "status": "active", "groupIds": ["65b1f22c09d6ed67ef1cd123"]},
             {"email": "technical@acme.example", "status": "pending", "groupIds": ["174bab366732bbce142e4412"],
              "invitedAt": "2026-11-20T09:00:00Z"},
             {"email": "nothing@acme.example", "status": "active", "groupIds": []},
             {"email": "gone@acme.example", "status": "rejected"}]},
          {"apiKeys": ["xkeysib-plain"], "kind": "organization", "owner": {"email": "owner@plain.example"}},
          {"apiKeys": ["xkeysib-other"], "kind": "master", "plan": "professional",
           "subAccounts": [{"id": 5555555, "owner": {"email": "owner@other.example"}}]}]}
        """

    /// The key of the organisation that is no master account, and that of another master account on a lesser plan.
    static let plainKey = "xkeysib-plain"
    static let otherKey = "xkeysib-other"

    /// Puts this world in the place of Acme's.
    static let configure: @Sendable (inout Emulator.Configuration) -> Void = { configuration in
        guard let document = try? JSONDocument(Array(seed.utf8)) else { preconditionFailure("the seed is JSON") }
        configuration.seed = document
    }
}
