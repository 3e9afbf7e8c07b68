internal import HashTreeCollections

/// Somebody who was invited to an account.
public protocol InvitedPerson: Sendable {
    /// The address by which the person is found.
    var email: EmailAddress { get }
    /// How far the person has come.
    var invitation: Invitation { get set }
}

/// The people invited to an account, found by address and listed in the order of their invitations.
///
/// A copy shares its storage until either changes, and then all but the path to what changed (design §2). What other
/// modules call for everybody is compiled for both kinds of people: unspecialized, the trie takes four times as long.
public struct Roster<Person: InvitedPerson>: Sendable {
    /// A class, since the trie moves its entries about, and copies them with all that they hold.
    private final class Entry: Sendable {
        let person: Person
        let order: Int

        init(_ person: Person, order: Int) {
            (self.person, self.order) = (person, order)
        }
    }

    private var entries: TreeDictionary<String, Entry> = [:]
    private var invited = 0
    /// How often the roster has changed; forks count on, each by itself, and an invitation's expiry changes nothing.
    public private(set) var revision = 0

    /// Nobody.
    public init() {}

    /// How many people there are, whatever their status.
    public var count: Int { entries.count }

    /// How many people fit the condition.
    public func count(where condition: (Person) -> Bool) -> Int {
        entries.values.count { condition($0.person) }
    }

    /// Everybody, in the order of invitation.
    public var inOrder: [Person] {
        @specialized(where Person == User)
        @specialized(where Person == AdminUser)
        get { entries.values.sorted { $0.order < $1.order }.map(\.person) }
    }

    /// The person of this address, whatever the status.
    public subscript(email: EmailAddress) -> Person? {
        // Other modules look people up too: unspecialized, the trie takes them three times as long.
        @specialized(where Person == User)
        @specialized(where Person == AdminUser)
        get { entries[email.key]?.person }
    }

    /// Adds somebody at the end, in the place of whoever had the address.
    @specialized(where Person == User)
    @specialized(where Person == AdminUser)
    public mutating func append(_ person: Person) {
        entries[person.email.key] = Entry(person, order: invited)
        invited += 1
        revision += 1
    }

    /// Changes somebody who is there.
    public mutating func update(_ email: EmailAddress, _ change: (inout Person) -> Void) {
        guard let entry = entries[email.key] else { return }
        var person = entry.person
        change(&person)
        entries[email.key] = Entry(person, order: entry.order)
        revision += 1
    }

    /// Takes a step with somebody's invitation.
    ///
    /// - Returns: the person as before the step.
    /// - Throws: ``StepRefused`` where nobody has the address or the step is not possible.
    @discardableResult
    public mutating func take(
        _ step: Invitation.Step,
        for email: EmailAddress,
        at now: Timestamp
    ) throws(StepRefused) -> Person {
        guard let person = self[email] else { throw StepRefused(status: nil) }
        if let next = try person.invitation.taking(step, at: now) {
            update(email) { $0.invitation = next }
        } else {
            entries[email.key] = nil
            revision += 1
        }
        return person
    }
}
