internal import CMicroHTTPD
internal import Glibc
internal import Synchronization

/// A thread that waits for the sockets of its connections, for the time and for messages, and serves what is due.
///
/// Everything that concerns a connection happens on this thread; other threads send messages.
@safe final class EventLoop: @unchecked Sendable {
    // Sendable because all but `inbox`, `bell` and the counts is only used on the loop's thread once it runs.

    /// What other threads ask for.
    enum Message: Sendable {
        /// Serve this client.
        case open(Int32, SocketAddress, isReserved: Bool)
        /// End a wait.
        case call(Suspension)
        /// Close a connection if it still serves the request with this number.
        case cancel(connection: Int, request: Int)
        /// End every wait for a call, and allow no more of them.
        case endCalls
        /// Close every connection, and end.
        case stop
    }

    /// The time when the thread last woke up; a clock that is read once for all that is due then.
    private(set) var now = MonotonicTime.now
    /// Whether connections may no longer wait for calls.
    private(set) var endsCalls = false

    private let service: Service
    private let inbox = Mutex<[Message]>([])
    private let bell: Int32
    private let events: Int32
    private let thread = Atomic<UInt>(0)
    private let load = Atomic(0)

    /// By number, from 1 on.
    private var connections: [Int: Connection] = [:]
    private var lastNumber = 0
    /// Stands for `bell` where a connection's number would stand.
    private static let bellNumber: UInt64 = 0
    /// The suspensions by their ends, with some that have ended earlier.
    private var timers = DeadlineHeap<Suspension>()
    private var suspendedCount = 0
    private var nextSweep: MonotonicTime
    private var unfinished: [Connection] = []
    /// Connections whose clients seem to have left, the last one first.
    private var leaving: [Connection] = []
    private var isStopped = false

    /// A loop that has yet to run; nil where the system has no descriptors left.
    init?(_ service: Service) {
        self.service = service
        nextSweep = now
        bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        events = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard bell >= 0, events >= 0 else { return nil }
        var entry = unsafe epoll_event(events: EPOLLIN.rawValue, data: unsafe epoll_data_t(u64: Self.bellNumber))
        guard unsafe epoll_ctl(events, EPOLL_CTL_ADD, bell, &entry) == 0 else { return nil }
    }

    deinit {
        if bell >= 0 { close(bell) }
        if events >= 0 { close(events) }
    }

    /// The connections that it was given and has not closed.
    var connectionCount: Int { load.load(ordering: .relaxed) }

    /// Whether the caller runs on the loop's thread.
    var isCurrent: Bool { thread.load(ordering: .relaxed) == UInt(pthread_self()) }

    /// Has the loop do something; from any thread.
    func post(_ message: Message) {
        if case .open = message { load.add(1, ordering: .relaxed) }
        let isFirst = inbox.withLock { inbox in
            inbox.append(message)
            return inbox.count == 1
        }
        if isFirst { eventfd_write(bell, 1) }
    }

