public import JSON

/// A file of stubs, as WireMock's `mappings` directory holds them: one stub, or `{"mappings": […]}`.
public enum StubFile {
    /// The stubs of a file, in their order.
    ///
    /// - Throws: ``AdminError`` with status 422 and the place of the first fault.
    public static func stubs(
        in json: JSONValue,
        random: inout some RandomNumberGenerator
    ) throws(AdminError) -> [StubMapping] {
        guard json.object?["mappings"] != nil else { return [try StubMapping(json, random: &random)] }
        let fields = try Fields(json, at: .root, "A file of stubs")
        // What a real server exports says how to import it, and an answer of the API how many there are.
        try fields.allow(["mappings", "meta", "importOptions", "$schema"])
        var stubs: [StubMapping] = []
        for (index, mapping) in (try fields.array("mappings") ?? []).enumerated() {
            stubs.append(
                try StubMapping(mapping, at: fields.pointer("mappings").appending(index), random: &random)
            )
        }
        return stubs
    }
}
