internal import BrevoCore
internal import HTTPMessage

extension Endpoint {
    /// The refusals of any request, in the order of the checks: a sample of each.
    ///
    /// One for which no key is known (503) is left out, as a limit of the emulator alone.
    package static let refusalsOfAny: [Refusal] =
        refusalsOfCredentials + refusalsOfPaths + [wrongMethod] + refusalsOfBodies

    /// Those of ``refusalsOfAny`` that a request for this operation can get, by its path, method or body.
    package var sharedRefusals: [Refusal] {
        // A path without parameters, once changed, is another operation's or none; but Brevo's documents have a 400 for
        // every operation. The body of a GET is not read.
        let ofPath = fields.path.isEmpty ? [.malformedPath] : Self.refusalsOfPaths
        let ofBody = route.method == .get ? [Self.bodyTooLarge] : Self.refusalsOfBodies
        return Self.refusalsOfCredentials + ofPath + [Self.wrongMethod] + ofBody
    }

    /// The refusals of credentials, which come before all others.
    package static let refusalsOfCredentials: [Refusal] = [
        .noCredential, .unknownKey, .expiredKey, .unknownToken, .tooManyRequests(RateLimits.usedUp(at: .sample)),
    ]

    /// The refusals of bodies.
    package static let refusalsOfBodies: [Refusal] = [
        .notJSONContent(mediaType: nil), .compressedBody(encoding: ""), bodyTooLarge, .emptyBody, .notAnObject,
    ]

    private static let refusalsOfPaths: [Refusal] = [.noEndpoint(path: "/v3/contacts"), .malformedPath]
    private static let wrongMethod = Refusal.methodNotAllowed(.get, allowed: [])
    private static let bodyTooLarge = Refusal.bodyTooLarge(limit: 1_048_576)
}
