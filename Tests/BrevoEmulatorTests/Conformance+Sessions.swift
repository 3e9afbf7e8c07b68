import HTTPMessage

extension Conformance {
    /// The refusals of a session in a sub-account.
    static let ssoRefusals: [Conformance] = [
        refused("POST /corporate/subAccount/ssoToken", "{}", "missing_parameter", "id is missing"),
        refused("POST /corporate/subAccount/ssoToken", #"{"id":"x"}"#, "invalid_parameter", "Invalid sub-account id."),
        refused(
            "POST /corporate/subAccount/ssoToken",
            #"{"id":5555555}"#,
            "invalid_parameter",
            "Invalid sub-account id."
        ),
        refused(
            "POST /corporate/subAccount/ssoToken",
            #"{"id":4109344,"email":"x"}"#,
            "invalid_parameter",
            "Invalid email address"
        ),
        refused(
            "POST /corporate/subAccount/ssoToken",
            #"{"id":4109344,"email":"boss@acme.example"}"#,
            "invalid_parameter",
            "Invalid email address"
        ),
        refused(
            "POST /corporate/subAccount/ssoToken",
            #"{"id":4109344,"target":"home"}"#,
            "invalid_parameter",
            "target is not valid"
        ),
        refused(
            "POST /corporate/subAccount/ssoToken",
            #"{"id":4109344,"target":"contacts","url":1}"#,
            "invalid_parameter",
            "url is not valid"
        ),
    ]
}
