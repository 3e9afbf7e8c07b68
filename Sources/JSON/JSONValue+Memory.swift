extension JSONValue {
    /// The bytes of memory that the value takes beside itself, estimated: what its strings, arrays and objects allocate.
    public var memorySize: Int {
        switch self {
        case .null, .bool: 0
        case .number(let number): number.literal.memorySize
        case .string(let text): text.memorySize
        case .array(let elements):
            elements.reduce(Self.allocation) { $0 + MemoryLayout<JSONValue>.stride + $1.memorySize }
        case .object(let object):
            object.members.reduce(Self.allocation) { sum, member in
                sum + MemoryLayout<JSONObject.Member>.stride + Self.indexEntry + member.key.memorySize
                    + member.value.memorySize
            }
        }
    }

    /// What an allocation takes beside its contents.
    fileprivate static let allocation = 48
    /// What a member of a large object takes in the index by keys.
    private static let indexEntry = 40
}

extension String {
    /// A short string is stored in place.
    fileprivate var memorySize: Int { utf8.count > 15 ? utf8.count + JSONValue.allocation : 0 }
}
