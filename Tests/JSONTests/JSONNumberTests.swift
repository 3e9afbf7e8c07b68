import JSON
import Testing

@Suite struct JSONNumberTests {
    @Test(arguments: [
        ("0", 0), ("-0", 0), ("-0.0", 0), ("0e999", 0), ("1", 1), ("1.0", 1), ("1e2", 100), ("1.50E1", 15),
        ("-120e-1", -12), ("100000000000000000000e-20", 1), ("0.001e3", 1),
        ("9223372036854775807", .max), ("-9223372036854775808", .min), ("-9223372036854775808.0", .min),
        ("922337203685477580.7e1", .max),
    ])
    func `an integer is one however it is written`(literal: String, int: Int) throws {
        #expect(try number(literal).int == int)
    }

    @Test(arguments: [
        "1.5", "1e30", "1e-1", "9223372036854775808", "-9223372036854775809", "9223372036854775807.5", "0.1e-400",
        "1e-9999999999", "92233720368547758070",
    ])
    func `what is no integer or does not fit is not rounded to one`(literal: String) throws {
        #expect(try number(literal).int == nil)
    }

    @Test(arguments: [
        ("1", "1.0"), ("1", "1e0"), ("1", "10e-1"), ("0", "-0.0"), ("0", "0e99999999999"), ("0.5", "5e-1"),
        ("1e30", "1000000000000000000000000000000"), ("-2.50", "-25e-1"),
        ("12345678901234567890", "1234567890123456789e1"),
    ])
    func `numbers are equal by value`(left: String, right: String) throws {
        let (left, right) = (try number(left), try number(right))
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
    }

    @Test(arguments: [
        ("1", "-1"), ("1", "1.0000000000000000000001"), ("0.1", "0.10000000000000000555"), ("1e-400", "0"),
        ("0.5", "-0.5"),
        ("9007199254740992.5", "9007199254740992.25"), ("1e-99999999999", "1e-99999999998"), ("10", "1"),
        ("1e30", "1e31"),
    ])
    func `numbers that differ are not equal, even if they round alike`(left: String, right: String) throws {
        #expect(try number(left) != number(right))
    }

    @Test(arguments: [
        ("0.1", 0.1), ("1e-400", 0), ("-12.5e1", -125), ("12345678901234567890", 12_345_678_901_234_567_168),
    ])
    func `the double is the nearest`(literal: String, double: Double) throws {
        #expect(try number(literal).double == double)
    }

    @Test(arguments: [0.0, 1.5, -1e30, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e16, 0.1])
    func `a double survives its literal`(double: Double) throws {
        let literal = try #require(JSONNumber(double)).literal
        #expect(try number(literal).double == double)
    }

    @Test(arguments: [Double.infinity, -.infinity, .nan])
    func `a double that is not finite is no number`(double: Double) {
        #expect(JSONNumber(double) == nil)
    }

    private func number(_ literal: String) throws -> JSONNumber {
        let number = try #require(try JSONParser.parse(Array(literal.utf8)).number)
        #expect(number.literal == literal)
        return number
    }
}
