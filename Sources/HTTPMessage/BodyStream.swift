internal import Synchronization

/// A body without a foreseeable end: messages appended from any thread, sent in chunks as the client takes them.
///
/// Whoever appends never waits. A client that lets more than the limit pile up is dropped: it is sent the message that
/// had begun, then the farewell, and the connection ends. The connection holds the stream, so whoever appends may hold
/// it weakly, and sees it go with the client.
public final class BodyStream: Sendable {
    /// Bytes that mean nothing to the client, sent where there is nothing else to send.
    ///
    /// A suspended connection does not notice that its client left; writing to it does, the second time at the latest.
    public struct KeepAlive: Sendable {
        /// What is sent.
        public let bytes: [UInt8]
        /// How long the stream may be silent before that.
        public let interval: Duration

        /// These bytes after so much silence.
        public init(_ bytes: [UInt8], after interval: Duration) {
            (self.bytes, self.interval) = (bytes, interval)
        }
    }

    fileprivate struct State {
        /// What was appended and not yet sent, shared with the other streams that it was appended to.
        var messages: [[UInt8]] = []
        /// The bytes of the first message that have been sent.
        var sent = 0
        /// The bytes of all messages that have not been sent.
        var size = 0
        var isEnded = false
        var whenReadable: (@Sendable () -> Void)?
    }

    /// What is sent in silence; nil for nothing.
    package let keepAlive: KeepAlive?
    private let limit: Int
    private let farewell: [UInt8]
    private let whenGone: @Sendable () -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - limit: the bytes that may wait to be sent; 256 KiB unless said otherwise.
    ///   - farewell: the last message to a client that is dropped.
    ///   - whenGone: called when nobody holds it any more, wherever that happens, so it must take no lock.
    public init(
        limit: Int = 256 << 10,
        keepAlive: KeepAlive? = nil,
        farewell: [UInt8] = [],
        whenGone: @escaping @Sendable () -> Void = {}
    ) {
        (self.limit, self.keepAlive, self.farewell, self.whenGone) = (limit, keepAlive, farewell, whenGone)
    }

    deinit { whenGone() }

    /// Sends a message after the others; false where the stream has ended, or does so because its client is too slow.
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

    /// Ends the body after what waits to be sent, and this message.
    public func end(with message: [UInt8] = []) {
        change { state in
            guard !state.isEnded else { return }
            state.add(message)
            state.isEnded = true
        }
    }

    /// What there is to send.
    package enum Reading {
        /// These bytes, which are then no longer the stream's.
        case bytes([UInt8])
        /// Nothing yet.
        case nothing
        /// Nothing ever.
        case end
    }

    /// Takes what there is to send, at most so many bytes.
    package func read(atMost count: Int) -> Reading {
        state.withLock { state in
            if state.size > 0 { return .bytes(state.take(count)) }
            return state.isEnded ? .end : .nothing
        }
    }

    /// Has this called when there is something to send again, or never will be.
    package func whenReadable(_ call: @escaping @Sendable () -> Void) {
        state.withLock { $0.whenReadable = call }
    }

    /// Its client is gone: nothing more is taken.
    package func close() {
        state.withLock { $0 = State(isEnded: true) }
    }

    /// Changes the state, and says so to a reader that has found nothing.
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

    /// Forgets all messages but the one that has begun, which would be nonsense without its end.
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
    /// Whether both are the same one.
    public static func == (left: BodyStream, right: BodyStream) -> Bool {
        left === right
    }
}
