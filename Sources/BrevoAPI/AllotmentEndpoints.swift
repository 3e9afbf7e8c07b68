internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// What a master account gives its sub-accounts: plans, applications, addresses to send from.
enum AllotmentEndpoints {
    /// Lets sub-accounts send from an address: `POST /corporate/subAccount/ip/associate`.
    static func associateIP(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let (ids, ip) = try ipFields(call.body)
        try command(try service.accounts.associate(ip, with: ids, of: call.account))
        return .json(.created, Array("[]".utf8)).ignoring(call.body.unknownFields(besides: ["ids", "ip"]))
    }

    /// Takes an address from sub-accounts: `PUT /corporate/subAccount/ip/dissociate`.
    static func dissociateIP(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let (ids, ip) = try ipFields(call.body)
        try command(try service.accounts.dissociate(ip, from: ids, of: call.account))
        return HTTPResponse(status: .noContent).ignoring(call.body.unknownFields(besides: ["ids", "ip"]))
    }

    /// Switches applications on and off: `PUT /corporate/subAccount/{id}/applications/toggle`.
    static func toggle(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        guard let number = SubAccount.number(inPath: call.parameters[0]) else { throw .invalidSubAccountID }
        var switched: [SubAccount.Application: Bool] = [:]
        for application in SubAccount.Application.allCases {
            guard let position = call.body.field(application.rawValue) else { continue }
            guard let isOn = call.body.bool(at: position) else {
                throw .invalidField(application.rawValue, expected: "true or false, not a string or a number")
            }
            switched[application] = isOn
        }
        try command(try service.accounts.toggle(switched, of: number, of: call.account))
        let known = SubAccount.Application.allCases.map(\.rawValue)
        return HTTPResponse(status: .noContent).ignoring(call.body.unknownFields(besides: known))
    }

    /// Sets what a sub-account is allotted: `PUT /corporate/subAccount/{id}/plan`.
    static func changePlan(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        guard let number = SubAccount.number(inPath: call.parameters[0]) else { throw .invalidSubAccountID }
        let fields = try PlanFields(call.body, besides: [])
        try command(try service.accounts.allot(fields.quantities, to: [number], of: call.account))
        return HTTPResponse(status: .noContent).ignoring(fields.unknown)
    }

    /// Sets what several sub-accounts are allotted, all or none: `PUT /corporate/subAccounts/plan`.
    ///
    /// Without `subAccountIds`, which the documents do not require, nothing changes; inboxes are not set here.
    static func changePlans(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let name = "subAccountIds"
        let fields = try PlanFields(call.body, besides: [name], leavingOut: .inbox)
        let numbers = try call.body.subAccountIDs(name, orRefuse: .nonNumericIDs(name)) ?? []
        try command(try service.accounts.allot(fields.quantities, to: numbers, of: call.account))
        return HTTPResponse(status: .accepted).ignoring(fields.unknown)
    }

    private static func ipFields(_ body: JSONDocument) throws(APIError) -> (ids: [SubAccount.Number], ip: String) {
        for name in ["ids", "ip"] { try body.present(name) }
        return (try body.subAccountIDs("ids", orRefuse: .invalidIDs("ids")) ?? [], try body.requireText("ip"))
    }
}

/// The body of a plan call: `{"credits":{…},"features":{…}}`, all of it optional.
private struct PlanFields {
    private(set) var quantities: [SubAccountPlan.Resource: Int] = [:]
    /// The members that mean nothing here, as a person would write where they are.
    private(set) var unknown: [String]

    init(
        _ body: JSONDocument,
        besides known: [String],
        leavingOut excluded: SubAccountPlan.Resource? = nil
    ) throws(APIError) {
        unknown = body.unknownFields(besides: known + ["credits", "features"])
        let resources = SubAccountPlan.Resource.allCases.filter { $0 != excluded }
        for (section, isCredit) in [("credits", true), ("features", false)] {
            guard let object = body.field(section) else { continue }
            guard body.isObject(at: object) else { throw .invalidField(section, expected: "an object") }
            let own = resources.filter { $0.isCredit == isCredit }
            for resource in own { try read(resource, of: object, in: body) }
            unknown += body.unknownFields(besides: own.map(\.rawValue), in: object).map { "\(section).\($0)" }
        }
    }

    /// A whole number; the documents take fractions of SMS and WhatsApp, but show whole ones only, and nothing is rounded.
    private mutating func read(
        _ resource: SubAccountPlan.Resource,
        of object: JSONDocument.Position,
        in body: JSONDocument
    ) throws(APIError) {
        guard let position = body.field(resource.rawValue, in: object) else { return }
        let range = resource.quantities
        guard let quantity = body.number(at: position)?.int, range.contains(quantity) else {
            let unlimited = range.contains(SubAccountPlan.unlimited) ? ", -1 for no limit" : ""
            throw .invalidField(
                resource.rawValue,
                expected: "a whole number from \(max(0, range.lowerBound)) to \(range.upperBound)\(unlimited)"
            )
        }
        quantities[resource] = quantity
    }
}