    /// Serves until it is told to stop.
    func run() {
        thread.store(UInt(pthread_self()), ordering: .relaxed)
        Self.blockPipeSignal()
        let capacity = 128
        unsafe withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: capacity) { ready in
            while !isStopped {
                let count = unsafe epoll_wait(events, ready.baseAddress, Int32(capacity), timeout)
                now = .now
                // Negative where a signal has ended the wait.
                unsafe serve(ready, max(0, Int(count)))
                finish()
                wakeSuspended()
                sweep()
            }
        }
    }

    /// Runs a connection once more in the loop's next round, so that one with many requests does not hold up others.
    func runAgain(_ connection: Connection) {
        unfinished.append(connection)
    }

    /// Checks in one of the loop's next rounds whether the client of a suspended connection has left.
    ///
    /// That takes many times as long as a request, and thousands may leave at once; so only some are checked in a round.
    func leaves(_ connection: Connection) {
        leaving.append(connection)
    }

    /// Wakes a suspended connection when the time has come.
    func suspended(_ suspension: Suspension, until time: MonotonicTime) {
        suspendedCount += 1
        suspension.end = time
        guard time < .distantFuture else { return }
        timers.insert(suspension, at: time)
        guard timers.count > 64, timers.count > 2 * suspendedCount else { return }
        timers.filter { suspension, time in
            suspension.end == time && connections[suspension.connection]?.isSuspended(by: suspension) == true
        }
    }

    /// A connection is no longer suspended.
    func resumed() {
        suspendedCount -= 1
    }

    /// Waits no longer for events of a socket that is about to be closed.
    ///
    /// Closing it is not enough: a process that is just being forked may hold it a little longer.
    func ignore(_ descriptor: Int32) {
        epoll_ctl(events, EPOLL_CTL_DEL, descriptor, nil)
    }

    /// Forgets a connection that was closed.
    func remove(_ connection: Connection) {
        guard connections.removeValue(forKey: connection.number) != nil else { return }
        load.subtract(1, ordering: .relaxed)
        service.tracker.connectionClosed()
    }

    /// How long nothing is due, in milliseconds; -1 without end.
    private var timeout: Int32 {
        guard unfinished.isEmpty, leaving.isEmpty else { return 0 }
        guard !connections.isEmpty || service.hasMemoryToTrim else { return -1 }
        let earliest = min(timers.earliest ?? nextSweep, nextSweep)
        // A sweep need not be in time, so that the clock is not read for it.
        let now = earliest < nextSweep ? MonotonicTime.now : now
        guard earliest > now else { return 0 }
        // Rounded up: it would ask again and again during the last millisecond.
        return Int32(clamping: (earliest.nanoseconds - now.nanoseconds + 999_999) / 1_000_000)
    }

    private func serve(_ ready: UnsafeMutableBufferPointer<epoll_event>, _ count: Int) {
        var hasMessages = false
        for position in 0..<count {
            let number = unsafe ready[position].data.u64
            if number == Self.bellNumber { hasMessages = true }
            // By number, because a process that is being forked can hold the socket of a connection that is closed.
            unsafe connections[Int(number)]?.receive(ready[position].events)
        }
        guard hasMessages else { return }
        // Before the messages are taken: a sender after that rings again.
        var count: UInt64 = 0
        unsafe eventfd_read(bell, &count)
        for message in inbox.withLock({ exchange(&$0, with: []) }) { receive(message) }
    }

    private func receive(_ message: Message) {
        switch message {
        case .open(let descriptor, let address, let isReserved):
            open(descriptor, from: address, isReserved: isReserved)
        case .call(let suspension):
            if connections[suspension.connection]?.resume(from: suspension) != true { suspension.isCalled = true }
        case .cancel(let number, let request):
            if let connection = connections[number], connection.serves(request) { connection.close() }
        case .endCalls:
            endsCalls = true
            for connection in Array(connections.values) { connection.endCall() }
        case .stop:
            for connection in Array(connections.values) { connection.close() }
            isStopped = true
        }
    }

    private func open(_ descriptor: Int32, from address: SocketAddress, isReserved: Bool) {
        lastNumber += 1
        let connection =
            Connection(lastNumber, descriptor, address, isReserved: isReserved, on: self, service)
        connections[lastNumber] = connection
        // Reports each change once, whatever libmicrohttpd waits for, also while the connection is suspended.
        let interests = EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
        var entry = unsafe epoll_event(events: interests, data: unsafe epoll_data_t(u64: UInt64(lastNumber)))
        // Before libmicrohttpd adds the socket to an epoll instance of its own: Linux notifies the one that was added last
        // first. The other way round, libmicrohttpd might be run before it is notified, and then not again.
        let isWatched = unsafe epoll_ctl(events, EPOLL_CTL_ADD, descriptor, &entry) == 0
        guard connection.start(), isWatched else {
            service.report("Cannot serve a client: \(unsafe String(cString: strerror(errno)))")
            return connection.close()
        }
    }

    private func finish() {
        for connection in exchange(&unfinished, with: []) where connections[connection.number] != nil {
            connection.serve()
        }
        for _ in 0..<min(16, leaving.count) {
            let connection = leaving.removeLast()
            if connections[connection.number] != nil { connection.checkLeaving() }
        }
    }

    private func wakeSuspended() {
        while let suspension = timers.removeFirst(dueAt: now) {
            // The suspension may have been used again since, with a later end.
            if suspension.end <= now { _ = connections[suspension.connection]?.resume(from: suspension) }
        }
    }

    /// Once a second, closes the connections whose clients are too slow, and gives back memory.
    private func sweep() {
        guard nextSweep <= now else { return }
        nextSweep = now + 1_000_000_000
        for connection in Array(connections.values) { connection.checkDeadline() }
        service.trimMemory()
    }

    /// Lets a write to a closed connection fail on this thread, where it would end the process.
    private static func blockPipeSignal() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
