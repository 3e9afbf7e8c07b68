/// The mails of a world, the newest ``capacity`` of them; a value, so that a reset is an assignment.
public struct Mailbox: Sendable {
    /// The most mails that are kept; one more takes the place of the oldest.
    public static let capacity = 10_000

    /// A ring once it is full: the mail of an id stands as far from the front as the id is from `first`.
    private var ring: [Mail] = []
    /// The id of the mail that the ring began with.
    private var first = 1
    private var next = 1

    /// An empty mailbox.
    public init() {}

    /// How many mails it holds.
    public var count: Int { ring.count }
    /// How many mails had to make room for others since it was last cleared.
    public var dropped: Int { next - first - ring.count }

    /// Puts a mail in.
    ///
    /// - Returns: its id, counted from 1 and given to no other mail, cleared or not.
    @discardableResult
    public mutating func append(_ mail: Mail) -> Int {
        defer { next += 1 }
        if ring.count < Self.capacity {
            ring.append(mail)
        } else {
            ring[place(of: next)] = mail
        }
        return next
    }

    /// Takes all mails out.
    public mutating func clear() {
        (ring, first) = ([], next)
    }

    /// The mail of this id, nil where it is not there, or no more.
    public subscript(id: Int) -> Mail? {
        ids.contains(id) ? ring[place(of: id)] : nil
    }

    /// The ids of its mails, oldest first.
    public var ids: Range<Int> { next - ring.count..<next }

    /// The newest mails that fit, newest first, and how many fit in all.
    public func newest(_ limit: Int, where fits: (Mail) -> Bool) -> (mails: [(id: Int, mail: Mail)], total: Int) {
        var (mails, total): ([(id: Int, mail: Mail)], Int) = ([], 0)
        for id in ids.reversed() where fits(ring[place(of: id)]) {
            total += 1
            if total <= limit { mails.append((id, ring[place(of: id)])) }
        }
        return (mails, total)
    }

    /// The id of the mail with this token.
    ///
    /// Looks at every mail; a token is two numbers, so ten thousand of them take some ten microseconds.
    public func id(of token: InvitationToken) -> Int? {
        guard let found = ring.firstIndex(where: { $0.token == token }) else { return nil }
        // Behind the newest mail's place come the oldest mails.
        let oldest = place(of: ids.lowerBound)
        return ids.lowerBound + (found - oldest + ring.count) % ring.count
    }

    private func place(of id: Int) -> Int { (id - first) % Self.capacity }
}
