import BrevoCore
import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// What each value of an assumption makes of one request.
struct AssumptionCase: Sendable, CustomTestStringConvertible {
    /// What the emulator does under one value.
    struct Expected: Sendable, Hashable {
        let status: Int
        /// The exact body, in which `<id>` and `<token>` stand for any; nil where the wording is tested elsewhere.
        let body: String?
        /// `X-Emulator-Basis`; nil for a success, which has none.
        var basis: String?
        /// A part of the response to the question that follows.
        var then: String?

        static func refused(_ status: Int, _ code: String, _ message: String, _ basis: String) -> Self {
            .init(status: status, body: .error(code, message), basis: basis)
        }
    }

    /// The name in `--assume`.
    let assumption: String
    let name: String
    var seed = Acme.seed
    /// What happens before, each with a status below 300.
    var before: [HTTPRequest] = []
    let request: HTTPRequest
    /// A question asked afterwards.
    var then: HTTPRequest?
    /// By value of the assumption.
    let expected: [String: Expected]

    var testDescription: String { "\(assumption): \(name)" }
}

extension AssumptionCase {
    /// Runs the case under one value.
    func check(under value: String, by transport: Transport) throws {
        let wanted = try #require(expected[value])
        let configuration = try Acme.configuration {
            $0.seed = try? JSONDocument(Array(seed.utf8))
            $0.assumptions = (try? Assumptions([AssumptionSetting("\(assumption)=\(value)")])) ?? $0.assumptions
        }
        try transport.withEmulator(configuration) { client in
            for request in before { try #require(try client.send(request).status.rawValue < 300) }
            let state = try client.send(.state).text
            let response = try client.send(request)
            #expect(response.status.rawValue == wanted.status)
            if let body = wanted.body {
                #expect((body.contains("<") ? response.text.withoutIDs : response.text) == body)
            }
            #expect(response.headers["X-Emulator-Basis"] == wanted.basis)
            if wanted.status >= 400 { #expect(try client.send(.state).text == state) }
            if let then, let part = wanted.then {
                let text = try client.send(then).text
                #expect(text.contains(part), "\(text)")
            }
        }
    }
}
