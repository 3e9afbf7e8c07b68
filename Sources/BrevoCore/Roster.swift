internal import HashTreeCollections

/// A person who was invited to an account.
public protocol InvitedPerson: Sendable {
    /// The address by which the person is found.
    var email: EmailAddress { get }
    /// The state of the invitation.
    var invitation: Invitation { get set }
}

/// The people invited to an account, found by address and listed in order of invitation.
///
/// Copies share storage until one changes, and then all but the path to the change. The methods that other modules call
/// for everybody are specialized for both kinds of people: unspecialized, a lookup takes three times as long.
public struct Roster<Person: InvitedPerson>: Sendable {
    /// A class, because the tree moves its entries about, and would copy a structure with all that it holds.
    private final class Entry: Sendable {
        let person: Person
        let order: Int
        /// A person whose address differs only in case; only the assumption `email-case=keep` makes one.
        let other: Entry?

        init(_ person: Person, order: Int, other: Entry? = nil) {
            (self.person, self.order, self.other) = (person, order, other)
        }
    }

    private var entries: TreeDictionary<String, Entry> = [:]
    private var invited = 0
    /// The number of people, whatever their status.
    public private(set) var count = 0
    /// The number of changes so far; copies go on counting independently, and an expiring invitation changes nothing.
    public private(set) var revision = 0

    /// Creates an empty roster.
    public init() {}

    /// The number of people who satisfy a condition.
    public func count(where condition: (Person) -> Bool) -> Int {
        var count = 0
        for entry in entries.values {
            var next: Entry? = entry
            while let entry = next {
                if condition(entry.person) { count += 1 }
                next = entry.other
            }
        }
        return count
    }

    /// The first people who satisfy a condition, in order of invitation, without sorting the others.
    public func first(_ limit: Int, where condition: (Person) -> Bool) -> [Person] {
        var found: [Entry] = []
        for entry in entries.values {
            var next: Entry? = entry
            while let entry = next {
                next = entry.other
                guard found.count < limit || entry.order < found[limit - 1].order, condition(entry.person) else {
                    continue
                }
                let place = found.firstIndex { $0.order > entry.order } ?? found.count
                found.insert(entry, at: place)
                if found.count > limit { found.removeLast() }
            }
        }
        return found.map(\.person)
    }

    /// Everybody, in order of invitation.
    public var inOrder: [Person] {
        @specialized(where Person == User)
        @specialized(where Person == AdminUser)
        get {
            var all: [Entry] = []
            all.reserveCapacity(count)
            for entry in entries.values {
                var next: Entry? = entry
                while let entry = next {
                    all.append(entry)
                    next = entry.other
                }
            }
            return all.sorted { $0.order < $1.order }.map(\.person)
        }
    }

    /// The person at an address, whatever the status.
    public subscript(email: EmailAddress, emailCase: Assumptions.EmailCase = .fold) -> Person? {
        @specialized(where Person == User)
        @specialized(where Person == AdminUser)
        get { entry(email, emailCase)?.person }
    }

    private func entry(_ email: EmailAddress, _ emailCase: Assumptions.EmailCase) -> Entry? {
        Self.entry(email, emailCase, from: entries[email.key])
    }

    /// The entry of an address among those that differ only in case.
    private static func entry(
        _ email: EmailAddress,
        _ emailCase: Assumptions.EmailCase,
        from first: Entry?
    ) -> Entry? {
        guard emailCase == .keep else { return first }
        var next = first
        while let entry = next, !entry.person.email.isSame(as: email, .keep) { next = entry.other }
        return next
    }

    /// Adds a person at the end, in place of a person with the same address.
    @specialized(where Person == User)
    @specialized(where Person == AdminUser)
    public mutating func append(_ person: Person, _ emailCase: Assumptions.EmailCase = .fold) {
        let first = entries[person.email.key]
        let known = Self.entry(person.email, emailCase, from: first)
        replace(known, of: first, at: person.email.key, with: Entry(person, order: invited))
        invited += 1
    }

    /// Changes a person, if there.
    public mutating func update(
        _ email: EmailAddress,
        _ emailCase: Assumptions.EmailCase = .fold,
        _ change: (inout Person) -> Void
    ) {
        let first = entries[email.key]
        guard let entry = Self.entry(email, emailCase, from: first) else { return }
        var person = entry.person
        change(&person)
        replace(entry, of: first, at: email.key, with: Entry(person, order: entry.order))
    }

    /// Takes a step with a person's invitation.
    ///
    /// - Returns: The person as before the step.
    /// - Throws: ``StepRefused`` if nobody has the address or the step is not possible.
    @discardableResult
    public mutating func take(
        _ step: Invitation.Step,
        for email: EmailAddress,
        _ context: CommandContext
    ) throws(StepRefused) -> Person {
        let emailCase = context.assumptions.emailCase
        let first = entries[email.key]
        guard let entry = Self.entry(email, emailCase, from: first) else { throw StepRefused(status: nil) }
        var person = entry.person
        let next = try person.invitation.taking(step, context)
        if let next { person.invitation = next }
        replace(entry, of: first, at: email.key, with: next.map { _ in Entry(person, order: entry.order) })
        return entry.person
    }

    /// Puts an entry in the place of a known one, or beside the others at the key; nil removes the known one.
    private mutating func replace(_ known: Entry?, of first: Entry?, at key: String, with new: Entry?) {
        revision += 1
        count += (new == nil ? 0 : 1) - (known == nil ? 0 : 1)
        guard let first, first.other != nil || known == nil else {
            entries[key] = new
            return
        }
        // Rare: addresses that differ only in case.
        var all: [Entry] = []
        var next: Entry? = first
        while let entry = next {
            if entry !== known { all.append(entry) }
            next = entry.other
        }
        if let new { all.append(new) }
        entries[key] = all.sorted { $0.order < $1.order }.reversed().reduce(nil as Entry?) { rest, entry in
            Entry(entry.person, order: entry.order, other: rest)
        }
    }
}
