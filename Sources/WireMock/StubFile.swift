public import JSON

/// A document in the form of WireMock's mapping files: one stub, or `{"mappings": […]}`.
public enum StubFile {
    /// The stubs of a document, in its order, however large it is.
    ///
    /// - Throws: ``AdminError`` with status 422 and all faults.
    public static func stubs(
        in json: JSONValue,
        random: inout some RandomNumberGenerator
    ) throws(AdminError) -> [StubMapping] {
        try Faults.collect(within: WorkBudget(units: .max)) { stubs(in: json, random: &random, $0) }
    }

    private static func stubs(
        in json: JSONValue,
        random: inout some RandomNumberGenerator,
        _ faults: Faults
    ) -> [StubMapping]? {
        guard json.object?["mappings"] != nil else {
            return StubMapping(json, at: .root, random: &random, faults).map { [$0] }
        }
        guard let fields = Fields(json, at: .root, "A stub file", faults) else { return nil }
        // Exports of a real server contain import options, and responses of the API the number of stubs.
        fields.allow(["mappings", "meta", "importOptions", "$schema"])
        return stubs(fields, random: &random)
    }

    /// The stubs of the member `mappings`.
    static func stubs(_ fields: Fields, random: inout some RandomNumberGenerator) -> [StubMapping] {
        let pointer = fields.pointer("mappings")
        var stubs: [StubMapping] = []
        for (index, mapping) in (fields.array("mappings") ?? []).enumerated() {
            if let stub = StubMapping(mapping, at: pointer.appending(index), random: &random, fields.faults) {
                stubs.append(stub)
            }
        }
        return stubs
    }
}
