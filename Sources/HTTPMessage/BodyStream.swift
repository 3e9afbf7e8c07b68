internal import Synchronization

/// A body of unknown length: messages appended from any thread, and sent in chunks as fast as the client reads them.
///
/// Appending never waits. A client that lets more than the limit accumulate is disconnected: it is sent the rest of the
/// message it has begun to read, then the farewell. The connection retains the stream. Code that appends to it can
/// therefore keep a weak reference, which becomes nil when the client has left.
public final class BodyStream: Sendable {
    /// Bytes that mean nothing to the client, sent while there is nothing else to send.
    ///
    /// They keep proxies from closing the connection, and reveal that the client has vanished without closing it.
    public struct KeepAlive: Sendable {
        /// The bytes that are sent.
        public let bytes: [UInt8]
        /// How long nothing is sent before them.
        public let interval: Duration

        /// Sends `bytes` whenever nothing was sent for `interval`.
        public init(_ bytes: [UInt8], after interval: Duration) {
            (self.bytes, self.interval) = (bytes, interval)
        }
    }

    fileprivate struct State {
        /// The messages that have not been sent completely; their storage may be shared with other streams.
        var messages: [[UInt8]] = []
        /// The number of bytes of the first message that have been sent.
        var sent = 0
        /// The number of bytes of all messages that have not been sent.
        var size = 0
        var isEnded = false
        var whenReadable: (@Sendable () -> Void)?
    }

    /// What is sent while nothing is appended; nil for nothing.
    package let keepAlive: KeepAlive?
    /// The number of bytes that may wait to be sent.
    package let limit: Int
    private let farewell: [UInt8]
    private let whenGone: @Sendable () -> Void
    private let state = Mutex(State())

    /// Creates an empty stream.
    ///
    /// - Parameters:
    ///   - limit: the number of bytes that may wait to be sent.
    ///   - keepAlive: what to send while nothing is appended; nil for nothing.
    ///   - farewell: the last message to a client that is disconnected because it reads too slowly.
    ///   - whenGone: called from `deinit`, on any thread and under any lock, so it must not take one.
    public init(
        limit: Int = 256 << 10,
        keepAlive: KeepAlive? = nil,
        farewell: [UInt8] = [],
        whenGone: @escaping @Sendable () -> Void = {}
    ) {
        (self.limit, self.keepAlive, self.farewell, self.whenGone) = (limit, keepAlive, farewell, whenGone)
    }

    deinit { whenGone() }

    /// Sends a message after the others.
    ///
    /// - Returns: false if the stream has ended, or ends now because its client reads too slowly.
    @discardableResult
    public func append(_ message: [UInt8]) -> Bool {
        change { state in
            guard !state.isEnded else { return false }
            guard state.size + message.count <= limit else {
                state.drop(farewell)
                return false
            }
            state.add(message)
            return true
        }
    }

    /// Ends the body after the messages that wait to be sent, and `message`.
    public func end(with message: [UInt8] = []) {
        change { state in
            guard !state.isEnded else { return }
            state.add(message)
            state.isEnded = true
        }
    }

    /// The outcome of a read.
    package enum Reading {
        /// Bytes, which are removed from the stream.
        case bytes([UInt8])
        /// There is nothing to send yet.
        case nothing
        /// The body has ended.
        case end
    }

    /// Removes and returns what there is to send, at most `count` bytes.
    package func read(atMost count: Int) -> Reading {
        state.withLock { state in
            if state.size > 0 { return .bytes(state.take(count)) }
            return state.isEnded ? .end : .nothing
        }
    }

    /// Calls back when there is something to send again, or the body has ended.
    package func whenReadable(_ call: @escaping @Sendable () -> Void) {
        state.withLock { $0.whenReadable = call }
    }

    /// Discards the messages and accepts no more, because the client has disconnected.
    package func close() {
        state.withLock { $0 = State(isEnded: true) }
    }

    /// Changes the state, and calls a reader that has found nothing to send before.
    @discardableResult
    private func change<Result>(_ body: (inout State) -> Result) -> Result {
        let (result, call) = state.withLock { state in
            let wasSilent = state.size == 0 && !state.isEnded
            let result = body(&state)
            return (result, wasSilent && (state.size > 0 || state.isEnded) ? state.whenReadable : nil)
        }
        call?()
        return result
    }
}

extension BodyStream.State {
    fileprivate mutating func add(_ message: [UInt8]) {
        guard !message.isEmpty else { return }
        messages.append(message)
        size += message.count
    }

    /// Drops all messages except one that was partly sent, and adds the farewell.
    fileprivate mutating func drop(_ farewell: [UInt8]) {
        messages.removeSubrange((sent > 0 ? 1 : 0)...)
        size = messages.reduce(-sent) { $0 + $1.count }
        add(farewell)
        isEnded = true
    }

    fileprivate mutating func take(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(count, size))
        var whole = 0
        while bytes.count < count, whole < messages.count {
            let part = messages[whole][sent...].prefix(count - bytes.count)
            bytes += part
            sent += part.count
            guard sent == messages[whole].count else { break }
            (whole, sent) = (whole + 1, 0)
        }
        messages.removeFirst(whole)
        size -= bytes.count
        return bytes
    }
}

extension BodyStream: Equatable {
    /// Whether both are the same object.
    public static func == (left: BodyStream, right: BodyStream) -> Bool {
        left === right
    }
}
