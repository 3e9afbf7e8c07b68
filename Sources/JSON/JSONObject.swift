/// A JSON object (RFC 8259 §4): members in order, with unique keys.
///
/// Keys are compared as Swift's strings are, by canonical equivalence: `é` is the same key precomposed and decomposed.
public struct JSONObject: Sendable, ExpressibleByDictionaryLiteral {
    /// A key and its value.
    public struct Member: Sendable, Hashable {
        /// The name, without its escapes.
        public let key: String
        /// The value.
        public let value: JSONValue

        /// Creates a member.
        public init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// The members in order.
    public private(set) var members: [Member] = []
    /// The position of each key; nil while comparing all keys costs less than hashing.
    private var positions: [String: Int]?
    private static let mostScanned = 16

    /// Creates an empty object.
    public init() {}

    /// Creates an object with members in this order.
    ///
    /// - Precondition: The keys are unique.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements)
    }

    init(_ elements: [(String, JSONValue)]) {
        for (key, value) in elements { append(key, value) }
    }

    /// Creates an object of members with unique keys.
    init(unique members: [Member]) {
        self.members = members
        if members.count > Self.mostScanned { indexMembers() }
    }

    /// The number of members.
    public var count: Int { members.count }
    /// Whether the object is empty.
    public var isEmpty: Bool { members.isEmpty }
    /// The keys in order.
    public var keys: [String] { members.map(\.key) }

    /// The value of a key; setting it replaces or appends the member, setting nil removes it.
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

    /// Appends a member.
    ///
    /// - Precondition: The object does not have the key.
    public mutating func append(_ key: String, _ value: JSONValue) {
        precondition(position(of: key) == nil, "The keys of an object are unique")
        appendNew(key, value)
    }

    /// Appends a member whose key is known to be new.
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

/// Objects are equal if they have the same members in any order (RFC 8259 §4).
extension JSONObject: Hashable {
    /// Whether both have the same members.
    public static func == (left: Self, right: Self) -> Bool {
        left.count == right.count && left.members.allSatisfy { right[$0.key] == $0.value }
    }

    /// Feeds the members to the hasher so that their order does not matter.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(members.reduce(0) { $0 ^ $1.hashValue })
    }
}
