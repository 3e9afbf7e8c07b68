package import HTTPMessage
package import JSON

/// 204, without a body.
package struct NoContent: SuccessResponse {
    package static var status: HTTPStatus { .noContent }
    package static var schema: JSONSchema? { nil }
    package static var example: [UInt8] { [] }
    package let remarks: [Remark]

    init(remarks: [Remark] = []) { self.remarks = remarks }

    package func body(_ cache: inout ResponseCache) -> [UInt8] { [] }
}

/// 202, without a body.
package struct AcceptedWithoutContent: SuccessResponse {
    package static var status: HTTPStatus { .accepted }
    package static var schema: JSONSchema? { nil }
    package static var example: [UInt8] { [] }

    package func body(_ cache: inout ResponseCache) -> [UInt8] { [] }
}
