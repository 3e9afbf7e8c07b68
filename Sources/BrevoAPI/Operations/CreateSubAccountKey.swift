package import BrevoCore
package import HTTPMessage
package import JSON

/// Creates a key that opens a sub-account.
package struct CreateSubAccountKey: Operation {
    package static let route = OperationRoute.post("/corporate/subAccount/key")
    package static let id = "postCorporateSubAccountKey"
    package static let summary = "Create an API key for a sub-account"
    package static let basis = Rule.Basis.swagger2024
    package static let rules = [SubAccountRule.created.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount, .subAccountNotFound(0), .keyLimitReached]

    let number: SubAccountID

    package init(_ request: inout RequestReader) {
        number = request.body("id", "The sub-account.", orRefuse: .nonPositiveNumber("id"), example: 4_109_344)
        // Checked and then forgotten: nothing shows it.
        let _: ShortText = request.body("name", "The name of the key.", example: "CI")
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> CreatedKey {
        CreatedKey(try accounts.createKey(for: number.number, of: call.account, &call.context))
    }
}

/// 201 with a new key.
package struct CreatedKey: RecordResponse {
    private var status = "success"
    private var key: String

    init(_ key: String) { self.key = key }

    package static var status: HTTPStatus { .created }
    static let sample = CreatedKey("xkeysib-\(String(repeating: "0", count: 64))-abcdefghijklmnop")

    package mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("status", &status)
        fields.required("key", &key)
    }
}
