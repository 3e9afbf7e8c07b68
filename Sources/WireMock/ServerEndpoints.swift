internal import HTTPMessage
internal import JSON

/// The server as a whole.
enum ServerEndpoints {
    /// `/__admin` redirects to `/__admin/`, which clients poll until the server is up.
    static func root(_ call: inout AdminCall, _ state: WireMockState) throws(AdminError) -> AdminResponse {
        guard call.request.path.hasSuffix("/") else {
            return AdminResponse(HTTPResponse(status: 302, headers: ["Location": WireMockAdmin.prefix + "/"]))
        }
        return try MappingEndpoints.list(&call, state)
    }

    static func health(_ call: inout AdminCall, _ state: WireMockState) -> AdminResponse {
        AdminResponse([
            "status": "healthy", "message": "brevo-emulator is ok", "version": .string(WireMockAdmin.version),
            "uptimeInSeconds": .number(JSONNumber(call.uptime.milliseconds / 1000)),
            "timestamp": .string(DateTime(moment: call.now).journalText),
        ])
    }

    static func version(_ call: inout AdminCall, _ state: WireMockState) -> AdminResponse {
        AdminResponse(["version": .string(WireMockAdmin.version)])
    }

    static func reset(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminResponse {
        .empty.asking(.resetWorld)
    }

    static func shutDown(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminResponse {
        .empty.asking(.shutDown)
    }

    static func recordingStatus(_ call: inout AdminCall, _ state: WireMockState) -> AdminResponse {
        AdminResponse(["status": "NeverStarted"])
    }

    static func refuseRecording(_ call: inout AdminCall, _ state: WireMockState) throws(AdminError) -> AdminResponse {
        throw .recording(.unprocessableContent, "This emulator does not record")
    }

    static func refuseToStopRecording(
        _ call: inout AdminCall,
        _ state: WireMockState
    ) throws(AdminError) -> AdminResponse {
        throw .recording(.badRequest, "Nothing is being recorded")
    }
}
