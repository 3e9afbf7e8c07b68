internal import BrevoAPI
internal import HTTPMessage
internal import JSON

extension OpenAPIDocument {
    func write(_ call: ControlCall, to json: inout JSONWriter) {
        json.member("operationId", call.operationID)
        json.member("summary", call.summary)
        json.array("tags") { $0.string("control plane") }
        // Only with --admin-token.
        json.array("security") { json in
            json.object { _ in }
            json.object { $0.array("adminToken") { _ in } }
        }
        writeParameters(path: call.pathParameters, query: call.query, to: &json)
        if let body = call.body { writeRequestBody(body, to: &json) }
        json.object("responses") { json in
            json.object("200") { json in
                json.member("description", call.summary)
                writeContent(call.success.mediaType, call.success.schema, example: call.success.example, to: &json)
            }
            json.object("default") { json in
                json.member("description", "A refusal, which says what to do; nothing has changed.")
                json.object("content") { json in
                    json.object("application/json") { json in
                        json.object("schema") { $0.member("$ref", "#/components/schemas/ControlError") }
                    }
                }
            }
        }
    }

    func writeParameters(path: [JSONSchema.Property], query: [JSONSchema.Property], to json: inout JSONWriter) {
        guard !path.isEmpty || !query.isEmpty else { return }
        json.array("parameters") { json in
            for (place, properties) in [("path", path), ("query", query)] {
                for property in properties {
                    json.object { json in
                        json.member("name", property.name)
                        json.member("in", place)
                        if property.isRequired || place == "path" { json.member("required", true) }
                        if !property.summary.isEmpty { json.member("description", property.summary) }
                        json.key("schema")
                        property.schema.write(to: &json)
                        if let example = property.example {
                            json.key("example")
                            json.raw(example)
                        }
                    }
                }
            }
        }
    }

    func writeRequestBody(_ schema: JSONSchema, to json: inout JSONWriter) {
        json.object("requestBody") { json in
            json.member("required", true)
            writeContent("application/json", schema, example: nil, to: &json)
        }
    }

    func writeContent(_ mediaType: String, _ schema: JSONSchema, example: [UInt8]?, to json: inout JSONWriter) {
        json.object("content") { json in
            json.object(mediaType) { json in
                json.key("schema")
                schema.write(to: &json)
                guard let example, !example.isEmpty else { return }
                json.key("example")
                json.raw(example)
            }
        }
    }

    /// The fields that every response of the API carries, and those of refusals.
    func writeHeaders(isRefusal: Bool, to json: inout JSONWriter) {
        json.object("headers") { json in
            writeHeader(
                "sib-request-id",
                "The id of the request, by which GET /__emulator/explain/{id} explains it.",
                &json
            )
            guard isRefusal else { return }
            writeHeader("X-Emulator-Hint", "What to do about the refusal.", &json)
            writeHeader("X-Emulator-Basis", "The rule that refused, and how well it is known.", &json)
        }
    }

    private func writeHeader(_ name: String, _ summary: String, _ json: inout JSONWriter) {
        json.object(name) { json in
            json.member("description", summary)
            json.object("schema") { $0.member("type", "string") }
        }
    }

    func writeComponents(to json: inout JSONWriter) {
        json.object("securitySchemes") { json in
            json.object("apiKey") { json in
                json.member("type", "apiKey")
                json.member("in", "header")
                json.member("name", "api-key")
            }
            json.object("token") { json in
                json.member("type", "http")
                json.member("scheme", "bearer")
            }
            json.object("adminToken") { json in
                json.member("type", "http")
                json.member("scheme", "bearer")
                json.member("description", "The token of --admin-token, if it was given.")
            }
        }
        json.object("responses") { writeSharedRefusals(to: &$0) }
        json.object("schemas") { json in
            json.key("Error")
            JSONSchema.object([
                .init("code", .choice(ErrorCode.allCases.map(\.rawValue)), isRequired: true),
                .init("message", .string(), isRequired: true),
            ]).write(to: &json, summary: "A refusal of the API.")
            json.key("ControlError")
            JSONSchema.object([
                .init("error", .string(), isRequired: true, summary: "What is wrong."),
                .init("hint", .string(), isRequired: true, summary: "What to do about it."),
                .init(
                    "faults",
                    .array(.map(.string())),
                    summary: "The faults of a document, each with its JSON Pointer."
                ),
            ]).write(to: &json, summary: "A refusal of the control plane.")
        }
    }
}

extension ControlCall {
    /// `PUT /snapshots/{name}` is `putSnapshotsName`.
    fileprivate var operationID: String {
        let words = path.split { !$0.isLetter && !$0.isNumber }.map { $0.prefix(1).uppercased() + $0.dropFirst() }
        return method.rawValue.lowercased() + words.joined()
    }

    /// The parameters of the path.
    fileprivate var pathParameters: [JSONSchema.Property] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { segment in
            JSONSchema.Property(String(segment.dropFirst().dropLast()), .string(), isRequired: true)
        }
    }
}
