public import JSON

/// A document in the form of WireMock's mapping files: one stub, or `{"mappings": […]}`.
public enum StubFile {
    /// The stubs of a document, in its order, however large it is.
    ///
    /// - Returns: The stubs, and for each body file that does not exist a warning.
    /// - Throws: ``AdminError`` with status 422, all faults and all warnings.
    public static func stubs(
        in json: JSONValue,
        _ options: StubOptions = StubOptions(),
        random: inout some RandomNumberGenerator
    ) throws(AdminError) -> (stubs: [StubMapping], warnings: [AdminError.Fault]) {
        let result = try Faults.collectFromFile { stubs(in: json, options, random: &random, $0) }
        return (result.value, result.warnings)
    }

    private static func stubs(
        in json: JSONValue,
        _ options: StubOptions,
        random: inout some RandomNumberGenerator,
        _ faults: Faults
    ) -> [StubMapping]? {
        guard json.object?["mappings"] != nil else {
            return StubMapping(json, at: .root, options, random: &random, faults).map { [$0] }
        }
        guard let fields = Fields(json, at: .root, "A stub file", faults) else { return nil }
        // Exports of a real server contain import options, and responses of the API the number of stubs.
        fields.allow(["mappings", "meta", "importOptions", "$schema"])
        return stubs(fields, options, random: &random)
    }

    /// The stubs of the member `mappings`.
    static func stubs(
        _ fields: Fields,
        _ options: StubOptions,
        random: inout some RandomNumberGenerator
    ) -> [StubMapping] {
        let pointer = fields.pointer("mappings")
        var stubs: [StubMapping] = []
        for (index, mapping) in (fields.array("mappings") ?? []).enumerated() {
            let stub = StubMapping(mapping, at: pointer.appending(index), options, random: &random, fields.faults)
            if let stub { stubs.append(stub) }
        }
        return stubs
    }
}

extension StubFile {
    /// The places of the stubs in a document, in its order.
    public static func places(in json: JSONValue) -> [JSONPointer] {
        guard let mappings = json.object?["mappings"]?.array else { return [.root] }
        return mappings.indices.map { JSONPointer.root.appending("mappings").appending($0) }
    }

    /// The stub at one of the places of a document.
    ///
    /// - Returns: The stub, and a warning if its body file does not exist.
    /// - Throws: ``AdminError`` with status 422, all faults and all warnings of this stub.
    public static func stub(
        at place: JSONPointer,
        of json: JSONValue,
        _ options: StubOptions,
        random: inout some RandomNumberGenerator
    ) throws(AdminError) -> (stub: StubMapping, warnings: [AdminError.Fault]) {
        let result = try Faults.collectFromFile {
            StubMapping(place.resolve(in: json) ?? .null, at: place, options, random: &random, $0)
        }
        return (result.value, result.warnings)
    }
}
