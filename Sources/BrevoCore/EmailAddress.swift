internal import Bytes

/// A valid email address: compared without regard to case, kept as given.
public struct EmailAddress: Sendable {
    /// The address as given.
    public let text: String
    /// The address in lower case, by which people are found.
    public let key: String

    /// Validates an address: one `@`, a dot-atom of 1–64 bytes before it, and a domain of at least two labels after it.
    ///
    /// Nothing is trimmed, so a space makes it invalid; 254 bytes at most.
    public init?(_ text: String) {
        let bytes = text.utf8.span
        let at = bytes.end(ofPartAt: 0, before: UInt8(ascii: "@"))
        guard bytes.count <= 254, at < bytes.count, bytes.extracting(..<at).isLocalPart,
            bytes.extracting((at + 1)...).isDomain
        else { return nil }
        self.text = text
        self.key = bytes.isLowercase ? text : text.lowercased()
    }
}

extension Span<UInt8> {
    fileprivate var isLocalPart: Bool {
        (1...64).contains(count) && partsAtDots { $0.areAll(\.isAtomText) } != nil
    }

    fileprivate var isDomain: Bool {
        let labels = partsAtDots { label in
            label.count <= 63 && label.areAll(\.isLabelText)
                && label[0] != UInt8(ascii: "-") && label[label.count - 1] != UInt8(ascii: "-")
        }
        return (labels ?? 0) >= 2
    }

    fileprivate var isLowercase: Bool { areAll(\.isItsOwnLowercase) }

    /// How many parts the dots separate; nil unless each has a byte and is as asked.
    private func partsAtDots(_ isSound: (Span<UInt8>) -> Bool) -> Int? {
        var (parts, start) = (0, 0)
        while start <= count {
            let end = end(ofPartAt: start, before: UInt8(ascii: "."))
            guard start < end, isSound(extracting(start..<end)) else { return nil }
            (parts, start) = (parts + 1, end + 1)
        }
        return parts
    }

    /// The offset of the first such byte from here on, or the end.
    fileprivate func end(ofPartAt start: Int, before byte: UInt8) -> Int {
        var end = start
        while end < count, self[end] != byte { end += 1 }
        return end
    }

    private func areAll(_ isOfKind: (UInt8) -> Bool) -> Bool {
        var offset = 0
        while offset < count, isOfKind(self[offset]) { offset += 1 }
        return offset == count
    }
}

extension EmailAddress {
    /// Whether both are one person's address.
    public func isSame(as other: EmailAddress, _ emailCase: Assumptions.EmailCase) -> Bool {
        switch emailCase {
        case .fold: self == other
        case .keep: text.utf8.span.isEqual(to: other.text.utf8.span)
        }
    }
}

extension EmailAddress: ExpressibleByStringLiteral {
    /// An address in source code; one that is not valid traps.
    public init(stringLiteral text: String) {
        guard let address = EmailAddress(text) else { preconditionFailure("\(text) is not an email address") }
        self = address
    }
}

extension EmailAddress: Hashable {
    /// Whether both are the same mailbox, whatever the case of the letters.
    public static func == (left: EmailAddress, right: EmailAddress) -> Bool {
        left.key == right.key
    }

    /// Hashes what equality compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(key)
    }
}

extension UInt8 {
    fileprivate var isItsOwnLowercase: Bool { self < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }

    private var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    /// RFC 5322 §3.2.3 `atext`, with RFC 6532's UTF-8.
    fileprivate var isAtomText: Bool {
        isLetterOrDigit || self >= 0x80 || Self.atomPunctuation.contains(self)
    }

    fileprivate var isLabelText: Bool { isLetterOrDigit || self >= 0x80 || self == UInt8(ascii: "-") }

    private static let atomPunctuation = Array("!#$%&'*+-/=?^_`{|}~".utf8)
}
