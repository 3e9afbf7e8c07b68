internal import BrevoCore
internal import JSON

/// The body of an invitation or of a change of permissions, read in the order of the documented schema.
///
/// First every field must be there, then every field must be right; the first fault is answered (spec §2).
struct InvitationFields: Sendable {
    /// The address; nil where the operation has it in the path.
    private let email: EmailAddress?
    /// The permissions asked for, were all of them to be had; nil for everything that can be had.
    private let requested: Result<Grant, CoreError>?
    private let body: JSONDocument
    private let catalog: Catalog
    /// The ids of groups, for an admin user.
    let groupIDs: [String]
    /// The names of members that mean nothing here; they are ignored, as the service does.
    private let unknownFields: [String]

    /// What a body may hold.
    struct Schema {
        fileprivate var hasEmail = true
        fileprivate var hasGroups = false
        fileprivate let fields: [String]

        /// An invitation of a user, or a change of a user's permissions.
        static let user = Schema(fields: ["email", "all_features_access", "privileges"])
        /// An invitation of an admin user.
        static let adminUser = Schema(
            hasGroups: true,
            fields: ["email", "all_features_access", "groupIds", "privileges"]
        )
        /// A change of an admin user's permissions, whose address is in the path.
        static let adminChange = Schema(hasEmail: false, fields: ["all_features_access", "privileges"])
    }

    /// Reads a body that asks for permissions of a catalog.
    init(_ body: JSONDocument, _ schema: Schema, from catalog: Catalog) throws(APIError) {
        (self.body, self.catalog) = (body, catalog)
        let address = schema.hasEmail ? try body.present("email") : nil
        let flag = try body.present("all_features_access")
        if body.bool(at: flag) == false { try body.presentList("privileges") }

        email = try address.map { position throws(APIError) in try body.emailAddress(at: position, of: "email") }
        // With the flag, `privileges` is not looked at.
        let isAll = try body.flag(at: flag, of: "all_features_access")
        requested = isAll ? nil : try body.privileges(GrantRequest(of: catalog, within: .all))
        groupIDs = schema.hasGroups ? try body.strings("groupIds") : []
        unknownFields = body.unknownFields(besides: schema.fields)
    }

    /// The permissions asked for, of those that can be had.
    func grant(within available: Privileges) throws(APIError) -> Grant {
        guard let requested else { return .all(of: available.intersection(catalog.everything)) }
        if case .success(let grant) = requested, available.isSuperset(of: grant.granted) { return grant }
        // Which fault comes first is told by what can be had.
        let refused = try body.privileges(GrantRequest(of: catalog, within: available))
        return try command(try refused.get())
    }

    /// The address, of a body that must have one.
    func requireEmail() throws(APIError) -> EmailAddress {
        guard let email else { throw .missingField("email") }
        return email
    }

    /// What a person should know of a request that was accepted; nil where there is nothing to say.
    func hint(about grant: Grant) -> String? {
        guard !grant.synonyms.isEmpty || !unknownFields.isEmpty else { return nil }
        var notes = grant.synonyms.map { "\($0.used) is an old name: write \($0.firstName)." }
        if !unknownFields.isEmpty { notes.append(JSONDocument.hint(aboutUnknown: unknownFields)) }
        return notes.joined(separator: " ")
    }
}

extension JSONDocument {
    /// A field that must be there; an empty list counts as absent too.
    @discardableResult
    fileprivate func presentList(_ name: String, in object: Position = .root) throws(APIError) -> Position {
        let position = try present(name, in: object)
        if elements(at: position)?.isEmpty == true { throw .missingField(name) }
        return position
    }

    fileprivate func flag(at position: Position, of name: String) throws(APIError) -> Bool {
        guard let flag = bool(at: position) else {
            throw .invalidField(name, expected: "true or false, not a string or a number")
        }
        return flag
    }

    /// What `privileges` ask for; a fault of their form, wherever it stands, is told before one of a name.
    fileprivate func privileges(_ request: consuming GrantRequest) throws(APIError) -> Result<Grant, CoreError> {
        let name = "privileges"
        let expected = "an array of {\"feature\", \"permissions\"}"
        guard let items = self[name].flatMap({ elements(at: $0) }) else {
            throw .invalidField(name, expected: expected)
        }
        var refusal: CoreError?
        for item in items {
            guard isObject(at: item) else { throw .invalidField(name, expected: expected) }
            let (feature, permissions) = (try present("feature", in: item), try presentList("permissions", in: item))
            guard isString(at: feature) else { throw Self.noString(in: "feature") }
            guard let names = elements(at: permissions) else { throw Self.noStrings(in: "permissions") }
            if refusal == nil {
                do throws(CoreError) {
                    try withBytes(at: feature) { name throws(CoreError) in try request.add(feature: name) }
                } catch { refusal = error }
            }
            for permission in names {
                guard isString(at: permission) else { throw Self.noStrings(in: "permissions") }
                guard refusal == nil else { continue }
                do throws(CoreError) {
                    try withBytes(at: permission) { name throws(CoreError) in try request.add(permission: name) }
                } catch { refusal = error }
            }
        }
        return refusal.map { .failure($0) } ?? .success(request.grant)
    }

    /// Gives a text's bytes to the closure; no text is made of them where they stand in the body as they are.
    private func withBytes(
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
