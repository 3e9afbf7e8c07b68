internal import EmulatorControl
internal import HTTPMessage
internal import JSON

/// The list of worlds, the same from within every world: `/__emulator/worlds` (spec §10).
enum WorldEndpoints {
    /// The name of the world without a prefix.
    static let defaultName = "default"

    private static let list = PathPattern("/__emulator/worlds")
    private static let one = PathPattern("/__emulator/worlds/{name}")

    /// Whether a path is answered here.
    static func owns(_ path: Substring) -> Bool {
        path.isAtOrBelow(list.text)
    }

    static func answer(_ request: HTTPRequest, _ worlds: Worlds) -> HTTPResponse {
        let segments = request.path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        let method: HTTPMethod = request.method == .head ? .get : request.method
        if list.match(segments) != nil {
            guard method == .get else { return wrongMethod("GET") }
            return .control(.ok, ["worlds": .array(names(worlds).map { ["name": .string($0)] })])
        }
        guard let name = one.match(segments)?.first else {
            return .control(.notFound, error: "the control plane has no such path", hint: "\(list.text), \(one.text)")
        }
        guard method == .delete else { return wrongMethod("DELETE") }
        do throws(ControlError) { try delete(name, worlds) } catch { return error.response }
        return .control(.ok, ["status": "deleted"])
    }

    /// The names of all worlds, the default one first.
    static func names(_ worlds: Worlds) -> [String] {
        [defaultName] + worlds.names(at: SystemClock.now()).filter { $0 != defaultName }
    }

    /// Ends a world.
    static func delete(_ name: String, _ worlds: Worlds) throws(ControlError) {
        guard name != defaultName else {
            throw ControlError(
                .conflict,
                "the world \(defaultName) cannot be deleted",
                hint: "POST /__emulator/reset makes it as it was."
            )
        }
        guard worlds.remove(name) else {
            throw ControlError(.notFound, "there is no world \(name)", hint: "GET \(list.text) lists the worlds.")
        }
    }

    /// The refusal of a name that no world can have.
    static func refusal(ofName name: String) -> ControlError {
        ControlError(.badRequest, "\"\(name)\" is no name of a world", hint: "\(ClientName.rule): /worlds/{name}/…")
    }

    /// The refusal where one world more would be too many.
    static let tooMany = ControlError(
        .serviceUnavailable,
        "there are too many worlds",
        hint: "DELETE /__emulator/worlds/{name} ends one; --max-worlds allows more, --world-ttl ends idle ones sooner."
    )

    private static func wrongMethod(_ allowed: String) -> HTTPResponse {
        var response = HTTPResponse.control(
            .methodNotAllowed,
            error: "that method is not possible here",
            hint: "This path takes \(allowed)."
        )
        response.headers.append("Allow", allowed)
        return response
    }
}
