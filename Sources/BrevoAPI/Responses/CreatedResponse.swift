internal import BrevoCore
package import HTTPMessage
package import JSON

/// 201 with the id of what was created.
package struct CreatedResponse: RecordResponse {
    private var id: ObjectID
    package let remarks: [Remark]

    init(_ id: ObjectID, remarks: [Remark] = []) { (self.id, self.remarks) = (id, remarks) }

    package static var status: HTTPStatus { .created }
    static let sample = CreatedResponse(.sample)

    package mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("id", &id)
    }
}

/// 201 with the id of a sub-account.
package struct CreatedSubAccount: RecordResponse {
    private var id: SubAccountID

    init(_ id: SubAccountID) { self.id = id }

    package static var status: HTTPStatus { .created }
    static let sample = CreatedSubAccount(4_109_344)

    package mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("id", &id)
    }
}

extension ObjectID {
    /// An id for examples.
    static let sample: ObjectID = {
        guard let id = ObjectID("65b1f22c09d6ed67ef1cd123") else { preconditionFailure("a literal id is valid") }
        return id
    }()
}

extension Timestamp {
    /// A moment for examples.
    static let sample: Timestamp = {
        guard let moment = Timestamp("2026-11-20T09:00:00Z") else { preconditionFailure("a literal moment is valid") }
        return moment
    }()
}
