internal import BrevoCore
package import HTTPMessage
package import JSON
package import WireMock

extension WorldState {
    /// Responds to a request for WireMock's admin API.
    ///
    /// - Parameter age: The age of the world.
    package mutating func respond(
        toAdmin request: HTTPRequest,
        age: Duration,
        _ context: inout WorldContext
    ) -> WireMockAdmin.Result {
        let milliseconds = Int(now(context).milliseconds)
        var numbers = random
        let result = origin.admin.respond(
            to: request,
            &wireMock,
            now: milliseconds,
            uptime: age,
            memoryLeft: context.memoryLeft,
            random: &numbers
        )
        random = numbers
        if result.effect == .resetWorld { reset(&context) }
        return result
    }
}

extension WorldState {
    /// Adds the stub of a document; it replaces one with the same id.
    ///
    /// - Returns: The stub's id.
    /// - Throws: `AdminError` with every fault of the document.
    package mutating func addStub(_ document: JSONValue) throws(AdminError) -> String {
        var numbers = random
        let stub = try wireMock.addStub(document, random: &numbers)
        random = numbers
        return stub.id.description
    }
}
