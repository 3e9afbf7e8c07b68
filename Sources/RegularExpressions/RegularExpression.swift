/// A regular expression in Java's syntax, compiled once and matched from any thread.
///
/// It is carried out by PCRE2 in UTF mode, with limits on what one match may cost. A dot matches line ends too, as
/// WireMock compiles its patterns (Java's `DOTALL`).
public struct RegularExpression: Sendable {
    /// Why a pattern is none, and where.
    public struct Failure: Error, Equatable, Sendable {
        /// What is wrong, for people.
        public let message: String
        /// The byte of the pattern at which it was noticed, counted from 0.
        public let offset: Int
    }

    /// The pattern as it was written.
    public let pattern: String
    private let program: Program

    /// Compiles a pattern.
    ///
    /// - Throws: ``Failure`` where the pattern is malformed, or means something else in Java than it would here.
    public init(_ pattern: String) throws(Failure) {
        self.pattern = pattern
        program = try Program(JavaSyntax.translate(pattern))
    }

    /// Whether the pattern matches the text from its beginning to its end, as Java's `Matcher.matches()` does.
    ///
    /// A match that would cost more than the limits allow is none.
    public func matchesWhole(_ text: String) -> Bool {
        program.matches(text)
    }
}
