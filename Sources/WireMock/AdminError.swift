public import HTTPMessage
public import JSON

/// A refusal of the admin API: a status and what WireMock's clients read as `{"errors":[…]}`.
public struct AdminError: Error, Sendable, Equatable {
    /// One thing that is wrong.
    public struct Fault: Sendable, Equatable {
        /// WireMock's number for the kind of fault: 10 for a document that cannot be used, 11 for an unknown state.
        public var code: Int
        /// The place of the fault in the document that was sent; nil where it is no JSON at all.
        public var pointer: JSONPointer?
        /// The kind of fault in words.
        public var title: String
        /// What is wrong in this case.
        public var detail: String?

        /// A fault of this kind at this place.
        public init(code: Int, pointer: JSONPointer? = nil, title: String, detail: String? = nil) {
            self.code = code
            self.pointer = pointer
            self.title = title
            self.detail = detail
        }
    }

    /// 400, 404 or 422.
    public var status: HTTPStatus
    /// What is wrong; WireMock gives one fault at a time.
    public var faults: [Fault]

    /// A refusal with this status.
    public init(status: HTTPStatus, faults: [Fault]) {
        self.status = status
        self.faults = faults
    }

    /// The refusal of a document that cannot be used, because of what stands at this place: 422.
    public static func invalid(_ detail: String, at pointer: JSONPointer?) -> AdminError {
        AdminError(
            status: .unprocessableContent,
            faults: [Fault(code: 10, pointer: pointer, title: "Error parsing JSON", detail: detail)]
        )
    }

    /// The answer's body.
    public var json: JSONValue {
        ["errors": .array(faults.map(\.json))]
    }
}

extension AdminError.Fault {
    var json: JSONValue {
        var object: JSONObject = ["code": .number(JSONNumber(code))]
        // A fault of the whole document stands at "/", as WireMock writes it.
        let source = pointer.map { $0 == .root ? "/" : $0.description }
        object["source"] = .object(source.map { ["pointer": .string($0)] } ?? [:])
        object["title"] = .string(title)
        object["detail"] = detail.map { .string($0) }
        return .object(object)
    }
}
