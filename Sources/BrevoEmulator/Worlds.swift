internal import BrevoCore
internal import Synchronization

/// The worlds of a process beside its default one, each made on first touch as a fork of the seed (spec §10).
///
/// Their names are spread over many locks, each held for a look-up only: no world waits for another's work.
final class Worlds: Sendable {
    /// How many worlds there may be, and for how long without a request.
    struct Limits: Sendable {
        var count = 10_000
        var idle = Duration.seconds(60 * 60)
    }

    private struct Entry {
        let world: World
        var touchedAt: Timestamp
    }

    /// A lock with the worlds whose names fall to it; a class, since a lock cannot be copied into an array.
    private final class Shelf: Sendable {
        let entries = Mutex<[String: Entry]>([:])
    }

    private let limits: Limits
    private let make: @Sendable () -> World
    private let shelves = (0..<64).map { _ in Shelf() }
    private let count = Atomic(0)
    /// When idle worlds were last looked for, in milliseconds since 1970.
    private let lookedAt = Atomic<Int64>(0)

    /// - Parameter make: forks the seed; costs the same however large it is.
    init(_ limits: Limits, make: @escaping @Sendable () -> World) {
        self.limits = limits
        self.make = make
    }

    /// The names of the worlds that were touched within their time, in order.
    func names(at now: Timestamp) -> [String] {
        removeIdle(at: now)
        return shelves.flatMap { shelf in shelf.entries.withLock { Array($0.keys) } }.sorted()
    }

    /// The world of this name, made if there is none; nil where there are too many.
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
            let world = make()
            entries[name]?.world.end()
            entries[name] = Entry(world: world, touchedAt: now)
            return world
        }
    }

    /// All worlds.
    var all: [World] {
        shelves.flatMap { shelf in shelf.entries.withLock { $0.values.map(\.world) } }
    }

    /// Ends a world, though requests that it is answering are answered; false where there is none.
    func remove(_ name: String) -> Bool {
        let removed = shelf(of: name).entries.withLock { $0.removeValue(forKey: name) }
        guard let removed else { return false }
        count.subtract(1, ordering: .relaxed)
        removed.world.end()
        return true
    }

    private func known(_ name: String, at now: Timestamp) -> World? {
        shelf(of: name).entries.withLock { entries in
            guard let entry = entries[name], !isIdle(entry, at: now) else { return nil }
            entries[name]?.touchedAt = now
            return entry.world
        }
    }

    /// Whether one world more is the occasion to look for idle ones, for one of the threads that ask, now and then.
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
            for world in removed { world.end() }
        }
    }

    private func isIdle(_ entry: Entry, at now: Timestamp) -> Bool {
        now.since(entry.touchedAt) >= limits.idle
    }

    private func shelf(of name: String) -> Shelf {
        shelves[Int(name.utf8.reduce(UInt32(5381)) { $0 &* 33 ^ UInt32($1) }) % shelves.count]
    }
}
