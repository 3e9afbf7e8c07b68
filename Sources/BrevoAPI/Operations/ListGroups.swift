package import BrevoCore
package import JSON

/// Lists the groups.
package struct ListGroups: Operation {
    package static let route = OperationRoute.get("/corporate/groups")
    package static let id = "getSubAccountGroups"
    package static let summary = "Get the list of groups"
    package static let basis = Rule.Basis.reference("get-sub-account-groups")
    package static let rules = [SubAccountRule.groups.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount]

    package init(_ request: inout RequestReader) {}

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> GroupList {
        GroupList(groups: try accounts[call.account].requireMaster().groups.map(GroupNameRow.init))
    }
}

/// The groups, as an array.
package struct GroupList: SuccessResponse {
    fileprivate let groups: [GroupNameRow]

    package static var schema: JSONSchema? { .array(GroupNameRow().schema()) }
    package static var example: [UInt8] { encode([GroupNameRow()]) }

    package func body(_ cache: inout ResponseCache) -> [UInt8] { Self.encode(groups) }

    private static func encode(_ groups: [GroupNameRow]) -> [UInt8] {
        var json = JSONWriter()
        json.array { json in
            for group in groups { json.raw(group.encoded()) }
        }
        return json.bytes
    }
}

private struct GroupNameRow: JSONRecord, Sendable {
    private var id = ObjectID.sample
    private var name = "Support"

    init() {}

    init(_ group: Group) { (id, name) = (group.id, group.groupName) }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("id", &id)
        fields.required("groupName", &name)
    }
}
