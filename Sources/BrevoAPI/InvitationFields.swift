internal import BrevoCore
internal import JSON

/// The body of an invitation or of a change of permissions, read in the order of the documented schema.
///
/// First every field must be there, then every field must be right; the first fault is answered (spec §2).
struct InvitationFields: Sendable {
    /// The address; nil where the operation has it in the path.
    private let email: EmailAddress?
    /// What is asked for; nil for `all_features_access: true`, with which `privileges` is not looked at.
    private let privileges: [RequestedPrivilege]?
    /// The ids of groups, for an admin user.
    let groupIDs: [String]
    /// The names of members that mean nothing here; they are ignored, as the service does.
    private let unknownFields: [String]

    /// Reads an invitation of a user, or of an admin user where groups may be named.
    static func invitation(_ body: JSONObject, takesGroups: Bool = false) throws(APIError) -> InvitationFields {
        try InvitationFields(body, takesEmail: true, takesGroups: takesGroups)
    }

    /// Reads a change of an admin user's permissions, whose address is in the path.
    static func change(_ body: JSONObject) throws(APIError) -> InvitationFields {
        try InvitationFields(body, takesEmail: false, takesGroups: false)
    }

    private init(_ body: JSONObject, takesEmail: Bool, takesGroups: Bool) throws(APIError) {
        if takesEmail { try body.present("email") }
        try body.present("all_features_access")
        if body["all_features_access"]?.bool == false { try body.elements("privileges") }

        email = takesEmail ? try body.emailAddress("email") : nil
        privileges = try body.flag("all_features_access") ? nil : body.privileges("privileges")
        groupIDs = takesGroups ? try body.strings("groupIds") : []

        unknownFields = body.members.lazy.map(\.key).filter { name in
            switch name {
            case "all_features_access", "privileges": false
            case "email": !takesEmail
            case "groupIds": !takesGroups
            default: true
            }
        }
    }

    /// The permissions asked for, of those that can be had.
    func grant(from catalog: Catalog, within available: Privileges) throws(APIError) -> Grant {
        guard let privileges else { return .all(of: available.intersection(catalog.everything)) }
        return try command(try catalog.grant(privileges, within: available))
    }

    /// The address, of a body that must have one.
    func requireEmail() throws(APIError) -> EmailAddress {
        guard let email else { throw .missingField("email") }
        return email
    }

    /// What a person should know of a request that was accepted; nil where there is nothing to say.
    func hint(about grant: Grant) -> String? {
        var notes = grant.synonyms.map { "\($0.used) is an old name: write \($0.firstName)." }
        if !unknownFields.isEmpty {
            notes.append(JSONObject.hint(aboutUnknown: unknownFields))
        }
        return notes.isEmpty ? nil : notes.joined(separator: " ")
    }
}

extension JSONObject {
    /// A member that must be there; null counts as absent.
    @discardableResult
    func present(_ name: String) throws(APIError) -> JSONValue {
        guard let value = self[name], !value.isNull else { throw .missingField(name) }
        return value
    }

    /// A member that must be there; an empty list counts as absent too.
    @discardableResult
    fileprivate func elements(_ name: String) throws(APIError) -> JSONValue {
        let value = try present(name)
        if value.array?.isEmpty == true { throw .missingField(name) }
        return value
    }

    func emailAddress(_ name: String) throws(APIError) -> EmailAddress {
        guard let text = self[name]?.string else { throw .invalidField(name, expected: "a string") }
        return try EmailAddress(parameter: text)
    }

    fileprivate func flag(_ name: String) throws(APIError) -> Bool {
        guard let flag = self[name]?.bool else {
            throw .invalidField(name, expected: "true or false, not a string or a number")
        }
        return flag
    }

    func strings(_ name: String) throws(APIError) -> [String] {
        guard let value = self[name], !value.isNull else { return [] }
        return try value.strings(in: name)
    }

    fileprivate func privileges(_ name: String) throws(APIError) -> [RequestedPrivilege] {
        guard let items = self[name]?.array else {
            throw .invalidField(name, expected: "an array of {\"feature\", \"permissions\"}")
        }
        var privileges: [RequestedPrivilege] = []
        privileges.reserveCapacity(items.count)
        for item in items {
            guard let item = item.object else {
                throw .invalidField(name, expected: "an array of {\"feature\", \"permissions\"}")
            }
            let (feature, permissions) = (try item.present("feature"), try item.elements("permissions"))
            guard let feature = feature.string else { throw .invalidField("feature", expected: "a string") }
            let strings = try permissions.strings(in: "permissions")
            privileges.append(RequestedPrivilege(feature: feature, permissions: strings))
        }
        return privileges
    }
}

extension JSONValue {
    /// The elements of an array of strings, which stands in the field of this name.
    fileprivate func strings(in name: String) throws(APIError) -> [String] {
        guard let elements = array else { throw .invalidField(name, expected: "an array of strings") }
        var strings: [String] = []
        strings.reserveCapacity(elements.count)
        for element in elements {
            guard let string = element.string else { throw .invalidField(name, expected: "an array of strings") }
            strings.append(string)
        }
        return strings
    }
}

extension EmailAddress {
    /// The address in a body or a path, or the service's refusal.
    init(parameter text: String) throws(APIError) {
        guard let address = EmailAddress(text) else { throw .invalidEmailAddress(text) }
        self = address
    }
}
