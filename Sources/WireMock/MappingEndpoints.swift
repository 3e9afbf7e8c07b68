internal import HTTPMessage
internal import JSON

/// `/mappings`: the stubs.
enum MappingEndpoints {
    static func list(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminAnswer {
        let all = state.stubs.all
        let page = try all.dropFirst(call.number("offset") ?? 0).prefix(call.number("limit") ?? .max)
        return answer(page, total: all.count)
    }

    static func create(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminAnswer {
        let stub = try state.addStub(call.json(), random: &call.random)
        return AdminAnswer(stub.json, status: .created)
    }

    static func clear(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminAnswer {
        state.stubs = StubStore()
        state.journal.stubsChanged()
        return .empty
    }

    static func get(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminAnswer {
        let id = try call.id()
        guard let stub = state.stubs.find(id) else { throw noStub(id) }
        return AdminAnswer(stub.json)
    }

    static func edit(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminAnswer {
        let stub = try call.stub(id: call.id())
        guard state.stubs.edit(stub) else { throw noStub(stub.id) }
        state.journal.stubsChanged()
        return AdminAnswer(stub.json)
    }

    static func remove(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminAnswer {
        let id = try call.id()
        guard state.stubs.remove(id) != nil else { throw noStub(id) }
        state.journal.stubsChanged()
        return .empty
    }

    /// WireMock 2's way to edit: the body says which stub.
    static func editByBody(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminAnswer {
        let stub = try call.stub()
        guard state.stubs.edit(stub) else { throw noStub(stub.id) }
        state.journal.stubsChanged()
        return AdminAnswer(HTTPResponse(status: .noContent))
    }

    /// Removes the stub with the body's id, or else the first one with its request, if there is one.
    static func removeByBody(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminAnswer {
        let described = try call.stub()
        let stub = state.stubs.find(described.id) ?? state.stubs.all.first { $0.request.json == described.request.json }
        if let stub { state.stubs.remove(stub.id) }
        state.journal.stubsChanged()
        return .empty
    }

    /// The stubs of the files are there again; WireMock forgets its requests with that, too.
    static func reset(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminAnswer {
        state.stubs = call.admin.origin
        state.journal.clear()
        return .empty
    }

    /// Nothing is written to files: stubs live as long as their world.
    static func save(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminAnswer {
        .empty
    }

    static func findByMetadata(
        _ call: inout AdminCall,
        _ state: inout WireMockState
    ) throws(AdminError) -> AdminAnswer {
        let found = try state.stubs.find(metadata: call.metadataPattern())
        return answer(found[...], total: found.count)
    }

    static func removeByMetadata(
        _ call: inout AdminCall,
        _ state: inout WireMockState
    ) throws(AdminError) -> AdminAnswer {
        try state.stubs.remove(metadata: call.metadataPattern())
        state.journal.stubsChanged()
        return .empty
    }

    static func unmatched(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminAnswer {
        let unused = unused(in: state)
        return answer(unused[...], total: unused.count)
    }

    static func removeUnmatched(_ call: inout AdminCall, _ state: inout WireMockState) -> AdminAnswer {
        for stub in unused(in: state) { state.stubs.remove(stub.id) }
        return .empty
    }

    static func `import`(_ call: inout AdminCall, _ state: inout WireMockState) throws(AdminError) -> AdminAnswer {
        let fields = try Fields(call.json(), at: .root, "An import")
        try fields.allow(["mappings", "importOptions", "meta"])
        let options = try ImportOptions(fields)
        var stubs: [StubMapping] = []
        for (index, mapping) in (try fields.array("mappings") ?? []).enumerated() {
            stubs.append(try call.stub(mapping, at: fields.pointer("mappings").appending(index)))
        }
        // The last one first, so that the first one is the newest and listed first.
        for stub in stubs.reversed() {
            if state.stubs.find(stub.id) == nil {
                state.stubs.add(stub)
            } else if options.overwrites {
                state.stubs.edit(stub)
            }
        }
        if options.deletesOthers {
            let kept = Set(stubs.map(\.id))
            for stub in state.stubs.all where !kept.contains(stub.id) { state.stubs.remove(stub.id) }
        }
        state.journal.stubsChanged()
        return .empty
    }

    /// What happens to the stubs that are there already.
    private struct ImportOptions {
        var overwrites = true
        var deletesOthers = false

        init(_ document: Fields) throws(AdminError) {
            guard let json = document["importOptions"] else { return }
            let fields = try Fields(json, at: document.pointer("importOptions"), "importOptions")
            try fields.allow(["duplicatePolicy", "deleteAllNotInImport"])
            let policy = try fields.string("duplicatePolicy") ?? "OVERWRITE"
            guard ["OVERWRITE", "IGNORE"].contains(policy) else {
                throw .invalid("\(policy) is none of OVERWRITE, IGNORE", at: fields.pointer("duplicatePolicy"))
            }
            overwrites = policy == "OVERWRITE"
            deletesOthers = try fields.bool("deleteAllNotInImport") ?? false
        }
    }

    private static func unused(in state: WireMockState) -> [StubMapping] {
        let used = state.journal.stubIDs
        return state.stubs.all.filter { !used.contains($0.id) }
    }

    private static func noStub(_ id: UUID) -> AdminError {
        .notFound("There is no stub \(id)")
    }

    private static func answer(_ stubs: ArraySlice<StubMapping>, total: Int) -> AdminAnswer {
        AdminAnswer { json in
            json.array("mappings") { json in stubs.forEach { json.value($0.json) } }
            json.object("meta") { $0.member("total", total) }
        }
    }
}
