public import HTTPMessage
public import JSON

/// A refusal of the admin API: a status, and what WireMock's clients read as `{"errors":[…]}`.
public struct AdminError: Error, Sendable, Equatable {
    /// One thing that is wrong.
    public struct Fault: Sendable, Equatable {
        /// WireMock's number for the kind of fault: 10 for an invalid document, 11 for an unknown scenario state.
        public var code: Int
        /// Where in the document the fault is; nil if the document is not JSON, or not at fault.
        public var pointer: JSONPointer?
        /// The kind of fault.
        public var title: String
        /// What is wrong in this case.
        public var detail: String?

        /// Creates a fault.
        public init(code: Int, pointer: JSONPointer? = nil, title: String, detail: String? = nil) {
            self.code = code
            self.pointer = pointer
            self.title = title
            self.detail = detail
        }
    }

    /// 400, 404, 413, 422, 503 or 507.
    public var status: HTTPStatus
    /// What is wrong, in the order of the document.
    public var faults: [Fault]
    /// The methods that the path has, if the request's is not one of them.
    var allowedMethods: [HTTPMethod] = []

    /// Creates a refusal.
    public init(status: HTTPStatus, faults: [Fault]) {
        self.status = status
        self.faults = faults
    }

    /// A 422: the document is invalid at this place.
    public static func invalid(_ detail: String, at pointer: JSONPointer?) -> AdminError {
        AdminError(status: .unprocessableContent, faults: [.invalid(detail, at: pointer)])
    }

    /// The body of the response.
    public var json: JSONValue {
        ["errors": .array(faults.map(\.json))]
    }
}

extension AdminError.Fault {
    /// The code of an invalid document or parameter.
    static let invalidDocument = 10

    static func invalid(_ detail: String, at pointer: JSONPointer?) -> Self {
        Self(code: invalidDocument, pointer: pointer, title: "Error parsing JSON", detail: detail)
    }

    var json: JSONValue {
        var object: JSONObject = ["code": .number(JSONNumber(code))]
        // WireMock gives a source only for invalid documents.
        if code == Self.invalidDocument {
            let source = pointer.map { $0 == .root ? "/" : $0.description }
            object["source"] = .object(source.map { ["pointer": .string($0)] } ?? [:])
        }
        object["title"] = .string(title)
        object["detail"] = detail.map { .string($0) }
        return .object(object)
    }
}
