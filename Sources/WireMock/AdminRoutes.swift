internal import HTTPMessage

/// What serves a route of the admin API.
enum AdminHandler: Sendable {
    /// Leaves the state as it is, so that a copy of it will do.
    case reads(@Sendable (inout AdminCall, WireMockState) throws(AdminError) -> AdminResponse)
    case writes(@Sendable (inout AdminCall, inout WireMockState) throws(AdminError) -> AdminResponse)
}

/// The routes of the admin API.
enum AdminRoutes {
    private typealias Route = RouteTable<AdminHandler>.Route

    static let table = RouteTable(server + mappings + requests + scenarios + recordings)

    private static func reads(
        _ method: HTTPMethod,
        _ path: String,
        _ handler: @escaping @Sendable (inout AdminCall, WireMockState) throws(AdminError) -> AdminResponse
    ) -> Route {
        Route(method, WireMockAdmin.prefix + path, .reads(handler))
    }

    private static func writes(
        _ method: HTTPMethod,
        _ path: String,
        _ handler: @escaping @Sendable (inout AdminCall, inout WireMockState) throws(AdminError) -> AdminResponse
    ) -> Route {
        Route(method, WireMockAdmin.prefix + path, .writes(handler))
    }

    private static let server = [
        reads(.get, "", ServerEndpoints.root),
        reads(.get, "/health", ServerEndpoints.health),
        reads(.get, "/version", ServerEndpoints.version),
        writes(.post, "/reset", ServerEndpoints.reset),
        writes(.post, "/shutdown", ServerEndpoints.shutDown),
        reads(.get, "/settings", SettingsEndpoints.get),
        writes(.post, "/settings", SettingsEndpoints.replace),
        writes(.put, "/settings", SettingsEndpoints.replace),
        writes(.patch, "/settings/extended", SettingsEndpoints.extend),
    ]

    private static let mappings = [
        reads(.get, "/mappings", MappingEndpoints.list),
        writes(.post, "/mappings", MappingEndpoints.create),
        writes(.post, "/mappings/new", MappingEndpoints.create),
        writes(.delete, "/mappings", MappingEndpoints.clear),
        writes(.post, "/mappings/reset", MappingEndpoints.reset),
        reads(.post, "/mappings/save", MappingEndpoints.save),
        writes(.post, "/mappings/import", MappingEndpoints.import),
        writes(.post, "/mappings/edit", MappingEndpoints.editByBody),
        writes(.post, "/mappings/remove", MappingEndpoints.removeByBody),
        reads(.post, "/mappings/find-by-metadata", MappingEndpoints.findByMetadata),
        writes(.post, "/mappings/remove-by-metadata", MappingEndpoints.removeByMetadata),
        reads(.get, "/mappings/unmatched", MappingEndpoints.unmatched),
        writes(.delete, "/mappings/unmatched", MappingEndpoints.removeUnmatched),
        reads(.get, "/mappings/{id}", MappingEndpoints.get),
        writes(.put, "/mappings/{id}", MappingEndpoints.edit),
        writes(.delete, "/mappings/{id}", MappingEndpoints.remove),
    ]

    private static let requests = [
        reads(.get, "/requests", RequestEndpoints.list),
        writes(.delete, "/requests", RequestEndpoints.clear),
        writes(.post, "/requests/reset", RequestEndpoints.clear),
        reads(.post, "/requests/count", RequestEndpoints.count),
        reads(.post, "/requests/find", RequestEndpoints.find),
        writes(.post, "/requests/remove", RequestEndpoints.removeMatching),
        writes(.post, "/requests/remove-by-metadata", RequestEndpoints.removeByMetadata),
        reads(.get, "/requests/unmatched", RequestEndpoints.unmatched),
        reads(.get, "/requests/unmatched/near-misses", NearMissEndpoints.ofUnmatched),
        reads(.get, "/requests/{id}", RequestEndpoints.get),
        writes(.delete, "/requests/{id}", RequestEndpoints.remove),
        reads(.post, "/near-misses/request", NearMissEndpoints.ofRequest),
        reads(.post, "/near-misses/request-pattern", NearMissEndpoints.ofPattern),
    ]

    private static let scenarios = [
        reads(.get, "/scenarios", ScenarioEndpoints.list),
        writes(.post, "/scenarios/reset", ScenarioEndpoints.reset),
        writes(.put, "/scenarios/{name}/state", ScenarioEndpoints.setState),
    ]

    private static let recordings = [
        reads(.get, "/recordings/status", ServerEndpoints.recordingStatus),
        reads(.post, "/recordings/start", ServerEndpoints.refuseRecording),
        reads(.post, "/recordings/stop", ServerEndpoints.refuseToStopRecording),
        reads(.post, "/recordings/snapshot", ServerEndpoints.refuseRecording),
    ]

    /// Why WireMock's routes below these paths are not here.
    static let unsupported = [
        (
            path: "/files",
            reason: "Body files come from the directory given at startup; they cannot be listed or changed"
        ),
        (path: "/docs", reason: "WireMock's own documentation is at https://wiremock.org/docs/api/"),
        (path: "/certs", reason: "Nothing is proxied, so there is no certificate to trust"),
    ]
}
