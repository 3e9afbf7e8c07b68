package import BrevoCore
package import JSON

/// Lists the IP addresses that sub-accounts can send from.
package struct ListIPs: Operation {
    package static let route = OperationRoute.get("/corporate/ip")
    package static let id = "getCorporateIP"
    package static let summary = "List all dedicated IP addresses"
    package static let basis = Rule.Basis.documented("https://developers.brevo.com/reference")
    package static let rules = [SubAccountRule.ips.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount]

    package init(_ request: inout RequestReader) {}

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> IPList {
        IPList(addresses: try accounts[call.account].requireMaster().ips.map(IPRow.init))
    }
}

/// The IP addresses, as an array.
package struct IPList: SuccessResponse {
    fileprivate let addresses: [IPRow]

    package static var schema: JSONSchema? { .array(IPRow().schema()) }
    package static var example: [UInt8] { encode([IPRow()]) }

    package func body(_ cache: inout ResponseCache) -> [UInt8] { Self.encode(addresses) }

    private static func encode(_ addresses: [IPRow]) -> [UInt8] {
        var json = JSONWriter()
        json.array { json in
            for address in addresses { json.raw(address.encoded()) }
        }
        return json.bytes
    }
}

private struct IPRow: JSONRecord, Sendable {
    private var domain = "example.com"
    private var ip = "203.0.113.10"
    private var isTransactional = true

    init() {}

    init(_ address: DedicatedIP) {
        (domain, ip, isTransactional) = (address.domain, address.ip, address.isTransactional)
    }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("domain", &domain)
        fields.required("ip", &ip)
        fields.required("transactional", &isTransactional)
    }
}
