/// What holds for every request.
enum RequestRule: String, RuleSet {
    case authenticationFirst = "authentication-first"
    case serviceHeaders = "service-headers"
    case preflight
    case unknownPathOfService = "unknown-path-service"
    case unknownPathOfGateway = "unknown-path-gateway"
    case pathEncoding = "path-encoding"
    case methodOfPath = "method-of-path"
    case contentType = "content-type"
    case contentEncoding = "content-encoding"
    case bodySize = "body-size"
    case bodyRequired = "body-required"
    case bodyIsJSON = "body-json"
    case fieldRequired = "field-required"
    case fieldForm = "field-form"
    case parameterForm = "parameter-form"
    case parameterRange = "parameter-range"
    case emailForm = "email-form"
    case unknownFieldsIgnored = "unknown-fields-ignored"

    var statement: Rule.Statement {
        switch self {
        case .authenticationFirst:
            .init(
                .observed("https://github.com/getbrevo/brevo-python/issues/13"),
                "Authentication comes before routing: without a key, even an unknown path is 401."
            )
        case .serviceHeaders:
            .init(
                .observed("https://github.com/getbrevo/brevo-python/issues/13"),
                "Responses carry sib-request-id and access-control headers, as seen on a 401."
            )
        case .preflight: .init(.inferred, "OPTIONS on any path is 204 without a key.")
        case .unknownPathOfService:
            .init(.inferred, "The service refuses a path that does not exist: 404 document_not_found, code first.")
        case .unknownPathOfGateway:
            .init(.inferred, "The gateway refuses a path that does not exist: 404, message first, with a line feed.")
        case .pathEncoding:
            .init(.inferred, "Path segments are UTF-8 without NUL once decoded, else 400 invalid_parameter.")
        case .methodOfPath:
            .init(
                .guide("how-it-works"),
                "A method that the path lacks is 405 method_not_allowed; the Allow header is inferred."
            )
        case .contentType:
            .init(
                .guide("how-it-works"),
                "A body of POST and PUT must be application/json, else 406 not_acceptable; the message is inferred."
            )
        case .contentEncoding: .init(.inferred, "A compressed body is 415.")
        case .bodySize: .init(.inferred, "A body beyond the limit is 413.")
        case .bodyRequired:
            .init(
                .observed("https://github.com/getbrevo/brevo-php/issues/65"),
                "A missing body is 400 missing_parameter, as seen on POST /smtp/email."
            )
        case .bodyIsJSON: .init(.inferred, "A body that is not a JSON object is 400 bad_request.")
        case .fieldRequired:
            .init(
                .observed("https://github.com/agence-webup/laravel-sendinblue/issues/57"),
                "A required field that is missing or null is 400 missing_parameter, as seen on POST /smtp/email."
            )
        case .fieldForm: .init(.inferred, "A field of another type or form is 400 invalid_parameter.")
        case .parameterForm: .init(.inferred, "A parameter of another form is 400 invalid_parameter.")
        case .parameterRange:
            .init(
                .reference("get-corporate-invited-users-list"),
                "limit is at most 100; the code out_of_range is documented, its use here inferred."
            )
        case .emailForm:
            .init(.guide("how-it-works"), "An invalid email address is 400 invalid_parameter.")
        case .unknownFieldsIgnored: .init(.inferred, "Unknown fields of a body are ignored.")
        }
    }
}
