internal import JSON

/// The body of `POST /mappings/import`.
struct StubImport {
    let stubs: [StubMapping]
    let options: Options

    /// What an import does to existing stubs.
    struct Options {
        var overwrites = true
        var deletesOthers = false
    }

    private enum DuplicatePolicy: String, CaseIterable {
        case overwrite = "OVERWRITE"
        case ignore = "IGNORE"
    }

    /// Reads an import.
    ///
    /// - Throws: ``AdminError`` with status 422 and all faults.
    init(
        _ json: JSONValue,
        _ options: StubOptions,
        random: inout some RandomNumberGenerator
    ) throws(AdminError) {
        self = try Faults.collect { faults in
            Fields(json, at: .root, "An import", faults).map { StubImport($0, options, random: &random) }
        }
    }

    private init(_ fields: Fields, _ stubOptions: StubOptions, random: inout some RandomNumberGenerator) {
        fields.allow(["mappings", "importOptions", "meta"])
        stubs = StubFile.stubs(fields, stubOptions, random: &random)
        var options = Options()
        if let given = fields.fields("importOptions") {
            given.allow(["duplicatePolicy", "deleteAllNotInImport"])
            let policy: DuplicatePolicy? = given.choice("duplicatePolicy")
            options.overwrites = policy != .ignore
            options.deletesOthers = given.bool("deleteAllNotInImport") ?? false
        }
        self.options = options
    }
}
