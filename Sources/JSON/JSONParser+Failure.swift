extension JSONParser {
    /// Why a text is invalid, and where.
    public struct Failure: Error, Equatable, Sendable, CustomStringConvertible {
        /// What is wrong.
        public let reason: Reason
        /// The offset of the byte at which it was noticed.
        public let offset: Int

        init(_ reason: Reason, at offset: Int) {
            self.reason = reason
            self.offset = offset
        }

        /// One line for people: `a comma or } was expected, at byte 17`.
        public var description: String { "\(reason.rawValue), at byte \(offset)" }
    }

    /// What can be wrong with a text; the raw value is the message.
    public enum Reason: String, Sendable {
        /// The text ends before the value does.
        case unexpectedEnd = "the text ends too early"
        /// No value starts here.
        case valueExpected = "a value was expected"
        /// A member of an object does not start with a string.
        case keyExpected = "a key in double quotes was expected"
        /// The key is not followed by its value.
        case colonExpected = "a colon was expected"
        /// A member is followed by neither a comma nor the end of the object.
        case commaOrBraceExpected = "a comma or } was expected"
        /// An element is followed by neither a comma nor the end of the array.
        case commaOrBracketExpected = "a comma or ] was expected"
        /// Something follows the value.
        case trailingBytes = "nothing but white space may follow the value"
        /// More than `maximumDepth` arrays and objects are nested.
        case tooDeep = "the value is nested too deeply"
        /// The same key appears again with another value.
        case duplicateKey = "the key appears twice with different values"
        /// An unescaped U+0000 to U+001F in a string (RFC 8259 §7).
        case controlCharacter = "a control character must be escaped"
        /// A backslash starts none of the escapes of RFC 8259 §7.
        case badEscape = "the escape is not one of JSON's"
        /// `\ud800` without its other half.
        case loneSurrogate = "the escaped surrogate has no other half"
        /// A string's bytes are not UTF-8 (RFC 3629).
        case invalidUTF8 = "the string is not UTF-8"
        /// Not a number by RFC 8259 §6: a leading zero, a missing digit.
        case badNumber = "the number is malformed"
        /// The nearest double would be infinite.
        case numberOutOfRange = "the number is too large"
    }
}
