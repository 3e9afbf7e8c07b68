import Testing
import WireMock

struct UUIDTests {
    @Test func `an identifier is written in lower case and can be parsed again`() throws {
        let id = try #require(UUID("11111111-ABCD-4111-8111-00000000000F"))
        #expect(id.description == "11111111-abcd-4111-8111-00000000000f")
        #expect(UUID(id.description) == id)
    }

    @Test(arguments: [
        "", "11111111", "11111111-abcd-4111-8111-00000000000", "11111111-abcd-4111-8111-00000000000g",
        "+1111111-abcd-4111-8111-00000000000f", "11111111abcd-4111-8111-00000000000f-", "1-1-1-1-1",
    ])
    func `anything without the form of 36 characters is not an identifier`(text: String) {
        #expect(UUID(text) == nil)
    }

    @Test func `a random identifier has version 4 and variant 10`() throws {
        var random = SystemRandomNumberGenerator()
        let text = Array(UUID(using: &random).description)
        #expect(text.count == 36)
        #expect(text[14] == "4")
        #expect("89ab".contains(text[19]))
    }
}
