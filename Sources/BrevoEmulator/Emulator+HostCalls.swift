internal import BrevoCore
internal import EmulatorCore
internal import HTTPMessage
internal import JSON
internal import Synchronization

/// The calls of the control plane about the process, which are the same from every world, and about the connection.
extension Emulator {
    func respond(
        to call: HostCall,
        _ request: ControlRequest,
        in world: World
    ) throws(ControlError) -> HTTPResponse {
        switch call {
        case .livez: return .control(.ok, StatusRecord("alive"))
        case .readyz:
            if let problem = readiness() { throw ControlError(.serviceUnavailable, "not ready", hint: problem) }
            return .control(.ok, StatusRecord("ready"))
        case .listWorlds: return .control(.ok, WorldsRecord(worlds.listed(at: SystemClock.now(), from: world)))
        case .deleteWorld:
            try worlds.delete(request.parameters[0])
            return .control(.ok, StatusRecord("deleted"))
        case .metrics:
            return HTTPResponse(
                status: .ok,
                headers: ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"],
                body: Array(MetricsText.text(metrics, figures, now: SystemClock.now()).utf8)
            )
        case .events: return world.listen(try EventQuery(request))
        case .awaitRequests: return world.awaitRequests(request)
        case .openAPI:
            return .control(.ok, openAPIDocument())
        case .coverage: return try coverage(request, of: world)
        case .clearCoverage:
            switch try CoverageQuery(request).worlds {
            case .this: world.clearCoverage()
            case .all: worlds.clearCoverage()
            }
            return .control(.ok, StatusRecord("cleared"))
        }
    }

    private func coverage(_ request: ControlRequest, of world: World) throws(ControlError) -> HTTPResponse {
        let query = try CoverageQuery(request)
        let (ofWorld, assumptions) = world.read { world, _ in (world.coverage, world.assumptions) }
        let coverage = query.worlds == .all ? worlds.coverage : ofWorld
        return HTTPResponse(
            status: .ok,
            headers: ["Content-Type": query.format.mediaType],
            body: CoverageReport(coverage, under: assumptions).encoded(as: query.format)
        )
    }

    private var figures: MetricsText.Figures {
        let all = worlds.all
        return MetricsText.Figures(
            version: version,
            connections: connectionCount,
            waits: openResponses.waits,
            streams: openResponses.streams,
            worlds: all.count,
            journalEntries: all.reduce(0) { $0 + $1.journalCount }
        )
    }
}

extension HTTPResponse {
    fileprivate static func control(_ status: HTTPStatus, _ record: some JSONRecord<Void>) -> HTTPResponse {
        .control(status, record.encoded(in: (), pretty: true))
    }
}
