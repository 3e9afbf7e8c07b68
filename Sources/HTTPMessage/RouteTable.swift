/// A router: which action serves a method and a path.
///
/// Literal segments take precedence over parameters, and the most literal path that matches decides alone: if it lacks
/// the method, the result is ``Result/methodNotAllowed(_:)`` even where a path with a parameter would have it. `HEAD` is
/// routed as `GET`.
public struct RouteTable<Action: Sendable>: Sendable {
    /// One method of one path.
    public struct Route: Sendable {
        /// The method.
        public let method: HTTPMethod
        /// The path, with parameters in braces: `/corporate/group/{id}`.
        public let path: String
        /// What serves the route.
        public let action: Action
        let sharesPath: Bool

        /// Creates a route.
        ///
        /// - Parameter sharesPath: Whether other methods of the same path fall through to paths with a parameter in place
        ///   of a literal segment.
        public init(_ method: HTTPMethod, _ path: String, _ action: Action, sharesPath: Bool = false) {
            (self.method, self.path, self.action, self.sharesPath) = (method, path, action, sharesPath)
        }
    }

    /// The outcome of a lookup.
    public enum Result {
        /// The route's action, and the decoded values of the path's parameters in order.
        case found(Action, parameters: [String])
        /// The path exists but lacks the method; the value is what `Allow` lists (RFC 9110 §10.2.1).
        case methodNotAllowed([HTTPMethod])
        /// No path matches.
        case notFound
        /// A segment is not UTF-8 after decoding, or contains a NUL.
        case malformed
    }

    /// All routes, in the order given.
    public let routes: [Route]
    @usableFromInline let paths: PathTable

    /// Creates a table.
    ///
    /// - Precondition: No path has the same method twice.
    public init(_ routes: [Route]) {
        self.routes = routes
        paths = PathTable(routes.map { ($0.method, $0.path, $0.sharesPath) })
    }

    /// Looks up an undecoded path, which starts with a slash; a trailing slash makes no difference.
    @inlinable
    public func find(_ method: HTTPMethod, at path: Substring) -> Result {
        switch paths.find(method, at: path) {
        case .route(let number, let values): .found(routes[number].action, parameters: values)
        case .methods(let allowed): .methodNotAllowed(allowed)
        case .nothing: .notFound
        case .malformed: .malformed
        }
    }
}
