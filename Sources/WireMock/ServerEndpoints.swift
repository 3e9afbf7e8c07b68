internal import HTTPMessage
internal import JSON

/// The server as a whole.
enum ServerEndpoints {
    /// `/__admin` leads to `/__admin/`, which clients ask until the server is there.
    static func root(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminAnswer {
        guard call.request.path.hasSuffix("/") else {
            return AdminAnswer(HTTPResponse(status: 302, headers: ["Location": WireMockAdmin.prefix + "/"]))
        }
        return try MappingEndpoints.list(&call, &state)
    }

    static func health(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminAnswer {
        AdminAnswer([
            "status": "healthy", "message": "brevo-emulator is ok", "version": .string(WireMockAdmin.version),
            "uptimeInSeconds": .number(JSONNumber(call.uptime.milliseconds / 1000)),
            "timestamp": .string(DateTime(moment: call.now).journalText),
        ])
    }

    static func version(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminAnswer {
        AdminAnswer(["version": .string(WireMockAdmin.version)])
    }

    static func reset(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminAnswer {
        .empty.asking(.resetWorld)
    }

    static func shutDown(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminAnswer {
        .empty.asking(.shutDown)
    }

    static func recordingStatus(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminAnswer {
        AdminAnswer(["status": "NeverStarted"])
    }

    static func refuseRecording(
        _ call: inout AdminCall,
        _ state: inout WireMockState
    ) throws(AdminError) -> AdminAnswer {
        throw .recording(.unprocessableContent, "Recording is not supported by this emulator")
    }

    static func refuseToStopRecording(
        _ call: inout AdminCall,
        _ state: inout WireMockState
    ) throws(AdminError) -> AdminAnswer {
        throw .recording(.badRequest, "Nothing is being recorded")
    }
}
