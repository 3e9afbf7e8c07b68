internal import BrevoCore
internal import JSON

/// The kinds of permissions that a body can request.
protocol PrivilegeCatalog: Sendable {
    static var catalog: Catalog { get }
    static var example: RequestedPrivilege { get }
}

extension PrivilegeCatalog {
    /// The refusals of permissions that do not exist, in the order of the checks: a sample of each.
    static var refusals: [CoreError] {
        let feature = catalog.features[0]
        return [
            .unknownFeature("telepathy", in: catalog), .duplicateFeature(feature.slug),
            .unknownPermission("veiw", of: feature, calledBy: feature.slug),
            .unknownPermission("none", of: feature, calledBy: feature.slug),
        ]
    }
}

/// The permissions of an organization's users.
enum UserCatalog: PrivilegeCatalog {
    static var catalog: Catalog { .organization }
    static var example: RequestedPrivilege { .init(feature: "email_campaigns", permissions: ["create_edit_delete"]) }
}

/// The permissions of a master account's admin users.
enum AdminCatalog: PrivilegeCatalog {
    static var catalog: Catalog { .masterAccount }
    static var example: RequestedPrivilege { .init(feature: "analytics", permissions: ["download_data"]) }
}

/// `privileges` of a body, checked against a catalog while it is read.
struct RequestedPrivileges<Kind: PrivilegeCatalog>: BodyValue {
    /// What is requested, if all of it were available, or the first name that is not in the catalog.
    private var outcome = Result<Grant, CoreError>.success(.nothing)
    private var body = JSONDocument.emptyObject
    private var position = JSONDocument.Position.root

    static var isAbsentIfEmpty: Bool { true }

    static var schema: JSONSchema {
        let features = Kind.catalog.features.filter { !$0.isLegacy }
        let permissions = features.flatMap { $0.permissions.map(\.slug) }
        let unique = permissions.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return .array(
            .object([
                .init("feature", .choice(features.map(\.slug)), isRequired: true),
                .init("permissions", .array(.choice(unique + ["none"]), minimumCount: 1), isRequired: true),
            ]),
            minimumCount: 1
        )
    }

    var encoded: [UInt8] {
        let (feature, permissions) = (Kind.example.feature, Kind.example.permissions)
        return Array(
            "[{\"feature\":\"\(feature)\",\"permissions\":[\"\(permissions.joined(separator: "\",\""))\"]}]".utf8
        )
    }

    /// Nothing, for an example.
    init() {}

    init(_ request: inout RequestReader, _ name: String, at position: JSONDocument.Position) throws(Refusal) {
        (body, self.position) = (request.body, position)
        outcome = try Self.read(GrantRequest(of: Kind.catalog, within: .all), &request, name, at: position)
    }

    /// One feature with its permissions.
    private struct Item {
        let feature: StringPosition
        let permissions: StringPositions

        init(_ request: inout RequestReader) {
            feature = request.body("feature", example: StringPosition())
            permissions = request.body("permissions", example: StringPositions())
        }
    }

    /// A fault of form, wherever it is, comes before a fault of a name.
    private static func read(
        _ grant: consuming GrantRequest,
        _ request: inout RequestReader,
        _ name: String,
        at position: JSONDocument.Position
    ) throws(Refusal) -> Result<Grant, CoreError> {
        let body = request.body
        let fault = Refusal.invalidField(name, expected: "an array of {\"feature\", \"permissions\"}")
        guard let items = body.elements(at: position) else { throw fault }
        var refusal: CoreError?
        for item in items {
            guard body.isObject(at: item) else { throw fault }
            let item = try request.element(at: item, Item.init)
            guard refusal == nil else { continue }
            do throws(CoreError) {
                try body.withBytes(at: item.feature.position) { name throws(CoreError) in try grant.add(feature: name) }
                guard let permissions = body.elements(at: item.permissions.position) else { continue }
                for permission in permissions {
                    try body.withBytes(at: permission) { name throws(CoreError) in try grant.add(permission: name) }
                }
            } catch { refusal = error }
        }
        return refusal.map { .failure($0) } ?? .success(grant.grant)
    }

    fileprivate func grant(within available: Privileges) throws(CoreError) -> Grant {
        if case .success(let grant) = outcome, available.isSuperset(of: grant.granted) { return grant }
        // What is available decides which fault comes first.
        var reader = RequestReader(body: body)
        let request = GrantRequest(of: Kind.catalog, within: available)
        let outcome: Result<Grant, CoreError>
        do throws(Refusal) { outcome = try Self.read(request, &reader, "privileges", at: position) } catch {
            preconditionFailure("privileges had the right form: \(error)")
        }
        return try outcome.get()
    }
}

/// The permissions that a body requests: everything, or `privileges`.
struct RequestedAccess<Kind: PrivilegeCatalog>: Sendable {
    /// Nil for everything, in which case `privileges` is not looked at.
    private let privileges: RequestedPrivileges<Kind>?

    /// Reads `all_features_access` and `privileges`.
    init(_ request: inout RequestReader) {
        let all: Bool = request.body("all_features_access", "Whether to grant everything.", example: false)
        let privileges: RequestedPrivileges<Kind>? = request.body(
            "privileges",
            "The permissions to grant, by feature.",
            where: "all_features_access",
            is: false,
            example: RequestedPrivileges()
        )
        self.privileges = all ? nil : privileges
    }

    /// The change, within what is available.
    ///
    /// - Throws: An unknown or unavailable feature or permission.
    func grant(within available: Privileges) throws(CoreError) -> Grant {
        guard let privileges else { return .all(of: available.intersection(Kind.catalog.everything)) }
        return try privileges.grant(within: available)
    }
}

extension Grant {
    /// The former names that the request used.
    var remarks: [Remark] { synonyms.map { .formerName($0.used, current: $0.name) } }

    /// The former names, and the permissions that an update left granted without naming their features.
    func remarks(andKept kept: Privileges, in catalog: Catalog) -> [Remark] {
        var remarks = remarks
        if !kept.isEmpty { remarks.append(.kept(kept, in: catalog)) }
        return remarks
    }
}

/// A string of a body that stays where it is, because the catalog compares bytes.
private struct StringPosition: BodyValue {
    private(set) var position = JSONDocument.Position.root

    static var schema: JSONSchema { .string() }
    var encoded: [UInt8] { [] }

    init() {}

    init(_ request: inout RequestReader, _ name: String, at position: JSONDocument.Position) throws(Refusal) {
        guard request.body.isString(at: position) else { throw .invalidField(name, expected: "a string") }
        self.position = position
    }
}

/// An array of strings that stay where they are.
private struct StringPositions: BodyValue {
    private(set) var position = JSONDocument.Position.root

    static var schema: JSONSchema { .array(.string(), minimumCount: 1) }
    static var isAbsentIfEmpty: Bool { true }
    var encoded: [UInt8] { [] }

    init() {}

    init(_ request: inout RequestReader, _ name: String, at position: JSONDocument.Position) throws(Refusal) {
        guard request.body.isArrayOfStrings(at: position) else {
            throw .invalidField(name, expected: "an array of strings")
        }
        self.position = position
    }
}

extension JSONDocument {
    /// Passes a string's bytes to a closure, without making a string if they have no escapes.
    fileprivate func withBytes(
        at position: Position,
        _ body: (Span<UInt8>) throws(CoreError) -> Void
    ) throws(CoreError) {
        if let range = plainString(at: position) {
            try body(bytes.span.extracting(range))
        } else if let text = string(at: position) {
            try body(text.utf8.span)
        }
    }
}
