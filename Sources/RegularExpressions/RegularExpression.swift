internal import Synchronization

/// A regular expression in Java's syntax, compiled once and usable from any thread.
///
/// PCRE2 carries it out in UTF mode. A dot matches line ends too, as in WireMock (Java's `DOTALL`).
public struct RegularExpression: Sendable {
    /// Why a pattern is invalid, and where.
    public struct Failure: Error, Equatable, Sendable {
        /// What is wrong.
        public let message: String
        /// The byte of the pattern at which it was noticed, counted from 0.
        public let offset: Int
    }

    /// The pattern as given.
    public let pattern: String
    private let matcher: Matcher

    /// Compiles a pattern.
    ///
    /// - Throws: ``Failure`` if the pattern is malformed, or would have another meaning in Java.
    public init(_ pattern: String) throws(Failure) {
        self.pattern = pattern
        matcher = try Matcher(pattern)
    }

    /// The bytes of memory that the expression takes.
    public var memorySize: Int { pattern.utf8.count + matcher.memorySize }

    /// Whether the pattern matches the text from start to end, as Java's `Matcher.matches()` does.
    ///
    /// - Parameter steps: How much the match may cost, in steps of about 10 ns; it is reduced by what the match cost. At
    ///   0 or less the match was given up, and the result means nothing.
    public func matchesWhole(_ text: String, steps: inout Int) -> Bool {
        matcher.matches(text, &steps)
    }
}
