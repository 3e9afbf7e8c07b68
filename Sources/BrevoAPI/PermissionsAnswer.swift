internal import BrevoCore
internal import JSON

/// `GET /organization/user/{email}/permissions`, put together of pieces that were encoded once.
enum PermissionsAnswer {
    /// `{"email","status","privileges":[{"feature","permissions"}]}` (DOC, with labels; nothing granted: `["None"]`).
    static func encode(_ member: Account.Member) -> [UInt8] {
        var json = JSONWriter(reservingCapacity: 2560)
        json.object { json in
            json.member("email", member.email.text)
            json.member("status", member.status.rawValue)
            json.array("privileges") { json in
                for line in lines {
                    let granted = member.privileges.intersection(line.feature.mask)
                    if line.feature.isLegacy && granted.isEmpty { continue }
                    json.raw(line.encodings[Int(granted.rawValue >> line.shift)])
                }
            }
        }
        return json.bytes
    }

    /// A feature's item, encoded for each set of its permissions: at most 64 of them.
    private struct Line: Sendable {
        let feature: Feature
        let shift: Int
        let encodings: [[UInt8]]

        init(_ feature: Feature) {
            self.feature = feature
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
