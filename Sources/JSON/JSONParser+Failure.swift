extension JSONParser {
    /// Why a text is not accepted as JSON, and where.
    public struct Failure: Error, Equatable, Sendable, CustomStringConvertible {
        /// What is wrong.
        public let reason: Reason
        /// The offset at which it was detected, in bytes.
        public let offset: Int

        init(_ reason: Reason, at offset: Int) {
            self.reason = reason
            self.offset = offset
        }

        /// A line for people: `a comma or } was expected, at byte 17`.
        public var description: String { "\(reason.rawValue), at byte \(offset)" }
    }

    /// What can be wrong with a text; the raw value is for people.
    public enum Reason: String, Sendable {
        /// The text ends before the value does.
        case unexpectedEnd = "the text ends too early"
        /// No value begins here.
        case valueExpected = "a value was expected"
        /// A member of an object does not begin with a string.
        case keyExpected = "a key in double quotes was expected"
        /// The key is not followed by its value.
        case colonExpected = "a colon was expected"
        /// A member is followed by neither a comma nor the end of the object.
        case commaOrBraceExpected = "a comma or } was expected"
        /// An element is followed by neither a comma nor the end of the array.
        case commaOrBracketExpected = "a comma or ] was expected"
        /// Something follows the value.
        case trailingBytes = "nothing but white space may follow the value"
        /// Arrays and objects are nested deeper than ``JSONParser/maximumDepth``.
        case tooDeep = "the value is nested too deep"
        /// The same key with another value.
        case duplicateKey = "the key is there twice, with different values"
        /// An unescaped U+0000 to U+001F in a string (RFC 8259 §7).
        case controlCharacter = "a control character must be escaped"
        /// A backslash that begins none of the escapes of RFC 8259 §7.
        case badEscape = "the escape is not one of JSON's"
        /// `\ud800` without its other half.
        case loneSurrogate = "the escaped surrogate has no counterpart"
        /// A string's bytes are not UTF-8 (RFC 3629).
        case invalidUTF8 = "the string is not UTF-8"
        /// Not a number by RFC 8259 §6: a leading zero, a missing digit.
        case badNumber = "the number is malformed"
        /// The nearest double would be infinite.
        case numberOutOfRange = "the number is too large"
    }
}
