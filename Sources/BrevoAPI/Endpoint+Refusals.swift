internal import BrevoCore
internal import HTTPMessage

extension Endpoint {
    /// The refusals of any request, in the order of the checks: a sample of each.
    ///
    /// One for which no key is known (503) is left out, as a limit of the emulator alone.
    package static let refusalsOfAny: [Refusal] =
        refusalsOfCredentials + [.noEndpoint(path: ""), .malformedPath, .methodNotAllowed(.get, allowed: [])]
        + refusalsOfBodies

    /// The refusals of credentials, which come before all others.
    package static let refusalsOfCredentials: [Refusal] = [
        .noCredential, .unknownKey, .expiredKey, .unknownToken, .tooManyRequests(RateLimits.usedUp(at: .sample)),
    ]

    /// The refusals of bodies.
    package static let refusalsOfBodies: [Refusal] = [
        .notJSONContent(mediaType: nil), .compressedBody(encoding: ""), .bodyTooLarge(limit: 1_048_576), .emptyBody,
        .notAnObject,
    ]
}
