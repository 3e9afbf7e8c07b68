internal import BrevoCore
package import HTTPMessage
internal import JSON

/// Routes and reads requests: everything up to the account.
package final class APIRouter: Sendable {
    /// What precedes every path, without a trailing slash: `/v3`, or empty.
    package let basePath: String
    /// The largest body, in bytes.
    package let bodyLimit: Int
    private let oauth: RouteTable<OAuthEndpoint>

    package init(basePath: String, bodyLimit: Int) {
        (self.basePath, self.bodyLimit) = (basePath, bodyLimit)
        oauth = OAuthEndpoint.table(basePath: basePath)
    }

    /// Routes and reads a request.
    package func read(_ request: borrowing HTTPRequest) -> APIRequest {
        let path = request.path
        guard request.method != .options else {
            return APIRequest(.preflight, request, .failure(.noEndpoint(path: String(path))))
        }
        switch find(request.method, at: path) {
        case .found(let endpoint, let parameters): return read(request, endpoint, parameters)
        case .methodNotAllowed(let allowed):
            return APIRequest(.unknown, request, .failure(.methodNotAllowed(request.method, allowed: allowed)))
        case .malformed: return APIRequest(.unknown, request, .failure(.malformedPath))
        case .notFound: return readOAuth(request, path)
        }
    }

    private func find(_ method: HTTPMethod, at path: Substring) -> RouteTable<Endpoint>.Result {
        guard path.isAtOrBelow(basePath) else { return .notFound }
        return Endpoint.table.find(method, at: Substring(path.utf8.dropFirst(basePath.utf8.count)))
    }

    private func readOAuth(_ request: borrowing HTTPRequest, _ path: Substring) -> APIRequest {
        let unknown = Refusal.noEndpoint(path: String(path))
        switch oauth.find(request.method, at: path) {
        case .found(let endpoint, _):
            return APIRequest(.oauth(endpoint), request, .failure(unknown), oauth: OAuthRequest(endpoint, copy request))
        case .methodNotAllowed(let allowed):
            // As public as the path itself: no key is asked for.
            let refusal = Refusal.oauth(.methodNotAllowed(allowed: allowed))
            return APIRequest(.unknown, request, .failure(refusal), isPublic: true)
        case .notFound, .malformed: return APIRequest(.unknown, request, .failure(unknown))
        }
    }

    /// Checks the content type and the body, and reads the fields.
    private func read(
        _ request: borrowing HTTPRequest,
        _ endpoint: Endpoint,
        _ parameters: [String]
    ) -> APIRequest {
        let body: JSONDocument
        do throws(Refusal) { body = try self.body(of: request, endpoint) } catch {
            return APIRequest(.operation(endpoint), request, .failure(error), parameters: parameters)
        }
        let reader = RequestReader(parameters: parameters, query: request.query, body: body)
        let (requested, ignored) = endpoint.read(reader)
        return APIRequest(
            .operation(endpoint),
            request,
            requested,
            body: body,
            parameters: parameters,
            ignoredFields: ignored
        )
    }

    private func body(of request: borrowing HTTPRequest, _ endpoint: Endpoint) throws(Refusal) -> JSONDocument {
        if !request.body.isEmpty || request.isBodyTooLarge, !request.method.isReading {
            guard request.headers.hasValue(of: "content-type", where: { $0.isJSONMediaType }) else {
                throw .notJSONContent(mediaType: request.headers["content-type"])
            }
            if let encoding = request.headers["content-encoding"], !encoding.equalsIgnoringASCIICase("identity") {
                throw .compressedBody(encoding: encoding)
            }
        }
        guard !request.isBodyTooLarge else { throw .bodyTooLarge(limit: bodyLimit) }
        guard endpoint.takesBody else { return .emptyObject }
        guard !request.body.isEmpty else { throw .emptyBody }
        let document: JSONDocument
        do throws(JSONParser.Failure) { document = try JSONDocument(request.body) } catch {
            throw .malformedJSON(error)
        }
        guard document.isObject(at: .root) else { throw .notAnObject }
        return document
    }
}

extension Span<UInt8> {
    /// Whether this is JSON's media type, with any parameters (RFC 9110 §8.3.1).
    fileprivate var isJSONMediaType: Bool {
        let name = "application/json"
        let length = name.utf8.count
        guard count >= length, extracting(..<length).equalsIgnoringASCIICase(name.utf8.span) else { return false }
        return count == length || [UInt8(ascii: ";"), UInt8(ascii: " "), UInt8(ascii: "\t")].contains(self[length])
    }
}
