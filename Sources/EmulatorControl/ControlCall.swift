internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// One request to the control plane that has found its route.
struct ControlCall {
    let context: CommandContext
    let request: HTTPRequest
    let parameters: [String]

    var plane: ControlPlane { context.plane }
    /// The real time, from which the world's clock is reckoned.
    var real: Timestamp { context.real }

    /// The value of the last query parameter of this name.
    func query(_ name: String) -> String? {
        request.query.flatMap { PercentCoding.lastValue(of: name, inForm: $0) }
    }

    func json() throws(ControlError) -> JSONValue {
        do throws(JSONParser.Failure) { return try JSONParser.parse(request.body) } catch {
            throw ControlError(400, "the body is not JSON", hint: "\(error.description).")
        }
    }

    /// The members of a body that must be an object with no members but these.
    func object(known: [String]) throws(ControlError) -> JSONObject {
        guard let object = try json().object else {
            throw ControlError(422, "the body must be an object", hint: "It may have \(known.joined(separator: ", ")).")
        }
        if let unknown = object.keys.first(where: { !known.contains($0) }) {
            throw ControlError(
                422,
                "\(unknown) is not known here",
                hint: "The body may have \(known.joined(separator: ", "))."
            )
        }
        return object
    }
}
