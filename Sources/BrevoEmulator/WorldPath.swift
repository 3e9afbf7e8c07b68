internal import HTTPMessage

/// The prefix `/worlds/{name}` of a request's path (spec §10).
enum WorldPath: Equatable {
    /// No prefix: the request is for the world `default`.
    case none
    /// The name of a world, and the target that the world sees: what stands behind the prefix, query included.
    case world(String, target: String)
    /// A prefix with a name that no world can have.
    case badName(String)

    private static let prefix = "/worlds/"
    private static let maximumLength = 64

    init(_ request: HTTPRequest) {
        let path = request.path
        guard path.utf8.starts(with: Self.prefix.utf8) else {
            self = .none
            return
        }
        let behind = path.utf8.dropFirst(Self.prefix.utf8.count)
        let name = behind.prefix { $0 != UInt8(ascii: "/") }
        guard (1...Self.maximumLength).contains(name.count), name.allSatisfy(\.isOfWorldName) else {
            self = .badName(String(Substring(name.prefix(200))))
            return
        }
        let rest = Substring(behind[name.endIndex...])
        let query = request.query.map { "?\($0)" } ?? ""
        self = .world(String(Substring(name)), target: (rest.isEmpty ? "/" : rest) + query)
    }
}

extension UInt8 {
    /// Spec §10: a name is of `[A-Za-z0-9._-]`.
    fileprivate var isOfWorldName: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
