package import BrevoCore
package import HTTPMessage
package import JSON

/// Every refusal of the API; those that precede the domain's in the order of the checks.
///
/// Indirect, so that a function that may throw one makes room for 8 bytes instead of 88.
package indirect enum Refusal: Error, Sendable {
    /// No key and no token, or an empty one.
    case noCredential
    /// A key that opens nothing.
    case unknownKey
    /// A key that has expired.
    case expiredKey
    /// A token that was never issued, was revoked or has expired.
    case unknownToken
    /// There are too many accounts for a new key.
    case tooManyAccounts
    /// The account has used its requests of the hour.
    case tooManyRequests(RateLimits.Allowance)
    /// No operation has this path.
    case noEndpoint(path: String)
    /// A path segment is not UTF-8 once decoded, or contains a NUL.
    case malformedPath
    /// The path lacks the method.
    case methodNotAllowed(HTTPMethod, allowed: [HTTPMethod])
    /// The media type of the body is not JSON's.
    case notJSONContent(mediaType: String?)
    /// The body is compressed.
    case compressedBody(encoding: String)
    /// The body is larger than the limit, in bytes.
    case bodyTooLarge(limit: Int)
    /// The required body is missing.
    case emptyBody
    /// The body is not JSON.
    case malformedJSON(JSONParser.Failure)
    /// The body is JSON, but not an object.
    case notAnObject
    /// A required field or parameter is missing.
    case missingField(String)
    /// A field has the wrong type or form.
    case invalidField(String, expected: String)
    /// A parameter of the path or query has the wrong form.
    case invalidParameter(String, expected: String)
    /// A number is outside its range.
    case outOfRange(String, ClosedRange<Int>)
    /// The days of an activity query span more than a month.
    case activitySpanTooLong
    /// A string is not an email address.
    case invalidEmailAddress(String)
    /// A required field of a new sub-account is missing.
    case missingAttribute(String)
    /// A field of a group is malformed.
    case invalidGroupField(String, expected: String)
    /// A list of sub-accounts has an element that is not a number.
    case nonNumericIDs(String)
    /// A list of sub-accounts for an IP address has an element that is not a number.
    case invalidIDs(String)
    /// The sub-account id for a new key is not a positive number.
    case nonPositiveNumber(String)
    /// A sub-account id is malformed.
    case invalidSubAccountID
    /// The id of a sub-account to delete is malformed.
    case malformedSubAccountID(String)
    /// The path can name no invitation: its action or address is malformed.
    case malformedInvitation(String, expected: String)
    /// The credential lacks the right.
    case accessDenied(Rights)
    /// The domain refuses.
    case domain(CoreError)
    /// The authorization server refuses.
    case oauth(OAuthError)
}
