import BrevoCore
import CoreCommands
import Testing

@Suite struct ObjectIDTests {
    @Test(arguments: [
        "000000000000000000000000", "ffffffffffffffffffffffff", "65b1f22c09d6ed67ef1cd123",
        "0123456789abcdef01234567", "000000000000000000000001", "800000000000000080000000",
    ])
    func `an id is written as it was read`(text: String) throws {
        #expect(try #require(ObjectID(text)).description == text)
    }

    @Test(arguments: [
        "", "0", "65b1f22c09d6ed67ef1cd12", "65b1f22c09d6ed67ef1cd1234", "65B1F22C09D6ED67EF1CD123",
        "65b1f22c09d6ed67ef1cd12g", "65b1f22c09d6ed67ef1cd123,", " 65b1f22c09d6ed67ef1cd12",
        "+65b1f22c09d6ed67ef1cd12", "65b1f22c09d6ed67+f1cd123", "65b1f22c09d6ed67ef1cd1é",
        "0x65b1f22c09d6ed67ef1cd1", "٠٠٠٠٠٠٠٠٠٠٠٠",
    ])
    func `a text that is not 24 lower-case hexadecimal digits is no id`(text: String) {
        #expect(ObjectID(text) == nil)
    }

    @Test(arguments: 0..<24)
    func `every digit counts`(place: Int) throws {
        let zeros = String(repeating: "0", count: 24)
        let text = zeros.prefix(place) + "a" + zeros.dropFirst(place + 1)
        let id = try #require(ObjectID(text))
        #expect(id.description == text)
        #expect(id != ObjectID(zeros))
    }
}
