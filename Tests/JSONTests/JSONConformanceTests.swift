import Foundation
import JSON
import Testing

/// The same texts before the parser and before Foundation's, which shares no line with it.
@Suite struct JSONConformanceTests {
    @Test(arguments: Document.accepted)
    func `a text that RFC 8259 allows is read as Foundation reads it`(document: Document) throws {
        let value = try JSONParser.parse(document.bytes)
        let original = try #require(readByFoundation(document.bytes))
        #expect(original.isEqual(readByFoundation(value.encoded())))
        #expect(original.isEqual(readByFoundation(value.encoded(pretty: true))))
    }

    @Test(arguments: Document.refused)
    func `a text that RFC 8259 or the contract forbids is refused`(document: Document) {
        #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(document.bytes) }
        #expect((readByFoundation(document.bytes) != nil) == document.foundationAccepts)
    }

    private func readByFoundation(_ bytes: [UInt8]) -> NSObject? {
        try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) as? NSObject
    }
}
