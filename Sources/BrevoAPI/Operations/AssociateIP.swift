package import BrevoCore
package import HTTPMessage
package import JSON

/// Lets sub-accounts send from an IP address.
package struct AssociateIP: Operation {
    package static let route = OperationRoute.post("/corporate/subAccount/ip/associate")
    package static let id = "postCorporateSubAccountIP"
    package static let summary = "Associate an IP address with sub-accounts"
    package static let basis = Rule.Basis.swagger2024
    package static let rules = [SubAccountRule.ips.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount, .unknownIPUser(0), .unknownIP("")]

    let fields: IPFields

    package init(_ request: inout RequestReader) { fields = IPFields(&request) }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> EmptyArray {
        try accounts.associate(fields.ip.text, with: fields.ids.numbers, of: call.account, &call.context)
        return EmptyArray()
    }
}

/// The fields that associate and dissociate share.
struct IPFields: Sendable {
    let ids: SubAccountIDs
    let ip: ShortText

    init(_ request: inout RequestReader) {
        ids = request.body(
            "ids",
            "The sub-accounts.",
            orRefuse: .invalidIDs("ids"),
            example: SubAccountIDs([4_109_344])
        )
        ip = request.body("ip", "The IP address.", example: "203.0.113.10")
    }
}

/// 201 with an empty array, as the documentation shows it.
package struct EmptyArray: SuccessResponse {
    package static var status: HTTPStatus { .created }
    package static var schema: JSONSchema? { .array(.any) }
    package static var example: [UInt8] { Array("[]".utf8) }

    package func body(_ cache: inout ResponseCache) -> [UInt8] { Self.example }
}
