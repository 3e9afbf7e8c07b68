internal import HTTPMessage

/// One path of the admin API.
struct AdminRoute: Sendable {
    typealias Action = @Sendable (inout AdminCall, inout WireMockState) throws(AdminError) -> AdminAnswer

    let method: HTTPMethod
    let path: PathPattern
    /// Whether the state stays as it is.
    let isReading: Bool
    let action: Action

    private static func reading(_ method: HTTPMethod, _ path: String, _ action: @escaping Action) -> AdminRoute {
        AdminRoute(method, path, isReading: true, action)
    }

    private static func changing(_ method: HTTPMethod, _ path: String, _ action: @escaping Action) -> AdminRoute {
        AdminRoute(method, path, isReading: false, action)
    }

    private init(_ method: HTTPMethod, _ path: String, isReading: Bool, _ action: @escaping Action) {
        (self.method, self.isReading, self.action) = (method, isReading, action)
        self.path = PathPattern(path)
    }

    /// All paths; where two match, the first one answers.
    static let all: [AdminRoute] = [
        reading(.get, "/", ServerEndpoints.root),
        reading(.get, "/health", ServerEndpoints.health),
        reading(.get, "/version", ServerEndpoints.version),
        changing(.post, "/reset", ServerEndpoints.reset),
        changing(.post, "/shutdown", ServerEndpoints.shutDown),
        reading(.get, "/settings", SettingsEndpoints.get),
        changing(.post, "/settings", SettingsEndpoints.replace),
        changing(.put, "/settings", SettingsEndpoints.replace),
        changing(.patch, "/settings/extended", SettingsEndpoints.extend),

        reading(.get, "/mappings", MappingEndpoints.list),
        changing(.post, "/mappings", MappingEndpoints.create),
        changing(.post, "/mappings/new", MappingEndpoints.create),
        changing(.delete, "/mappings", MappingEndpoints.clear),
        changing(.post, "/mappings/reset", MappingEndpoints.reset),
        reading(.post, "/mappings/save", MappingEndpoints.save),
        changing(.post, "/mappings/import", MappingEndpoints.import),
        changing(.post, "/mappings/edit", MappingEndpoints.editByBody),
        changing(.post, "/mappings/remove", MappingEndpoints.removeByBody),
        reading(.post, "/mappings/find-by-metadata", MappingEndpoints.findByMetadata),
        changing(.post, "/mappings/remove-by-metadata", MappingEndpoints.removeByMetadata),
        reading(.get, "/mappings/unmatched", MappingEndpoints.unmatched),
        changing(.delete, "/mappings/unmatched", MappingEndpoints.removeUnmatched),
        reading(.get, "/mappings/{id}", MappingEndpoints.get),
        changing(.put, "/mappings/{id}", MappingEndpoints.edit),
        changing(.delete, "/mappings/{id}", MappingEndpoints.remove),

        reading(.get, "/requests", RequestEndpoints.list),
        changing(.delete, "/requests", RequestEndpoints.clear),
        changing(.post, "/requests/reset", RequestEndpoints.clear),
        reading(.post, "/requests/count", RequestEndpoints.count),
        reading(.post, "/requests/find", RequestEndpoints.find),
        changing(.post, "/requests/remove", RequestEndpoints.removeMatching),
        changing(.post, "/requests/remove-by-metadata", RequestEndpoints.removeByMetadata),
        reading(.get, "/requests/unmatched", RequestEndpoints.unmatched),
        reading(.get, "/requests/unmatched/near-misses", NearMissEndpoints.ofUnmatched),
        reading(.get, "/requests/{id}", RequestEndpoints.get),
        changing(.delete, "/requests/{id}", RequestEndpoints.remove),
        reading(.post, "/near-misses/request", NearMissEndpoints.ofRequest),
        reading(.post, "/near-misses/request-pattern", NearMissEndpoints.ofPattern),

        reading(.get, "/scenarios", ScenarioEndpoints.list),
        changing(.post, "/scenarios/reset", ScenarioEndpoints.reset),
        changing(.put, "/scenarios/{name}/state", ScenarioEndpoints.setState),

        reading(.get, "/recordings/status", ServerEndpoints.recordingStatus),
        reading(.post, "/recordings/start", ServerEndpoints.refuseRecording),
        reading(.post, "/recordings/stop", ServerEndpoints.refuseToStopRecording),
        reading(.post, "/recordings/snapshot", ServerEndpoints.refuseRecording),
    ]

    /// What WireMock has below these segments, and this emulator has not.
    static let absent = [
        "files": "Body files are read from the directory given at the start, and neither listed nor changed from here",
        "docs": "The documentation is WireMock's own, at https://wiremock.org/docs/api/",
        "certs": "Nothing is proxied, so there is no certificate to trust",
    ]
}
