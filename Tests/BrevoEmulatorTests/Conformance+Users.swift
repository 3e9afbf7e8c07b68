import BrevoCore
import BrevoEmulator
import HTTPMessage
import SpecTables

/// Every call about a user, wherever the user stands.
extension Conformance {
    private static let userNotFound = String.error("invalid_parameter", "User not found")

    /// The refusal of a step that does not apply.
    private static func refusal(_ message: String, under assumptions: Assumptions) -> (HTTPStatus, String) {
        switch assumptions.missingInvitation {
        case .forbidden: (403, .error("permission_denied", "Unauthorized access"))
        case .badRequest: (400, .error("invalid_parameter", message))
        case .notFound: (404, .error("document_not_found", message))
        }
    }

    /// A call in a situation; `leaves` is the status in which the user then stands.
    private static func user(
        _ situation: Situation,
        _ call: String,
        body json: String? = nil,
        _ answer: (status: HTTPStatus, body: String),
        leaves status: String?
    ) -> Conformance {
        var conformance = Conformance(
            "\(call) · \(situation.rawValue)",
            before: situation.history(isAdmin: false),
            .api(call, json),
            answer.status,
            answer.body
        )
        conformance.leaves = ("users", situation.address(isAdmin: false), status)
        return conformance
    }

    private static func send(_ situation: Situation) -> Conformance {
        let answer: (HTTPStatus, String) =
            switch situation {
            case .owner, .active: (400, .error("duplicate_parameter", "User already exists"))
            case .pending, .lastMoment: (400, .error("duplicate_parameter", "User already invited"))
            case .declined, .expired, .removed, .unknown: (200, .ok)
            }
        return user(
            situation,
            "POST /organization/user/invitation/send",
            body: .viewer(situation.address(isAdmin: false)),
            answer,
            leaves: answer.0 == 200 ? "pending" : situation.status
        )
    }

    private static func resendOrCancel(
        _ action: String,
        _ situation: Situation,
        _ assumptions: Assumptions
    ) -> Conformance {
        let answer: (HTTPStatus, String) =
            switch situation {
            case .pending, .lastMoment, .declined, .expired: (200, .ok)
            case .owner, .active, .removed, .unknown: refusal("Invitation not found", under: assumptions)
            }
        return user(
            situation,
            "PUT /organization/user/invitation/\(action)/\(situation.address(isAdmin: false))",
            answer,
            leaves: answer.0 == 200 ? (action == "resend" ? "pending" : nil) : situation.status
        )
    }

    private static func revoke(_ situation: Situation, _ assumptions: Assumptions) -> Conformance {
        let answer: (HTTPStatus, String) =
            switch situation {
            case .owner: refusal("Invitation not found", under: assumptions)
            case .active: (200, .ok)
            case .pending, .lastMoment:
                assumptions.revokePending == .allowed ? (200, .ok) : refusal("User not found", under: assumptions)
            case .declined, .expired, .removed, .unknown: refusal("User not found", under: assumptions)
            }
        return user(
            situation,
            "PUT /organization/user/invitation/revoke/\(situation.address(isAdmin: false))",
            answer,
            leaves: answer.0 == 200 ? nil : situation.status
        )
    }

    private static func update(_ situation: Situation) -> Conformance {
        let answer: (HTTPStatus, String) =
            switch situation {
            case .owner: (403, .error("permission_denied", "Access Denied"))
            case .pending, .lastMoment, .active: (200, .ok)
            case .declined, .expired, .removed, .unknown: (400, userNotFound)
            }
        return user(
            situation,
            "POST /organization/user/update/permissions",
            body: .viewer(situation.address(isAdmin: false)),
            answer,
            leaves: situation.status
        )
    }

    /// What ann may do.
    static func viewer(status: String) -> String {
        [SpecFeature].permissions(of: "ann@acme.example", status: status, ["contacts": ["View"]])
    }

    /// What the owner may do.
    static let ownerPermissions =
        [SpecFeature].permissions(of: "boss@acme.example", status: "active", [SpecFeature].organization.everything)

    private static func permissions(_ situation: Situation) -> Conformance {
        let answer: (HTTPStatus, String) =
            switch situation {
            case .owner: (200, ownerPermissions)
            case .pending, .lastMoment: (200, viewer(status: "pending"))
            case .active: (200, viewer(status: "active"))
            case .declined, .expired, .removed, .unknown: (400, userNotFound)
            }
        return user(
            situation,
            "GET /organization/user/\(situation.address(isAdmin: false))/permissions",
            answer,
            leaves: situation.status
        )
    }

    private static func list(_ situation: Situation, _ assumptions: Assumptions) -> Conformance {
        let shown =
            switch situation {
            case .owner, .pending, .lastMoment, .unknown: userList
            case .active: userList.replacing(#""status":"pending""#, with: #""status":"active""#)
            case .declined, .expired:
                assumptions.rejected == .hidden
                    ? userListWithoutAnn : userList.replacing(#""status":"pending""#, with: #""status":"rejected""#)
            case .removed: userListWithoutAnn
            }
        return user(situation, "GET /organization/invited/users", (200, shown), leaves: situation.status)
    }

    /// Every call in every situation, under these assumptions.
    static func users(under settings: [String] = []) throws -> [Conformance] {
        let assumptions = Assumptions(try settings.map { try AssumptionSetting($0) })
        return Situation.allCases.flatMap { situation in
            [
                send(situation), resendOrCancel("resend", situation, assumptions),
                resendOrCancel("cancel", situation, assumptions), revoke(situation, assumptions), update(situation),
                permissions(situation), list(situation, assumptions),
            ].map { $0.under(assumptions, named: settings) }
        }
    }

    /// The case of an emulator with these assumptions.
    private func under(_ assumptions: Assumptions, named settings: [String]) -> Conformance {
        var conformance = Conformance(
            ([name] + settings).joined(separator: " · "),
            before: before,
            request,
            status,
            body
        ) { $0.assumptions = assumptions }
        conformance.leaves = leaves
        return conformance
    }
}
