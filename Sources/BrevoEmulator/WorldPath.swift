internal import EmulatorCore
internal import HTTPMessage

/// The prefix `/worlds/{name}` of a request's path.
enum WorldPath: Equatable {
    /// No prefix: the request is for the default world.
    case none
    /// The name of a world, and the target that the world sees: what follows the prefix, query included.
    case world(String, target: String)
    /// A prefix with a name that no world can have.
    case invalidName(String)

    private static let root = ControlPlane.worldsPath
    private static let prefix = root + "/"

    /// The prefix of a world.
    static func prefix(of name: String) -> String { prefix + name }

    init(_ request: borrowing HTTPRequest) {
        guard request.isAtOrBelow(Self.root), request.path.utf8.count > Self.root.utf8.count else {
            self = .none
            return
        }
        let path = request.path
        let behind = path.utf8.dropFirst(Self.prefix.utf8.count)
        let name = behind.prefix { $0 != UInt8(ascii: "/") }
        guard ClientName.isValid(name) else {
            self = .invalidName(String(Substring(name.prefix(200))))
            return
        }
        let rest = Substring(behind[name.endIndex...])
        let query = request.query.map { "?\($0)" } ?? ""
        self = .world(String(Substring(name)), target: (rest.isEmpty ? "/" : rest) + query)
    }
}
