internal import HTTPMessage
internal import JSON
internal import Synchronization

/// The templates of a stub's response, each compiled once.
struct ResponseTemplates: Sendable {
    /// The template of a body in the stub.
    let body: Template?
    /// Whether the rendered body must be JSON, as `jsonBody` is.
    let isJSON: Bool
    /// The templates of header values, by position.
    let headers: [Int: Template]
    /// The template of the body file's name.
    let fileName: Template?
    /// Compiles the contents of the body file; nil if they are no template.
    let file: FileTemplate?
    /// The stub's `transformerParameters`.
    let parameters: JSONObject
    /// The stub's path template, whose variables are names in the templates.
    let pathTemplate: PathTemplate?

    /// Compiles the template that a body file is, again only if its contents have changed.
    final class FileTemplate: Sendable {
        private let last = Mutex<(contents: [UInt8], template: Template?)?>(nil)
        private let variables: [String]

        init(variables: [String]) {
            self.variables = variables
        }

        func compile(_ contents: [UInt8]) throws(TemplateFailure) -> Template? {
            // Comparing an array with itself takes no time.
            if let known = last.withLock(\.self), known.contents == contents { return known.template }
            let template = try Template.compile(contents, variables: variables)
            last.withLock { $0 = (contents, template) }
            return template
        }
    }
}

extension ResponseDefinition {
    /// The response to a request.
    ///
    /// - Parameters:
    ///   - now: The current time, in milliseconds since 1970.
    ///   - files: Returns the bytes of a body file; nil if there is none, and then the response is a 500.
    ///   - random: Draws the delay and random text.
    ///   - global: The delay if the stub has none.
    ///   - work: The budget of the request, which this reduces.
    /// - Throws: ``WorkBudget/Exhausted`` if the templates take too much work.
    func response(
        to request: MatchableRequest,
        now: Int,
        files: (String) -> [UInt8]?,
        random: inout some RandomNumberGenerator,
        global: ResponseDelay,
        _ work: inout WorkBudget
    ) throws(WorkBudget.Exhausted) -> HTTPResponse {
        guard let templates else { return response(files: files, random: &random, global: global) }
        let values = TemplateRequest(request: request, pathTemplate: templates.pathTemplate)
        let numbers = RandomNumbers(seed: random.next())
        var renderer = TemplateRenderer(values, templates.parameters, now: now, random: numbers, work)
        let body = body(templates, &renderer, files)
        let headers = headers(templates, &renderer)
        work = renderer.work
        guard !work.isExhausted else {
            throw WorkBudget.Exhausted(activity: .rendering)
        }
        guard headers.size <= Self.maximumHeaderSize else { return Self.failure("The headers are too long") }
        switch body {
        case .failure(let reason): return Self.failure(reason.message)
        case .success(let bytes): return response(headers, bytes, random: &random, global: global)
        }
    }

    private struct Reason: Error {
        let message: String
    }

    private func body(
        _ templates: ResponseTemplates,
        _ renderer: inout TemplateRenderer,
        _ files: (String) -> [UInt8]?
    ) -> Result<[UInt8], Reason> {
        switch body {
        case .bytes(let bytes):
            guard let template = templates.body else { return .success(bytes) }
            let rendered = renderer.render(template)
            guard templates.isJSON, !renderer.work.isExhausted else { return .success(rendered) }
            do throws(JSONParser.Failure) { _ = try JSONParser.parse(rendered, as: .jackson) } catch {
                return .failure(Reason(message: "The rendered jsonBody is not JSON: \(error.description)"))
            }
            return .success(rendered)
        case .file(let fixed):
            let name = templates.fileName.map { String(decoding: renderer.render($0), as: UTF8.self) } ?? fixed
            guard let contents = name.isEmpty ? [] : files(name) else {
                return .failure(Reason(message: "There is no body file \(name)"))
            }
            do throws(TemplateFailure) {
                return .success(try templates.file?.compile(contents).map { renderer.render($0) } ?? contents)
            } catch {
                return .failure(Reason(message: "The body file \(name) is not valid: \(error.description)"))
            }
        }
    }

    private func headers(_ templates: ResponseTemplates, _ renderer: inout TemplateRenderer) -> HTTPHeaders {
        guard !templates.headers.isEmpty else { return headers }
        var rendered = HTTPHeaders()
        for (position, field) in headers.enumerated() {
            let value = templates.headers[position].map { template in
                // A value from the request must not end the header (RFC 9110 §5.5).
                let bytes = renderer.render(template).map { $0.isControlByte ? UInt8(ascii: " ") : $0 }
                return String(decoding: bytes, as: UTF8.self)
            }
            rendered.append(field.name, value ?? field.value)
        }
        return rendered
    }
}

extension ResponseDefinition {
    /// The definition as the journal has it: with what its templates have rendered for a response.
    func json(of response: HTTPResponse) -> JSONValue {
        // Another status is that of a response that could not be rendered.
        guard let templates, response.status == status, let object = json.object else { return json }
        var rendered = JSONObject()
        for (name, value) in object.members.map({ ($0.key, $0.value) }) {
            switch name {
            case "jsonBody" where templates.isJSON && templates.body != nil:
                rendered[name] = (try? JSONParser.parse(response.body, as: .jackson)) ?? value
            case "body" where templates.body != nil: rendered[name] = .string(response.bodyText)
            case "bodyFileName" where templates.file != nil:
                rendered["body"] = .string(response.bodyText)
                rendered[name] = value
            case "headers" where !templates.headers.isEmpty: rendered[name] = headers(value, of: response)
            default: rendered[name] = value
            }
        }
        return .object(rendered)
    }

    private func headers(_ json: JSONValue, of response: HTTPResponse) -> JSONValue {
        var rendered = JSONObject()
        for member in json.object?.members ?? [] {
            let values = response.headers.filter { $0.name == member.key }.map { JSONValue.string($0.value) }
            rendered[member.key] = values.isEmpty ? member.value : values.count == 1 ? values[0] : .array(values)
        }
        return .object(rendered)
    }
}

extension HTTPResponse {
    fileprivate var bodyText: String { String(decoding: body, as: UTF8.self) }
}
