internal import HTTPMessage
internal import JSON

/// `/mappings`: the stubs.
enum MappingEndpoints {
    static func list(_ call: inout AdminCall, _ state: WireMockState) throws(AdminError) -> AdminResponse {
        let all = state.stubs.all
        let page = try all.dropFirst(call.number("offset") ?? 0).prefix(call.number("limit") ?? .max)
        return try response(call, page, total: all.count)
    }

    static func create(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminResponse {
        try call.checkMemory()
        let stub = try state.addStub(call.json(), random: &call.random)
        return AdminResponse(stub.json, status: .created)
    }

    static func clear(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminResponse {
        state.stubs = StubStore()
        state.journal.stubsChanged()
        return .empty
    }

    static func get(_ call: inout AdminCall, _ state: WireMockState) throws(AdminError) -> AdminResponse {
        let id = try call.id()
        guard let stub = state.stubs.find(id) else { throw noStub(id) }
        return AdminResponse(stub.json)
    }

    static func edit(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminResponse {
        try call.checkMemory()
        let stub = try call.stub(state.options, id: call.id())
        guard state.stubs.edit(stub) else { throw noStub(stub.id) }
        state.journal.stubsChanged()
        return AdminResponse(stub.json)
    }

    static func remove(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminResponse {
        let id = try call.id()
        guard state.stubs.remove(id) != nil else { throw noStub(id) }
        state.journal.stubsChanged()
        return .empty
    }

    /// WireMock 2's way to edit: the id is in the body.
    static func editByBody(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminResponse {
        try call.checkMemory()
        let stub = try call.stub(state.options)
        guard state.stubs.edit(stub) else { throw noStub(stub.id) }
        state.journal.stubsChanged()
        return AdminResponse(HTTPResponse(status: .noContent))
    }

    /// Removes the stub with the body's id, or else the first one with its request, if there is one.
    static func removeByBody(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminResponse
    {
        let described = try call.stub(state.options)
        let stub =
            state.stubs.find(described.id) ?? state.stubs.all.first { $0.request.json == described.request.json }
        if let stub { state.stubs.remove(stub.id) }
        state.journal.stubsChanged()
        return .empty
    }

    /// Restores the stubs of the files, and clears the journal as WireMock does.
    static func reset(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminResponse {
        state.stubs = call.admin.origin
        state.journal.clear()
        return .empty
    }

    /// Does nothing: stubs live as long as their world, and are never written to files.
    static func save(_ call: inout AdminCall, _ state: WireMockState) -> AdminResponse {
        .empty
    }

    static func findByMetadata(_ call: inout AdminCall, _ state: WireMockState) throws(AdminError) -> AdminResponse {
        let pattern = try call.metadataPattern()
        let found = try call.withBudget { work throws(WorkBudget.Exhausted) in
            try state.stubs.find(metadata: pattern, &work)
        }
        return try response(call, found[...], total: found.count)
    }

    static func removeByMetadata(
        _ call: inout AdminCall,
        _ state: inout WireMockState
    ) throws(AdminError) -> AdminResponse {
        let pattern = try call.metadataPattern()
        _ = try call.withBudget { work throws(WorkBudget.Exhausted) in
            try state.stubs.remove(metadata: pattern, &work)
        }
        state.journal.stubsChanged()
        return .empty
    }

    static func unmatched(_ call: inout AdminCall, _ state: WireMockState) throws(AdminError) -> AdminResponse {
        let unused = unused(in: state)
        return try response(call, unused[...], total: unused.count)
    }

    static func removeUnmatched(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminResponse {
        for stub in unused(in: state) { state.stubs.remove(stub.id) }
        return .empty
    }

    static func `import`(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminResponse {
        try call.checkMemory()
        let json = try call.json()
        let imported = try StubImport(json, state.options, random: &call.random)
        // Last to first, so that the first one becomes the newest and is listed first.
        for stub in imported.stubs.reversed() {
            if state.stubs.find(stub.id) == nil {
                state.stubs.add(stub)
            } else if imported.options.overwrites {
                state.stubs.edit(stub)
            }
        }
        if imported.options.deletesOthers {
            let kept = Set(imported.stubs.map(\.id))
            for stub in state.stubs.all where !kept.contains(stub.id) { state.stubs.remove(stub.id) }
        }
        state.journal.stubsChanged()
        return .empty
    }

    private static func unused(in state: WireMockState) -> [StubMapping] {
        let used = state.journal.stubIDs
        return state.stubs.all.filter { !used.contains($0.id) }
    }

    private static func noStub(_ id: UUID) -> AdminError {
        .notFound("There is no stub \(id)")
    }

    private static func response(
        _ call: AdminCall,
        _ stubs: ArraySlice<StubMapping>,
        total: Int
    ) throws(AdminError) -> AdminResponse {
        var rest = stubs
        let response = AdminResponse { json in
            json.array("mappings") { json in
                while json.bytes.count < call.memoryLeft / 2, let stub = rest.popFirst() { json.value(stub.json) }
            }
            json.object("meta") { $0.member("total", total) }
        }
        guard rest.isEmpty else { throw .outOfMemory }
        return response
    }
}
