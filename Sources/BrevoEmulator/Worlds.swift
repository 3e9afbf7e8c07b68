internal import BrevoCore
internal import EmulatorCore
internal import HTTPMessage
internal import Synchronization

/// The worlds of a process: the default one, and others that are created by the first request to their names.
///
/// The names of the others are spread over many locks, each held for a lookup only: no world waits for another's work.
final class Worlds: Sendable {
    /// How many worlds there may be beside the default one, and for how long without a request.
    struct Limits: Sendable {
        var count = 10_000
        var idle = Duration.seconds(60 * 60)
    }

    private struct Entry {
        let world: World
        var touchedAt: Timestamp
    }

    /// A lock with the worlds whose names fall to it; a class, because a lock cannot be copied into an array.
    private final class Shelf: Sendable {
        let entries = Mutex<[String: Entry]>([:])
    }

    /// The world without a prefix.
    let standard: World
    private let limits: Limits
    private let create: @Sendable (String) -> World
    private let shelves = (0..<64).map { _ in Shelf() }
    private let count = Atomic(0)
    /// What the worlds that have ended had covered.
    private let coverageOfEnded = Mutex(Coverage())
    /// When idle worlds were last looked for, in milliseconds since 1970.
    private let lookedAt = Atomic<Int64>(0)

    /// - Parameter create: Creates a world; costs the same however large the seed is.
    init(_ standard: World, _ limits: Limits, create: @escaping @Sendable (String) -> World) {
        (self.standard, self.limits, self.create) = (standard, limits, create)
    }

    /// The names of all worlds that are not idle: the default one, then the others in order.
    func names(at now: Timestamp) -> [String] { entries(at: now).map(\.name) }

    /// All worlds that are not idle, as ``names(at:)`` orders them, with what has happened in them.
    ///
    /// - Parameter current: The world that is asked.
    func listed(at now: Timestamp, from current: World) -> [WorldsRecord.World] {
        entries(at: now).map { name, world in
            .init(name: name, isCurrent: world === current, requests: world.requestCount)
        }
    }

    private func entries(at now: Timestamp) -> [(name: String, world: World)] {
        removeIdle(at: now)
        let others = shelves.flatMap { shelf in
            shelf.entries.withLock { $0.map { (name: $0.key, world: $0.value.world) } }
        }
        return [(WorldState.defaultName, standard)] + others.sorted { $0.name < $1.name }
    }

    /// The world with a name, created if there is none.
    ///
    /// - Throws: 400 for a name that no world can have, 503 if there are too many.
    func world(_ name: String) throws(ControlError) -> World {
        guard name != WorldState.defaultName else { return standard }
        guard ClientName.isValid(name.utf8) else { throw Self.refusal(ofName: name) }
        guard let world = world(name, at: SystemClock.now()) else { throw Self.tooMany }
        return world
    }

    func world(_ name: String, at now: Timestamp) -> World? {
        if let world = known(name, at: now) { return world }
        if count.load(ordering: .relaxed) >= limits.count || isTimeToLook(at: now) { removeIdle(at: now) }
        return shelf(of: name).entries.withLock { entries in
            // Another thread may have been first.
            if let entry = entries[name], !isIdle(entry, at: now) { return entry.world }
            if entries[name] == nil {
                guard count.add(1, ordering: .relaxed).newValue <= limits.count else {
                    count.subtract(1, ordering: .relaxed)
                    return nil
                }
            }
            let world = create(name)
            if let idle = entries[name] { end(idle.world) }
            entries[name] = Entry(world: world, touchedAt: now)
            return world
        }
    }

    /// All worlds.
    var all: [World] {
        [standard] + shelves.flatMap { shelf in shelf.entries.withLock { $0.values.map(\.world) } }
    }

    /// What all worlds have covered, those that have ended included.
    var coverage: Coverage {
        all.reduce(into: coverageOfEnded.withLock(\.self)) { sum, world in
            sum.add(world.read { world, _ in world.coverage })
        }
    }

    /// Forgets what all worlds have covered.
    func clearCoverage() {
        coverageOfEnded.withLock { $0 = Coverage() }
        for world in all { world.clearCoverage() }
    }

    private func end(_ world: World) {
        let coverage = world.read { world, _ in world.coverage }
        coverageOfEnded.withLock { $0.add(coverage) }
        world.end()
    }

    /// Deletes a world; requests that it is serving are still responded to.
    ///
    /// - Throws: 404 if there is none with the name, 409 for the default one.
    func delete(_ name: String) throws(ControlError) {
        guard name != WorldState.defaultName else {
            throw ControlError(
                .conflict,
                "the world \(name) cannot be deleted",
                hint: "POST /__emulator/reset makes it as it was."
            )
        }
        guard let removed = shelf(of: name).entries.withLock({ $0.removeValue(forKey: name) }) else {
            throw ControlError(
                .notFound,
                "there is no world \(name)",
                hint: "GET /__emulator/worlds lists the worlds."
            )
        }
        count.subtract(1, ordering: .relaxed)
        end(removed.world)
    }

    /// The refusal of a name that no world can have.
    static func refusal(ofName name: String) -> ControlError {
        ControlError(.badRequest, "\"\(name)\" is not a name for a world", hint: "\(ClientName.rule): /worlds/{name}/…")
    }

    private static let tooMany = ControlError(
        .serviceUnavailable,
        "there are too many worlds",
        hint: "DELETE /__emulator/worlds/{name} ends one; --max-worlds allows more, --world-ttl ends idle ones sooner."
    )

    private func known(_ name: String, at now: Timestamp) -> World? {
        shelf(of: name).entries.withLock { entries in
            guard let entry = entries[name], !isIdle(entry, at: now) else { return nil }
            entries[name]?.touchedAt = now
            return entry.world
        }
    }

    /// Whether to look for idle worlds on the occasion of a new one; true for one of the threads that ask, now and then.
    private func isTimeToLook(at now: Timestamp) -> Bool {
        let last = lookedAt.load(ordering: .relaxed)
        guard .milliseconds(now.milliseconds - last) >= limits.idle / 8 else { return false }
        return lookedAt.compareExchange(expected: last, desired: now.milliseconds, ordering: .relaxed).exchanged
    }

    private func removeIdle(at now: Timestamp) {
        for shelf in shelves {
            let removed = shelf.entries.withLock { entries in
                let idle = entries.filter { isIdle($0.value, at: now) }
                for name in idle.keys { entries[name] = nil }
                return idle.values.map(\.world)
            }
            count.subtract(removed.count, ordering: .relaxed)
            for world in removed { end(world) }
        }
    }

    private func isIdle(_ entry: Entry, at now: Timestamp) -> Bool {
        now.since(entry.touchedAt) >= limits.idle
    }

    private func shelf(of name: String) -> Shelf {
        shelves[Int(name.utf8.reduce(UInt32(5381)) { $0 &* 33 ^ UInt32($1) }) % shelves.count]
    }
}
