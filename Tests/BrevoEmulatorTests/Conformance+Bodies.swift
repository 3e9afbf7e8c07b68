import HTTPMessage

/// What a body may be, and its fields; all on the invitation of a user.
extension Conformance {
    private static let badRequest = String.error("bad_request", "Input must be a valid JSON object")

    private static func refused(_ body: String, _ name: String? = nil) -> Conformance {
        .init(name ?? body, .invite(body), 400, badRequest)
    }

    private static func accepted(_ body: String, hint: String? = nil) -> Conformance {
        .init(body.count < 200 ? body : "\(body.prefix(120))…", .invite(body), 200, .ok, hint: hint)
    }

    /// An invitation that is sound but for the further members.
    private static func invitation(_ more: String) -> String {
        #"{"email":"new@acme.example","all_features_access":true\#(more)}"#
    }

    private static func bytes(_ bytes: [UInt8], _ name: String) -> Conformance {
        var request = HTTPRequest.invite("{}")
        request.body = bytes
        return .init(name, request, 400, badRequest)
    }

    private static func arrays(_ count: Int) -> String {
        String(repeating: "[", count: count) + String(repeating: "]", count: count)
    }

    static let bodies: [Conformance] = [
        .init("empty", .invite(""), 400, .error("missing_parameter", "No inputs in the body")),
        refused(" \n\t\r", "white space"),
        refused("[]"), refused("[{}]"), refused("null"), refused("true"), refused("1"), refused(#""{}""#),
        refused("{"), refused("}"), refused("{}{}"), refused("{} x"), refused("{,}"), refused("{'email':1}"),
        refused("{email:1}"), refused(invitation(",")), refused(invitation(#","x""#)), refused(invitation(#","x":"#)),
        refused(invitation(#","x":NaN"#)), refused(invitation(#","x":01"#)), refused(invitation(#","x":1."#)),
        refused(invitation(#","x":+1"#)), refused(invitation(#","x":TRUE"#)), refused("{} // no"),
        refused(invitation(#","x":1e400"#)), refused(invitation(#","x":-1e400"#)),
        refused(invitation(#","x":"\ud800""#)), refused(invitation(#","x":"\udc00\ud800""#)),
        refused(invitation(#","\ud800":1"#)), refused(invitation(#","x":"\x""#)), refused(invitation(#","x":"\u12""#)),
        refused(invitation(#","x":{"a":1,"a":2}"#)), refused(invitation(#","email":"other@acme.example""#)),
        refused(invitation(#","all_features_access":false"#)),
        refused(invitation(#","x":"# + arrays(64)), "65 levels"),
        refused(#"{"x":"# + String(repeating: "[", count: 100_000), "100 001 levels that never end"),
        bytes(Array(#"{"email":""#.utf8) + [0xFF] + Array(#""}"#.utf8), "a byte that is not UTF-8"),
        bytes(Array(#"{"email":""#.utf8) + [0xC0, 0x80] + Array(#""}"#.utf8), "an overlong NUL"),
        bytes(Array(#"{"email":""#.utf8) + [0xED, 0xA0, 0x80] + Array(#""}"#.utf8), "a surrogate in UTF-8"),
        bytes(Array(#"{"email":""#.utf8) + [0] + Array(#""}"#.utf8), "a NUL in a string"),
        bytes([0] + Array("{}".utf8), "a NUL before the object"),
        bytes(Array("{}".utf8) + [0], "a NUL after the object"),
        bytes([0xEF, 0xBB, 0xBF] + Array("{}".utf8), "a byte order mark"),
        bytes(Array("{\"a\":\"\n\"}".utf8), "a line feed in a string"),
        bytes([0xFE, 0xFF, 0, 0x7B, 0, 0x7D], "UTF-16"),
        accepted(" \r\n\t" + invitation("") + "\n"),
        accepted(invitation(#","all_features_access":true"#)),
        accepted(invitation(#","email":"new@\u0061cme.example""#)),
        accepted(invitation(#","x":"# + arrays(63)), hint: "x"),
        accepted(invitation(#","x":1e308,"y":-0.0E-400,"z":"\ud83d\ude00""#), hint: "x, y, z"),
        accepted(invitation(#","groupIds":["nonsense"],"Email":1"#), hint: "groupIds, Email"),
        accepted(invitation(#","privileges":[{}]"#)), accepted(invitation(#","privileges":"x""#)),
        accepted(invitation(#","privileges":null"#)), accepted(invitation(#","privileges":[{"feature":"x"}]"#)),
        accepted(#"{"privileges":[{}],"all_features_access":true,"email":"new@acme.example"}"#),
    ]

    private static func missing(_ body: String, _ field: String) -> Conformance {
        .init(body, .invite(body), 400, .error("missing_parameter", "\(field) is missing"))
    }

    private static func invalid(_ body: String, _ field: String) -> Conformance {
        .init(body, .invite(body), 400, .error("invalid_parameter", "\(field) is not valid"))
    }

    private static func email(_ text: String, _ name: String? = nil) -> Conformance {
        .init(
            "e-mail \(name ?? text)",
            .invite(#"{"email":"\#(text)","all_features_access":true}"#),
            400,
            .error("invalid_parameter", "Invalid email address")
        )
    }

    private static func privileges(_ json: String) -> String {
        #"{"email":"new@acme.example","all_features_access":false,"privileges":\#(json)}"#
    }

    static let fields: [Conformance] =
        [
            missing("{}", "email"), missing(#"{"x":1}"#, "email"),
            missing(#"{"email":null,"all_features_access":true}"#, "email"),
            missing(#"{"all_features_access":true,"privileges":[{}]}"#, "email"),
            missing(#"{"privileges":[{}]}"#, "email"),
            missing(#"{"email":"new@acme.example"}"#, "all_features_access"),
            missing(#"{"email":1}"#, "all_features_access"),
            missing(#"{"email":"new@acme.example","all_features_access":null}"#, "all_features_access"),
            missing(#"{"email":"nonsense","privileges":1}"#, "all_features_access"),
            missing(#"{"email":"nonsense","all_features_access":false}"#, "privileges"),
            missing(privileges("null"), "privileges"), missing(privileges("[]"), "privileges"),
            missing(privileges("[{}]"), "feature"), missing(privileges(#"[{"permissions":["view"]}]"#), "feature"),
            missing(privileges(#"[{"feature":"contacts"}]"#), "permissions"),
            missing(privileges(#"[{"feature":"contacts","permissions":["view"]},{}]"#), "feature"),
            invalid(privileges("{}"), "privileges"), invalid(privileges(#""contacts""#), "privileges"),
            invalid(privileges("1"), "privileges"), invalid(privileges("true"), "privileges"),
            invalid(privileges(#"["contacts"]"#), "privileges"), invalid(privileges("[[]]"), "privileges"),
            invalid(privileges("[null]"), "privileges"),
            invalid(privileges(#"[{"feature":1,"permissions":["view"]}]"#), "feature"),
            invalid(privileges(#"[{"feature":[],"permissions":["view"]}]"#), "feature"),
            invalid(privileges(#"[{"feature":"contacts","permissions":"view"}]"#), "permissions"),
            invalid(privileges(#"[{"feature":"contacts","permissions":[1]}]"#), "permissions"),
            invalid(privileges(#"[{"feature":"contacts","permissions":["view",null]}]"#), "permissions"),
            invalid(privileges(#"[{"feature":"contacts","permissions":{}}]"#), "permissions"),
            invalid(#"{"email":1,"all_features_access":"x"}"#, "email"),
        ]
        + ["1", "true", "{}", "[]", #"["new@acme.example"]"#].map {
            invalid(#"{"email":\#($0),"all_features_access":true}"#, "email")
        }
        + [#""true""#, #""false""#, "1", "0", "1.0", "{}", "[]", #""""#].map {
            invalid(#"{"email":"new@acme.example","all_features_access":\#($0)}"#, "all_features_access")
        }
        + [
            "", " ", "a", "@", "a@b", "@b.example", "a@", "a@@b.example", "a@b@c.example", " a@b.example",
            "a@b.example ",
            "a b@c.example", "a@b c.example", ".a@b.example", "a.@b.example", "a..b@c.example", "a@.example", "a@b.",
            "a@b..example", "a@-b.example", "a@b-.example", "a@b_c.example", "a,b@c.example", "a<b@c.example",
            #"\"a\"@b.example"#, "a@[127.0.0.1]", #"a\u0000@b.example"#, #"a\n@b.example"#,
        ].map { email($0) }
        + [
            email("\(String(repeating: "a", count: 65))@b.example", "with a local part of 65 bytes"),
            email("a@\(String(repeating: "b", count: 64)).example", "with a label of 64 bytes"),
            email("a@" + String(repeating: "b.", count: 149), "of 300 bytes"),
            email("a@\(String(repeating: "b.", count: 125))ccc", "of 255 bytes"),
            accepted(#"{"email":"a@\#(String(repeating: "b.", count: 125))cc","all_features_access":true}"#),
            accepted(#"{"email":"!#$%&'*+-/=?^_`{|}~@b.example","all_features_access":true}"#),
            accepted(#"{"email":"\u00fc@\u00fc.example","all_features_access":true}"#),
        ]
}
