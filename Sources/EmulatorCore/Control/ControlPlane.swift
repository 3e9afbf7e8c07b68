package import HTTPMessage
internal import JSON
internal import WireMock

/// `/__emulator`: what a test commands.
package enum ControlPlane {
    /// The path below which all calls are.
    package static let prefix = "/__emulator"
    /// The path below which each world has paths of its own.
    package static let worldsPath = "/worlds"
    /// The paths at or below which everything is the emulator's own.
    package static let ownPaths = [prefix, WireMockAdmin.prefix, worldsPath]

    private static let table = RouteTable(ControlCall.all.map { .init($0.method, prefix + $0.path, $0) })

    /// Whether a path is the control plane's.
    package static func owns(_ request: borrowing HTTPRequest) -> Bool { request.isAtOrBelow(prefix) }

    /// Whether a request asks for the state of the process alone.
    package static func isHealthCheck(_ request: borrowing HTTPRequest) -> Bool {
        request.isAtOrBelow(prefix + "/livez") || request.isAtOrBelow(prefix + "/readyz")
    }

    /// Whether the response to a request stays open until something happens.
    package static func isOpenEnded(_ request: borrowing HTTPRequest) -> Bool {
        request.isAtOrBelow(prefix + "/events") || request.isAtOrBelow(prefix + "/requests/wait")
    }

    /// Whether a request reads or replaces the whole state, which takes long if that is large.
    package static func isAboutWholeState(_ request: HTTPRequest) -> Bool {
        guard case .found(let call, _) = table.find(request.method, at: request.path) else { return false }
        return ["/state", "/diff", "/snapshots/{name}"].contains(call.path)
    }

    /// The call that a request is for.
    ///
    /// - Throws: 404, 405, 400 for a malformed path, 413.
    package static func call(
        for request: HTTPRequest
    ) throws(ControlError) -> (call: ControlCall, request: ControlRequest) {
        switch table.find(request.method, at: request.path) {
        case .found(let call, let parameters):
            guard !request.isBodyTooLarge else {
                throw ControlError(413, "the body is too large", hint: "--max-body raises the limit.")
            }
            return (call, ControlRequest(request: request, parameters: parameters))
        case .methodNotAllowed(let allowed): throw ControlError(method: request.method, allowed: allowed)
        case .malformed:
            throw ControlError(400, "the path is malformed", hint: "Each segment must be UTF-8 without NUL.")
        case .notFound:
            let calls = ControlCall.all.map { "\($0.method.rawValue) \(prefix)\($0.path)" }
            let nearest = Spelling.nearestPath(
                to: String(request.path),
                among: ControlCall.all.map { prefix + $0.path }
            )
            let guess = nearest.map { "Did you mean \($0)? " } ?? ""
            throw ControlError(
                404,
                "the control plane has no such path",
                hint: "\(guess)It has \(calls.joined(separator: ", "))."
            )
        }
    }
}

extension ControlCall {
    /// The calls about the process or the connection.
    static let hostCalls: [ControlCall] = [
        ControlCall(.get, "/livez", "Says that the process is alive.", .record(StatusRecord("alive")), .host(.livez)),
        ControlCall(.get, "/readyz", "Says whether it can serve.", .record(StatusRecord("ready")), .host(.readyz)),
        ControlCall(
            .get,
            "/worlds",
            "Lists the worlds.",
            .record(WorldsRecord([.init(name: WorldState.defaultName, isCurrent: true, requests: 42)])),
            .host(.listWorlds)
        ),
        ControlCall(
            .delete,
            "/worlds/{name}",
            "Deletes a world; the next request to its name creates another.",
            .record(StatusRecord("deleted")),
            .host(.deleteWorld)
        ),
        ControlCall(
            .get,
            "/metrics",
            "Returns what the process counts, in the text format of Prometheus.",
            Success(mediaType: "text/plain; version=0.0.4; charset=utf-8", schema: .string()),
            .host(.metrics)
        ),
        ControlCall(
            .get,
            "/openapi.json",
            "Returns what is served, as an OpenAPI 3.1 document.",
            Success(schema: OpenAPIDocument.schema),
            .host(.openAPI)
        ),
        ControlCall(
            .get,
            "/events",
            "Streams what happens in the world from now on, as server-sent events.",
            query: EventQuery.properties,
            Success(mediaType: "text/event-stream", schema: .string()),
            .host(.events)
        ),
        ControlCall(
            .post,
            "/requests/wait",
            "Responds once enough requests have matched, or with 408.",
            body: WaitRequest().schema(),
            Success(schema: WaitRequest.responseSchema),
            .host(.awaitRequests)
        ),
    ]
}
