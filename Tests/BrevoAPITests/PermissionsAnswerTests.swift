import HTTPMessage
import Testing

@Suite struct PermissionsAnswerTests {
    @Test func `an answer names the address by the bytes of its own account's user`() throws {
        var service = try Service()
        let addresses = [("key-composed", "jos\u{E9}@acme.example"), ("key-decomposed", "jose\u{301}@acme.example")]
        for (key, address) in addresses {
            let invitation = #"{"email":"\#(address)","all_features_access":true}"#
            let invited = service.call("POST /organization/user/invitation/send", invitation, key: key)
            try #require(invited.status == .ok)
        }
        for (key, address) in addresses + addresses {
            let answer = service.call("GET /organization/user/\(address)/permissions", key: key)
            #expect(answer.body.starts(with: Array(#"{"email":"\#(address)","status":"pending""#.utf8)), "\(key)")
        }
    }
}
