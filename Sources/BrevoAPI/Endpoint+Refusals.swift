internal import BrevoCore
internal import HTTPMessage

extension Endpoint {
    /// The refusals of any request, in the order of the checks: a sample of each.
    ///
    /// One for which no key is known (503) is left out, as a limit of the emulator alone.
    package static let refusalsOfAny: [Refusal] =
        refusalsOfCredentials + refusalsOfRouting + refusalsOfBodies

    /// Those of ``refusalsOfAny`` that a request for this operation can get, by its path, method or body.
    package var sharedRefusals: [Refusal] {
        // A path without parameters, once changed, is another operation's or none; but Brevo's documents have a 400 for
        // every operation. The body of a GET is not read.
        let ofRouting = fields.path.isEmpty ? Self.refusalsOfFixedPaths : Self.refusalsOfRouting
        let ofBody = route.method == .get ? [Self.bodyTooLarge] : Self.refusalsOfBodies
        return Self.refusalsOfCredentials + ofRouting + ofBody
    }

    /// The refusals of credentials, which come before all others.
    package static let refusalsOfCredentials: [Refusal] = [
        .noCredential, .unknownKey, .expiredKey, .unknownToken, .tooManyRequests(RateLimits.usedUp(at: .sample)),
    ]

    /// The refusals of paths and methods.
    package static let refusalsOfRouting: [Refusal] =
        [.noEndpoint(path: "/v3/contacts")] + refusalsOfFixedPaths

    /// The refusals of bodies.
    package static let refusalsOfBodies: [Refusal] = [
        .notJSONContent(mediaType: nil), .compressedBody(encoding: ""), bodyTooLarge, .emptyBody, .notAnObject,
    ]

    private static let refusalsOfFixedPaths: [Refusal] = [.malformedPath, .methodNotAllowed(.get, allowed: [])]
    private static let bodyTooLarge = Refusal.bodyTooLarge(limit: 1_048_576)
}
