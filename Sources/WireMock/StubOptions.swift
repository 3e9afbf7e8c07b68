/// How the stubs of a world are read.
public struct StubOptions: Sendable {
    /// Which responses are templates.
    public enum Templating: Sendable {
        /// None: `{{` is text.
        case disabled
        /// Those of stubs with the transformer `response-template`.
        case perStub
        /// All.
        case global
    }

    /// Which responses are templates.
    public var templating: Templating
    /// Returns the bytes of a body file; nil if there is none.
    public var bodyFile: @Sendable (String) -> [UInt8]?

    /// Creates options; without a closure there are no body files.
    public init(
        templating: Templating = .perStub,
        bodyFile: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }
    ) {
        self.templating = templating
        self.bodyFile = bodyFile
    }
}
