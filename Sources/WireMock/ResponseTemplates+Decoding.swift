internal import HTTPMessage
internal import JSON

extension ResponseTemplates {
    private static let transformer = "response-template"

    /// Whether a response is a template, by its `transformers`; others than `response-template` are refused.
    static func isTemplate(_ fields: Fields, _ templating: StubOptions.Templating) -> Bool {
        let transformers = fields.array("transformers") ?? []
        for (index, name) in transformers.enumerated() where name != .string(transformer) {
            fields.faults.add(
                "The transformer \(name.string ?? name.description) is not supported by this emulator",
                at: fields.pointer("transformers").appending(index)
            )
        }
        return switch templating {
        case .disabled: false
        case .perStub: !transformers.isEmpty
        case .global: true
        }
    }

    /// The templates of a response that is one; nil if nothing in it has an expression.
    init?(
        _ fields: Fields,
        _ member: ResponseDefinition.BodyMember?,
        _ content: ResponseDefinition.Body,
        _ headers: HTTPHeaders,
        _ pathTemplate: PathTemplate?,
        _ options: StubOptions
    ) {
        let variables = pathTemplate?.variables ?? []
        parameters = fields.object("transformerParameters") ?? [:]
        let compiler = Compiler(faults: fields.faults, variables: variables)
        var headerTemplates: [Int: Template] = [:]
        for (position, header) in headers.enumerated() {
            let pointer = fields.pointer("headers").appending(header.name)
            headerTemplates[position] = compiler.compile(Array(header.value.utf8), at: pointer)
        }
        self.headers = headerTemplates
        self.pathTemplate = pathTemplate
        var (body, fileName, file) = (Template?.none, Template?.none, FileTemplate?.none)
        switch (member, content) {
        case (.jsonBody, .bytes(let bytes)):
            body = compiler.compile(bytes, json: fields.object["jsonBody"] ?? .null, at: fields.pointer("jsonBody"))
        case (_, .bytes(let bytes)):
            // WireMock never renders a base64Body.
            if member == .body { body = compiler.compile(bytes, at: fields.pointer("body")) }
        case (_, .file(let name)):
            let pointer = fields.pointer("bodyFileName")
            fileName = compiler.compile(Array(name.utf8), at: pointer)
            let isDisabled = parameters["disableBodyFileTemplating"]?.isTrue ?? false
            if !isDisabled { file = FileTemplate(variables: variables) }
            if fileName == nil, file != nil, let contents = options.bodyFile(name) {
                _ = compiler.compile(contents, at: pointer)
            }
        }
        (self.body, self.fileName, self.file) = (body, fileName, file)
        isJSON = member == .jsonBody
        if body == nil, fileName == nil, file == nil, headerTemplates.isEmpty { return nil }
    }
}

extension ResponseTemplates {
    /// Compiles templates; what is wrong with them is added to the faults.
    private struct Compiler {
        let faults: Faults
        let variables: [String]

        /// - Returns: Nil if the text has no expression, or an invalid one.
        func compile(_ text: [UInt8], at pointer: JSONPointer) -> Template? {
            guard faults.spend(10 + 4 * text.count, at: pointer) else { return nil }
            do throws(TemplateFailure) { return try Template.compile(text, variables: variables) } catch {
                faults.add(error.description, at: pointer)
                return nil
            }
        }

        /// The template of a JSON body, which is compiled as one text.
        func compile(_ text: [UInt8], json: JSONValue, at pointer: JSONPointer) -> Template? {
            guard faults.spend(10 + 4 * text.count, at: pointer) else { return nil }
            do throws(TemplateFailure) { return try Template.compile(text, variables: variables) } catch {
                // The string that has the expression is a more useful place.
                let place = faults.spend(10 * text.count, at: pointer) ? self.place(in: json, at: pointer) : nil
                faults.add((place?.failure ?? error).description, at: place?.pointer ?? pointer)
                return nil
            }
        }

        /// The first string that is not a valid template.
        private func place(in json: JSONValue, at pointer: JSONPointer) -> (
            pointer: JSONPointer, failure: TemplateFailure
        )? {
            switch json {
            case .string(let text):
                do throws(TemplateFailure) {
                    _ = try Template.compile(Array(text.utf8), variables: variables)
                    return nil
                } catch { return (pointer, error) }
            case .array(let elements):
                for (index, element) in elements.enumerated() {
                    if let found = place(in: element, at: pointer.appending(index)) { return found }
                }
                return nil
            case .object(let object):
                for member in object.members {
                    if let found = place(in: member.value, at: pointer.appending(member.key)) { return found }
                }
                return nil
            case .null, .bool, .number: return nil
            }
        }
    }
}

extension JSONValue {
    fileprivate var isTrue: Bool { self == true }
}
