import BrevoCore
import EmulatorCore
import JSON

extension StateDocument {
    /// The accounts of a document.
    static func accounts(_ text: String, _ context: StateContext) throws -> Accounts {
        try decode(try JSONDocument(Array(text.utf8)), context).accounts
    }

    /// The faults of a document; empty if there are none.
    static func faults(_ text: String, _ context: StateContext) throws -> [DocumentFault] {
        let document = try JSONDocument(Array(text.utf8))
        do throws(Invalid) {
            _ = try decode(document, context)
            return []
        } catch { return error.faults }
    }

    /// The document of accounts, as text.
    static func text(_ accounts: Accounts, _ context: StateContext) -> String {
        String(decoding: encode(accounts, Assumptions(), context), as: UTF8.self)
    }
}

extension Chaos {
    /// The rules as a document.
    var json: JSONValue {
        guard let json = try? JSONParser.parse(encoded(pretty: false)) else { preconditionFailure("it is JSON") }
        return json
    }
}
