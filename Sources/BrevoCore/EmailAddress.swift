/// An e-mail address, checked once (spec §2): compared without regard to case, kept as it was given.
public struct EmailAddress: Sendable {
    /// The address as it was given.
    public let text: String
    /// The address in lower case, by which it is found.
    public let key: String

    /// Checks an address: one `@`, a dot-atom of 1–64 octets before it, a domain of two labels or more after it.
    ///
    /// Nothing is trimmed: a space makes it invalid. 254 octets at most.
    public init?(_ text: String) {
        let octets = text.utf8
        guard octets.count <= 254, let at = octets.firstIndex(of: UInt8(ascii: "@")),
            Self.isLocalPart(octets[..<at]), Self.isDomain(octets[octets.index(after: at)...])
        else { return nil }
        self.text = text
        self.key = octets.contains { !$0.isItsOwnLowercase } ? text.lowercased() : text
    }

    private static func isLocalPart(_ part: Substring.UTF8View) -> Bool {
        guard (1...64).contains(part.count) else { return false }
        return part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy(\.isAtomText)
        }
    }

    private static func isDomain(_ part: Substring.UTF8View) -> Bool {
        let labels = part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                (1...63).contains(label.count) && label.allSatisfy(\.isLabelText)
                    && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
            }
    }
}

extension EmailAddress: Hashable {
    /// The same mailbox, whatever the case of its letters.
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
