internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage
internal import JSON

extension ControlCall {
    /// What can be granted and called: `/catalog`.
    static let catalogCalls: [ControlCall] = [
        .query(
            "/catalog",
            "Lists the features with their permissions, the plans, and the operations of the API.",
            returns: CatalogRecord(basePath: "/v3")
        ) { _, state, _ throws(ControlError) in CatalogRecord(basePath: state.origin.router.basePath) }
    ]
}

private struct CatalogRecord: JSONRecord {
    private let basePath: String
    private var lifetime = Int(Invitation.lifetime.components.seconds / 3600)

    init(basePath: String) { self.basePath = basePath }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.list("organization", Catalog.organization.features.map(FeatureRecord.init), "What users can be granted.")
        fields.list("corporate", Catalog.masterAccount.features.map(FeatureRecord.init), "What admin users can.")
        fields.list("plans", Plan.allCases.map(PlanRecord.init))
        fields.list("operations", Endpoint.all.map { OperationRecord($0, basePath) }, "What the API can do.")
        fields.integer("invitationHours", &lifetime, in: 0...Int.max, "How long an invitation can be answered.")
    }
}

extension RecordFields<Void> {
    /// Declares a list that is only written.
    fileprivate mutating func list<Item: JSONRecord<Void>>(
        _ name: String,
        _ items: [Item],
        _ summary: StaticString = ""
    ) {
        records(name, items, summary, blank: { _ in items[0] }, append: { _, _ in })
    }
}

private struct FeatureRecord: JSONRecord {
    private var feature: String
    private var label: String
    private var group: String
    private var isLegacy: Bool
    private let permissions: [PermissionRecord]

    init(_ feature: Feature) {
        (self.feature, label, group) = (feature.slug, feature.label, feature.group.rawValue)
        (isLegacy, permissions) = (feature.isLegacy, feature.permissions.map(PermissionRecord.init))
    }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("feature", &feature, "The name in requests.")
        fields.required("label", &label, "The name in responses.")
        fields.required("group", &group, "The group by which plans include it.")
        fields.required("legacy", &isLegacy, "Whether it can no longer be granted.")
        fields.list("permissions", permissions)
    }
}

private struct PermissionRecord: JSONRecord {
    private var permission: String
    private var label: String

    init(_ permission: Permission) { (self.permission, label) = (permission.slug, permission.label) }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("permission", &permission, "The name in requests.")
        fields.required("label", &label, "The name in responses.")
    }
}

private struct PlanRecord: JSONRecord {
    private var name: String
    private var groups: [String]
    private var seats: Int?

    init(_ plan: Plan) {
        (name, seats) = (plan.rawValue, plan.userLimit)
        groups = FeatureGroup.allCases.filter(plan.includes).map(\.rawValue)
    }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("name", &name)
        fields.values("groups", &groups, "The groups of features that it includes.")
        fields.integer("seats", &seats, in: 0...Int.max, "The most users, the owner included; left out for no limit.")
    }
}

private struct OperationRecord: JSONRecord {
    private var operation: String
    private var method: String
    private var path: String
    private var summary: String

    init(_ endpoint: Endpoint, _ basePath: String) {
        operation = endpoint.operation.id
        (method, path) = (endpoint.route.method.rawValue, basePath + endpoint.route.path)
        summary = endpoint.operation.summary
    }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("operation", &operation, "Brevo's operationId.")
        fields.required("method", &method)
        fields.required("path", &path)
        fields.required("summary", &summary)
    }
}
