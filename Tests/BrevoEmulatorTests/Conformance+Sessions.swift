import HTTPMessage

extension Conformance {
    /// The refusals of a session in a sub-account.
    static let ssoRefusals: [Conformance] = [
        holding(
            "POST /corporate/subAccount/ssoToken",
            "{}",
            400,
            .error("missing_parameter", "id is missing")
        ),
        holding(
            "POST /corporate/subAccount/ssoToken",
            #"{"id":"x"}"#,
            400,
            .error("invalid_parameter", "Invalid sub-account id.")
        ),
        holding(
            "POST /corporate/subAccount/ssoToken",
            #"{"id":5555555}"#,
            400,
            .error("invalid_parameter", "Invalid sub-account id.")
        ),
        holding(
            "POST /corporate/subAccount/ssoToken",
            #"{"id":4109344,"email":"x"}"#,
            400,
            .error("invalid_parameter", "Invalid email address")
        ),
        holding(
            "POST /corporate/subAccount/ssoToken",
            #"{"id":4109344,"email":"boss@acme.example"}"#,
            400,
            .error("invalid_parameter", "Invalid email address")
        ),
        holding(
            "POST /corporate/subAccount/ssoToken",
            #"{"id":4109344,"target":"home"}"#,
            400,
            .error("invalid_parameter", "target is not valid")
        ),
        holding(
            "POST /corporate/subAccount/ssoToken",
            #"{"id":4109344,"target":"contacts","url":1}"#,
            400,
            .error("invalid_parameter", "url is not valid")
        ),
    ]
}
