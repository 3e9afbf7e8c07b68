import HTTPMessage
import Testing

/// What has happened to an invitation before its link is followed, and what the link says then.
struct LinkCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What happens before the link is read from the newest mail.
    let before: [HTTPRequest]
    /// What happens after.
    let after: [HTTPRequest]
    /// The word for it in JSON.
    let word: String
    /// What a look at the link answers, and what a step answers.
    let look: HTTPStatus
    let step: HTTPStatus
    /// What the page says.
    let text: String

    private init(
        _ name: String,
        before: [HTTPRequest] = [invite],
        _ after: [HTTPRequest],
        _ word: String,
        look: HTTPStatus,
        step: HTTPStatus,
        _ text: String
    ) {
        (testDescription, self.before, self.after, self.word) = (name, before, after, word)
        (self.look, self.step, self.text) = (look, step, text)
    }

    /// The links that can be used.
    static let open: [LinkCase] = [
        pending("invited", []),
        pending("resent", before: [invite, .resend], []),
        pending("resent at the same moment", before: [invite, .resend, .resend], []),
        pending("its last millisecond", [advance("PT71H59M59.999S")]),
        pending("resent after it was declined", before: [invite, decline, .resend], []),
        pending("resent after it had expired", before: [invite, advance("P3D"), .resend], []),
        pending("invited again after it was cancelled", before: [invite, .cancel, invite], []),
        pending("invited again after it had expired", before: [invite, advance("P3D"), invite], []),
        pending("permissions changed since", [update]),
        pending("the same people in accounts of other numbers", before: [seeded, .resend], [reordered]),
        pending("a snapshot from before a resend", before: [invite, take], [advance("PT1H"), .resend, restore]),
    ]

    /// The links that cannot be used any more.
    static let closed: [LinkCase] = [
        accepted("accepted by the API", [accept]),
        accepted("accepted by the API and past its time", [accept, advance("P9D")]),
        accepted("resent and then accepted", [.resend, accept]),
        declined("declined by the API", [decline]),
        declined("declined by the API and past its time", [decline, advance("P9D")]),
        over("expired to the millisecond", [advance("PT72H")], "expired", "has expired"),
        over("expired, and so has its resend", [.resend, advance("PT72H")], "expired", "has expired"),
        over("superseded by a resend", [.resend], "superseded", "A newer mail"),
        over("superseded by a resend later on", [advance("PT1H"), .resend], "superseded", "A newer mail"),
        over("superseded, having been declined", [decline, .resend], "superseded", "A newer mail"),
        over("superseded, having expired", [advance("P4D"), .resend], "superseded", "A newer mail"),
        over("superseded by another invitation", [.cancel, invite], "superseded", "A newer mail"),
        over(
            "resent after the state that was put back",
            before: [invite, take, advance("PT1H"), .resend],
            [restore],
            "superseded",
            "A newer mail"
        ),
        over("cancelled", [.cancel], "withdrawn", "withdrawn"),
        over("revoked while pending", [.revoke], "withdrawn", "withdrawn"),
        over("revoked after it was accepted", [accept, .revoke], "withdrawn", "withdrawn"),
        over("in a state without the person", [.control("PUT /state", Acme.seed)], "withdrawn", "withdrawn"),
        over("in a state without the account", [.control("PUT /state", #"{"version":1}"#)], "withdrawn", "withdrawn"),
    ]

    private static let invite = HTTPRequest.invite(email: "new@acme.example")
    private static let accept = HTTPRequest.control("POST /users/new@acme.example/accept")
    private static let decline = HTTPRequest.control("POST /users/new@acme.example/decline")
    private static let take = HTTPRequest.control("PUT /snapshots/s")
    private static let restore = HTTPRequest.control("POST /snapshots/s/restore")
    private static let update = HTTPRequest.api(
        "POST /organization/user/update/permissions",
        #"{"email":"new@acme.example","all_features_access":true,"privileges":[]}"#
    )
    private static let seeded = HTTPRequest.control("PUT /state", state(accounts: [acme]))
    private static let reordered = HTTPRequest.control("PUT /state", state(accounts: [another, acme]))
    private static let another = #"{"apiKeys": ["another"], "owner": {"email": "owner@another.example"}}"#
    private static let acme = """
        {"apiKeys": ["\(Acme.key)"], "companyName": "Acme", "owner": {"email": "boss@acme.example"},
         "users": [{"id": "0000000000000000000000ff", "email": "new@acme.example", "status": "pending",
                    "invitedAt": "2026-11-20T09:00:00Z",
                    "privileges": [{"feature": "contacts", "permissions": ["view"]}]}]}
        """

    private static func state(accounts: [String]) -> String {
        #"{"version": 1, "accounts": [\#(accounts.joined(separator: ","))]}"#
    }

    private static func advance(_ duration: String) -> HTTPRequest {
        .control("POST /clock/advance", #"{"by":"\#(duration)"}"#)
    }

    private static func pending(
        _ name: String,
        before: [HTTPRequest] = [invite],
        _ after: [HTTPRequest]
    ) -> LinkCase {
        LinkCase(name, before: before, after, "pending", look: 200, step: 200, "Accept invitation")
    }

    private static func accepted(_ name: String, _ after: [HTTPRequest]) -> LinkCase {
        LinkCase(name, after, "accepted", look: 200, step: 409, "has been accepted")
    }

    private static func declined(_ name: String, _ after: [HTTPRequest]) -> LinkCase {
        LinkCase(name, after, "declined", look: 200, step: 409, "has been declined")
    }

    private static func over(
        _ name: String,
        before: [HTTPRequest] = [invite],
        _ after: [HTTPRequest],
        _ word: String,
        _ text: String
    ) -> LinkCase {
        LinkCase(name, before: before, after, word, look: 410, step: 410, text)
    }
}
