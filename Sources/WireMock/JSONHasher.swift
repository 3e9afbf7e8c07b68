internal import JSON
internal import RegularExpressions

/// Hashes JSON values so that equal ones have the same hash: strings by their bytes, numbers by their value, arrays with or
/// without their order.
///
/// The hash is seeded per process and has 64 bits, so that different values do not have the same one in practice.
struct JSONHasher {
    let ignoresArrayOrder: Bool
    private static let seed = UInt64.random(in: .min ... .max)

    private enum Kind: UInt64 {
        case null = 1, bool, number, string, array, object, placeholder
    }

    func hash(_ value: JSONValue, _ work: inout WorkBudget) -> UInt64 {
        guard work.spend(12) else { return 0 }
        switch value {
        case .null: return combine(.null, 0)
        case .bool(let value): return combine(.bool, value ? 1 : 0)
        case .number(let number):
            guard work.spend(number.literal.utf8.count * 2) else { return 0 }
            return combine(.number, UInt64(bitPattern: Int64(number.hashValue)))
        case .string(let text): return combine(.string, hash(text, &work))
        case .array(let elements):
            var total = UInt64(elements.count)
            for element in elements { total = add(hash(element, &work), to: total) }
            return combine(.array, total)
        case .object(let object):
            var total: UInt64 = 0
            for member in object.members { total &+= memberHash(member.key, hash(member.value, &work), &work) }
            return combine(.object, total)
        }
    }

    func hash(_ value: JSONEquality.Expected, _ work: inout WorkBudget) -> UInt64 {
        guard work.spend(12) else { return 0 }
        switch value {
        case .scalar(let value): return hash(value, &work)
        case .placeholder(let placeholder): return combine(.placeholder, hash(placeholder, &work))
        case .array(let elements, _):
            var total = UInt64(elements.count)
            for element in elements { total = add(hash(element, &work), to: total) }
            return combine(.array, total)
        case .object(let members, _):
            var total: UInt64 = 0
            for (key, value) in members { total &+= memberHash(key, hash(value, &work), &work) }
            return combine(.object, total)
        }
    }

    private func hash(_ placeholder: JSONPlaceholder, _ work: inout WorkBudget) -> UInt64 {
        switch placeholder {
        case .ignore: 1
        case .ignoreElement: 2
        case .anyString: 3
        case .anyNumber: 4
        case .anyBoolean: 5
        case .regex(let expression): hash(expression.pattern, &work)
        }
    }

    private func add(_ element: UInt64, to total: UInt64) -> UInt64 {
        ignoresArrayOrder ? total &+ mix(element) : mix(total ^ element)
    }

    private func memberHash(_ key: String, _ value: UInt64, _ work: inout WorkBudget) -> UInt64 {
        // Keys are the same if they are canonically equivalent, as in JSONObject.
        guard work.spend(1 + key.utf8.count / 4) else { return 0 }
        return mix(UInt64(bitPattern: Int64(key.hashValue)) ^ mix(value))
    }

    private func hash(_ text: String, _ work: inout WorkBudget) -> UInt64 {
        guard work.spend(1 + text.utf8.count / 3) else { return 0 }
        return text.utf8.reduce(UInt64(text.utf8.count)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 &+ Self.seed }
    }

    private func combine(_ kind: Kind, _ content: UInt64) -> UInt64 {
        mix(content ^ kind.rawValue << 56)
    }

    private func mix(_ bits: UInt64) -> UInt64 {
        let product = (bits ^ Self.seed).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }
}
