import EmulatorCore
import HTTPMessage
import Testing

/// What logs, journal and events show of API keys, tokens and client secrets.
@Suite struct SecretTests {
    private static let key = "xkeysib-" + String(repeating: "a", count: 64) + "-ABCDEFGHIJKL1234"

    @Test(arguments: [
        ("api-key", key, "xkeysib-…1234"), ("API-Key", "short", "…"), ("partner-key", "0123456789abcdef", "…cdef"),
        ("Authorization", "Bearer 0123456789abcdef", "Bearer …cdef"),
        ("authorization", "Basic dXNlcjpzZWNyZXQ=", "Basic …"),
        ("Authorization", "Bearer \(key)", "Bearer xkeysib-…1234"), ("Authorization", "", ""), ("api-key", "", ""),
        ("Authorization", "0123456789abcdef", "…cdef"), ("Accept", "application/json", "application/json"),
        ("Referer", "http://a/?account=\(key)", "http://a/?account=xkeysib-…1234"),
    ]) func `headers`(name: String, value: String, shown: String) {
        #expect(Secret.redacted(HTTPHeader(name, value)) == shown)
    }

    @Test(arguments: [
        ("/v3/account", "/v3/account"),
        ("/users/a/accept?account=\(key)&kind=admin", "/users/a/accept?account=xkeysib-…1234&kind=admin"),
        ("/x?access_token=0123456789abcdef", "/x?access_token=…cdef"),
        ("/x?api-key=0123456789abcdef#f", "/x?api-key=…cdef#f"),
        ("/invitations/0123456789abcdef0123456789abcdef", "/invitations/…cdef"),
        ("/invitations/0123456789abcdef0123456789abcdef/accept", "/invitations/…cdef/accept"),
        ("/x/\(key)/y", "/x/xkeysib-…1234/y"), ("/x?account=", "/x?account="),
        ("/x?myaccount=abcdefghijklmnop", "/x?myaccount=abcdefghijklmnop"),
    ]) func `request targets`(target: String, shown: String) {
        #expect(Secret.redacted(target: target) == shown)
    }

    @Test(arguments: [
        (#"{"status":"success","key":"\#(key)"}"#, #"{"status":"success","key":"xkeysib-…1234"}"#),
        (#"{"access_token" : "0123456789abcdef","expires_in":1}"#, #"{"access_token" : "…cdef","expires_in":1}"#),
        (#"{"token":"a\"bcdefghijklmnop","email":"a@b.c"}"#, #"{"token":"…mnop","email":"a@b.c"}"#),
        (
            "grant_type=client_credentials&client_id=me&client_secret=0123456789abcdef",
            "grant_type=client_credentials&client_id=me&client_secret=…cdef"
        ),
        ("client_secret=0123456789abcdef&x=1", "client_secret=…cdef&x=1"), ("token=0123456789abcdef", "token=…cdef"),
        (#"{"token":5,"tokens":"0123456789abcdef"}"#, #"{"token":5,"tokens":"0123456789abcdef"}"#),
        (#"{"token":"unfinished0123456"#, #"{"token":"…3456"#), ("", ""), ("xkeysib-", "xkeysib-…"),
        ("\":\"=:", "\":\"=:"),
    ]) func `bodies`(body: String, shown: String) {
        #expect(String(decoding: Secret.redacted(body: Array(body.utf8)), as: UTF8.self) == shown)
    }

    @Test func `a body without secrets stays as it is, whatever its bytes`() {
        let bytes = (0...255).map { UInt8($0) }
        #expect(Secret.redacted(body: bytes) == bytes)
    }
}
