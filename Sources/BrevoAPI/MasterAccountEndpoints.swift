internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// The master account itself.
enum MasterAccountEndpoints {
    /// Lists the addresses that sub-accounts can send from: `GET /corporate/ip`.
    static func listIPs(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let master = try command(try service.accounts[call.account].requireMaster())
        var json = JSONWriter()
        json.array { json in
            for address in master.ips {
                json.object { json in
                    json.member("domain", address.domain)
                    json.member("ip", address.ip)
                    json.member("transactional", address.isTransactional)
                }
            }
        }
        return .json(.ok, json.bytes)
    }

    /// Shows the master account: `GET /corporate/masterAccount`.
    static func show(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let subAccounts = try command(try service.accounts.subAccounts(of: call.account))
        let answer = MasterAccountAnswer(service.accounts[call.account], subAccounts: Array(subAccounts), at: call.now)
        return .json(.ok) { answer.write(to: &$0) }
    }

    /// Lets an admin user in without a password: `POST /corporate/ssoToken`.
    static func makeSession(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        try call.body.present("email")
        let email = try call.body.emailAddress("email")
        let token = try command(try service.accounts[call.account].makeAdminSession(for: email, at: call.now))
        return .json(.ok) { $0.member("token", token) }.ignoring(call.body.unknownFields(besides: ["email"]))
    }
}
