internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// `GET /organization/user/{email}/permissions`, put together of pieces that were encoded once.
struct PermissionsAnswer: Sendable {
    /// The body.
    let encoded: [UInt8]
    private let address: String
    private let status: Invitation.Status
    private let privileges: Privileges

    /// `{"email","status","privileges":[{"feature","permissions"}]}` (DOC, with labels; nothing granted: `["None"]`).
    init(_ member: Account.Member) {
        (address, status, privileges) = (member.email.text, member.status, member.privileges)
        var json = JSONWriter(reservingCapacity: 2560)
        json.object { json in
            json.member("email", member.email.text)
            json.member("status", member.status.rawValue)
            json.array("privileges") { json in
                for line in Self.lines {
                    let granted = member.privileges.intersection(line.mask)
                    if line.isLegacy && granted.isEmpty { continue }
                    json.raw(line.encodings[Int(granted.rawValue >> line.shift)])
                }
            }
        }
        encoded = json.bytes
    }

    /// Whether the answer is also this member's; equal texts may differ in their bytes, as composed accents do.
    func holds(for member: Account.Member) -> Bool {
        member.status == status && member.privileges == privileges
            && member.email.text.utf8.span.isEqual(to: address.utf8.span)
    }

    /// A feature's item, encoded for each set of its permissions: at most 64 of them.
    private struct Line: Sendable {
        // The feature itself would be held and let go for every line of every answer.
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
