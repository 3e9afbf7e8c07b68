package import BrevoCore

/// Stops sub-accounts from sending from an IP address.
package struct DissociateIP: Operation {
    package static let route = OperationRoute.put("/corporate/subAccount/ip/dissociate")
    package static let id = "putCorporateSubAccountIP"
    package static let summary = "Dissociate an IP address from sub-accounts"
    package static let basis = Rule.Basis.swagger2024
    package static let rules = [SubAccountRule.ips.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount, .unknownIPUser(0), .unknownIP("")]

    let fields: IPFields

    package init(_ request: inout RequestReader) { fields = IPFields(&request) }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> NoContent {
        try accounts.dissociate(fields.ip.text, from: fields.ids.numbers, of: call.account, &call.context)
        return NoContent()
    }
}
