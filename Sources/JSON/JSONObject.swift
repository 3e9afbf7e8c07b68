/// A JSON object (RFC 8259 §4): members in the order in which they came, no key twice.
///
/// Keys compare as Swift's strings do, by canonical equivalence: `é` is the same key precomposed and decomposed.
public struct JSONObject: Sendable, ExpressibleByDictionaryLiteral {
    /// A key and its value.
    public struct Member: Sendable, Hashable {
        /// The name, without its escapes.
        public let key: String
        /// What stands under it.
        public let value: JSONValue

        /// A member of this key and value.
        public init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// The members in their order.
    public private(set) var members: [Member] = []
    /// Where each key stands, kept only while hashing it costs less than a look at every member.
    private var positions: [String: Int]?
    private static let mostScanned = 16

    /// No members.
    public init() {}

    /// Members in this order; a key that stands twice traps.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements)
    }

    init(_ elements: [(String, JSONValue)]) {
        for (key, value) in elements { append(key, value) }
    }

    /// Members of which no two have the same key.
    init(unique members: [Member]) {
        self.members = members
        if members.count > Self.mostScanned { indexMembers() }
    }

    /// The number of members.
    public var count: Int { members.count }
    /// Whether it is `{}`.
    public var isEmpty: Bool { members.isEmpty }
    /// The keys in their order.
    public var keys: [String] { members.map(\.key) }

    /// The value of this key: setting it replaces the value in its place or appends, setting nil removes the member.
    public subscript(key: String) -> JSONValue? {
        get { position(of: key).map { members[$0].value } }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?): members[position] = Member(key: key, value: value)
            case (let position?, nil): remove(at: position)
            case (nil, let value?): appendNew(key, value)
            case (nil, nil): break
            }
        }
    }

    /// Adds a member after the others; a key that is already there traps.
    public mutating func append(_ key: String, _ value: JSONValue) {
        precondition(position(of: key) == nil, "An object holds a key only once")
        appendNew(key, value)
    }

    /// Adds a member whose key is known to be new.
    private mutating func appendNew(_ key: String, _ value: JSONValue) {
        members.append(Member(key: key, value: value))
        if positions != nil {
            positions?[key] = members.count - 1
        } else if members.count > Self.mostScanned {
            indexMembers()
        }
    }

    private func position(of key: String) -> Int? {
        guard let positions else { return members.firstIndex { $0.key == key } }
        return positions[key]
    }

    private mutating func remove(at position: Int) {
        members.remove(at: position)
        positions = nil
        if members.count > Self.mostScanned { indexMembers() }
    }

    private mutating func indexMembers() {
        positions = Dictionary(uniqueKeysWithValues: zip(members.lazy.map(\.key), members.indices))
    }
}

/// Objects are equal if they have the same members, in whatever order (RFC 8259 §4: unordered).
extension JSONObject: Hashable {
    /// Whether each has the other's members.
    public static func == (left: Self, right: Self) -> Bool {
        left.count == right.count && left.members.allSatisfy { right[$0.key] == $0.value }
    }

    /// Feeds the members to the hasher so that their order does not matter.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(members.reduce(0) { $0 ^ $1.hashValue })
    }
}
