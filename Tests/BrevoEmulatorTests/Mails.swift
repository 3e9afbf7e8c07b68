import HTTPMessage
import JSON
import Testing

extension Client {
    /// The mails of a world, newest first; the prefix is the world's.
    func mails(_ query: String = "", in prefix: String = "") throws -> [JSONObject] {
        let response = try send(.raw("GET", "\(prefix)/__emulator/mail\(query)", key: nil))
        try #require(response.status == 200, "\(response.text)")
        let list = try #require(try JSONParser.parse(response.body).object?["mails"]?.array)
        return try list.map { try #require($0.object) }
    }

    /// The path of the page that the newest mail leads to.
    func page(_ query: String = "", in prefix: String = "") throws -> String {
        let mail = try #require(try mails(query, in: prefix).first)
        let page = try #require(mail["links"]?.object?["page"]?.string)
        // In process no request names a host.
        return String(page.trimmingPrefix("http://localhost"))
    }
}

extension HTTPRequest {
    /// What a browser sends.
    static func browser(_ method: String, _ target: String) -> HTTPRequest {
        let accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        return .raw(method, target, key: nil, headers: ["Accept": accept])
    }

    /// What a program sends that wants JSON.
    static func program(_ method: String, _ target: String) -> HTTPRequest {
        .raw(method, target, key: nil, headers: ["Accept": "application/json"])
    }

    static let resend = HTTPRequest.api("PUT /organization/user/invitation/resend/new@acme.example")
    static let cancel = HTTPRequest.api("PUT /organization/user/invitation/cancel/new@acme.example")
    static let revoke = HTTPRequest.api("PUT /organization/user/invitation/revoke/new@acme.example")

    /// An invitation of an admin user with one group.
    static let inviteAdmin = HTTPRequest.api(
        "POST /corporate/user/invitation/send",
        """
        {"email":"new@acme.example","all_features_access":false,"groupIds":["65b1f22c09d6ed67ef1cd123"],
         "privileges":[{"feature":"analytics","permissions":["download_data"]}]}
        """
    )
}
