import HTTPMessage

extension HTTPRequest {
    /// A request of the API as a client sends it, written `PUT /organization/…` without the base path.
    ///
    /// A JSON body brings its content type along unless `headers` names one.
    static func api(
        _ line: String,
        _ json: String? = nil,
        key: String? = Acme.key,
        headers: HTTPHeaders = [:]
    ) -> HTTPRequest {
        let halves = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        return .raw(String(halves[0]), "/v3" + halves[1], json, key: key, headers: headers)
    }

    /// A request of the control plane, written `POST /reset` without its prefix.
    static func control(_ line: String, _ json: String? = nil) -> HTTPRequest {
        let halves = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        return .raw(String(halves[0]), "/__emulator" + halves[1], json, key: nil)
    }

    /// A request to this target.
    static func raw(
        _ method: String,
        _ target: String,
        _ json: String? = nil,
        key: String? = Acme.key,
        headers: HTTPHeaders = [:]
    ) -> HTTPRequest {
        var fields = headers
        if let key { fields.append("api-key", key) }
        if json != nil, fields["content-type"] == nil { fields.append("Content-Type", "application/json") }
        return HTTPRequest(
            method: HTTPMethod(rawValue: method),
            target: target,
            headers: fields,
            body: Array((json ?? "").utf8)
        )
    }

    /// The list of users, with these headers and no key unless one is given.
    static func list(key: String? = nil, _ headers: HTTPHeaders = [:]) -> HTTPRequest {
        .api("GET /organization/invited/users", key: key, headers: headers)
    }

    /// The whole state.
    static let state = HTTPRequest.control("GET /state")

    /// An invitation with this body.
    static func invite(_ json: String, headers: HTTPHeaders = [:]) -> HTTPRequest {
        .api("POST /organization/user/invitation/send", json, headers: headers)
    }

    /// An invitation of somebody who may see contacts.
    static func invite(email: String, key: String? = Acme.key) -> HTTPRequest {
        .api("POST /organization/user/invitation/send", .viewer(email), key: key)
    }
}

extension String {
    /// The body of an invitation to see contacts.
    static func viewer(_ email: String) -> String {
        """
        {"email":"\(email)","all_features_access":false,\
        "privileges":[{"feature":"contacts","permissions":["view"]}]}
        """
    }

    /// The service's envelope of an error: code first, compact (OBS).
    static func error(_ code: String, _ message: String) -> String {
        #"{"code":"\#(code)","message":"\#(message)"}"#
    }

    static let ok = #"{"status":"OK"}"#
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}
