internal import BrevoCore
package import JSON

/// The permissions of a user, composed of parts that are encoded once.
package struct UserPermissions: SuccessResponse {
    private let member: Account.Member

    init(_ member: Account.Member) { self.member = member }

    package static var schema: JSONSchema? {
        let item = JSONSchema.object([
            .init("feature", .string(), isRequired: true),
            .init("permissions", .array(.string(), minimumCount: 1), isRequired: true),
        ])
        return .object([
            .init("email", EmailAddress.schema, isRequired: true),
            .init("status", .choice(["active", "pending"]), isRequired: true),
            .init("privileges", .array(item), isRequired: true),
        ])
    }

    package static var example: [UInt8] {
        encode(
            Account.Member(
                email: "ann@acme.example",
                status: .active,
                privileges: Catalog.organization["contacts"]?["view"]?.bit ?? []
            )
        )
    }

    package func body(_ cache: inout ResponseCache) -> [UInt8] {
        if let body = cache.permissions(of: member) { return body }
        let body = Self.encode(member)
        cache.keep(body, ofPermissions: member)
        return body
    }

    private static func encode(_ member: Account.Member) -> [UInt8] {
        var json = JSONWriter(reservingCapacity: 2560)
        json.object { json in
            json.member("email", member.email.text)
            json.member("status", member.status.rawValue)
            json.array("privileges") { json in
                for line in lines {
                    let granted = member.privileges.intersection(line.mask)
                    if line.isLegacy && granted.isEmpty { continue }
                    json.raw(line.encodings[Int(granted.rawValue >> line.shift)])
                }
            }
        }
        return json.bytes
    }

    /// A feature's item, encoded for each set of its permissions: at most 64.
    private struct Line: Sendable {
        // Copied from the feature, which would otherwise be retained for each line of each response.
        let mask: Privileges
        let isLegacy: Bool
        let shift: Int
        let encodings: [[UInt8]]

        init(_ feature: Feature) {
            (mask, isLegacy) = (feature.mask, feature.isLegacy)
            shift = feature.mask.rawValue.trailingZeroBitCount
            encodings = (0..<(1 << feature.permissions.count)).map { set in
                let granted = feature.permissions.enumerated().filter { set & (1 << $0.offset) != 0 }.map(\.element)
                var json = JSONWriter()
                json.object { json in
                    json.member("feature", feature.label)
                    json.array("permissions") { json in
                        if granted.isEmpty { json.string("None") }
                        for permission in granted { json.string(permission.label) }
                    }
                }
                return json.bytes
            }
        }
    }

    private static let lines = Catalog.organization.features.map(Line.init)
}
