/// The newest ``capacity`` mails of a world.
package struct Mailbox: Sendable {
    /// The most mails kept; one more replaces the oldest.
    package static let capacity = 10_000
    /// The bytes of memory that a mail takes, names and privileges that it shares with its account not counted.
    private static let mailMemory = 512

    /// A ring once it is full: the offset of a mail is that of its id from `first`.
    private var ring: [Mail] = []
    /// The id of the first mail since the mailbox was last cleared.
    private var first = 1
    private var next = 1

    /// Creates an empty mailbox.
    package init() {}

    /// The number of mails.
    package var count: Int { ring.count }
    /// The bytes of memory that the mails take, estimated.
    var memorySize: Int { ring.count * Self.mailMemory }
    /// The number of mails replaced since it was last cleared.
    package var dropped: Int { next - first - ring.count }

    /// Adds a mail.
    ///
    /// - Returns: Its id, counted from 1; no other mail gets it, even after the mailbox is cleared.
    @discardableResult
    package mutating func append(_ mail: Mail) -> Int {
        defer { next += 1 }
        if ring.count < Self.capacity {
            ring.append(mail)
        } else {
            ring[place(of: next)] = mail
        }
        return next
    }

    /// Removes all mails.
    package mutating func clear() {
        (ring, first) = ([], next)
    }

    /// The mail with an id; nil if it was removed, or never there.
    package subscript(id: Int) -> Mail? {
        ids.contains(id) ? ring[place(of: id)] : nil
    }

    /// The ids of its mails, oldest first.
    package var ids: Range<Int> { next - ring.count..<next }

    /// The newest mails that satisfy a condition, newest first, and the number of all that do.
    package func newest(_ limit: Int, where fits: (Mail) -> Bool) -> (mails: [(id: Int, mail: Mail)], total: Int) {
        var (mails, total): ([(id: Int, mail: Mail)], Int) = ([], 0)
        for id in ids.reversed() where fits(ring[place(of: id)]) {
            total += 1
            if total <= limit { mails.append((id, ring[place(of: id)])) }
        }
        return (mails, total)
    }

    /// The id of the mail with this token.
    ///
    /// Looks at every mail, which takes some ten microseconds for ten thousand.
    package func id(of token: InvitationToken) -> Int? {
        guard let found = ring.firstIndex(where: { $0.token == token }) else { return nil }
        // Behind the newest mail's place come the oldest mails.
        let oldest = place(of: ids.lowerBound)
        return ids.lowerBound + (found - oldest + ring.count) % ring.count
    }

    private func place(of id: Int) -> Int { (id - first) % Self.capacity }
}
