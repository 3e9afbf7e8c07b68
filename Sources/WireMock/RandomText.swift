/// Random text of the kinds that WireMock's `randomValue` has.
struct RandomText: Sendable, Equatable {
    let kind: Kind
    let length: Int
    let isUppercase: Bool

    /// Longer text is refused.
    static let lengths = 0...65_536
    static let defaultLength = 36

    enum Kind: String, CaseIterable, Sendable {
        case alphanumeric = "ALPHANUMERIC"
        case alphabetic = "ALPHABETIC"
        case numeric = "NUMERIC"
        case alphanumericAndSymbols = "ALPHANUMERIC_AND_SYMBOLS"
        case uuid = "UUID"
        case hexadecimal = "HEXADECIMAL"

        /// The characters, letters in lower case; capital letters and small ones are equally likely in WireMock.
        fileprivate var alphabet: [UInt8] {
            switch self {
            case .alphanumeric: Array("aabbccddeeffgghhiijjkkllmmnnooppqqrrssttuuvvwwxxyyzz0123456789".utf8)
            case .alphabetic: Array("abcdefghijklmnopqrstuvwxyz".utf8)
            case .numeric: Array("0123456789".utf8)
            case .alphanumericAndSymbols:
                (33..<126).map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 + 32 : $0 }
            case .hexadecimal, .uuid: Array("abcdef0123456789".utf8)
            }
        }
    }

    func make(using random: inout some RandomNumberGenerator) -> String {
        let text: String
        if kind == .uuid {
            text = UUID(using: &random).description
        } else {
            let alphabet = kind.alphabet
            text = String(
                decoding: (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] },
                as: UTF8.self
            )
        }
        return isUppercase ? text.uppercased() : text
    }
}
