internal import HTTPMessage
internal import WireMock

/// The responses of a world that wait for their delay or are sent in pieces, so that they can be given up.
struct WaitingResponses: Sendable {
    private var ofWorld = ResponseCancellation()
    private var ofStubs: [UUID: ResponseCancellation] = [:]

    /// Lets a response be given up if it is one that waits.
    ///
    /// - Parameter stub: The stub that has responded; nil for none.
    mutating func add(_ response: inout HTTPResponse, of stub: UUID?) {
        guard !response.isUsual, response.waits else { return }
        guard let stub else {
            response.cancellation = ofWorld
            return
        }
        let cancellation = ofStubs[stub] ?? ResponseCancellation()
        ofStubs[stub] = cancellation
        response.cancellation = cancellation
    }

    /// Gives up all of them.
    mutating func cancelAll() {
        ofWorld.cancel()
        for cancellation in ofStubs.values { cancellation.cancel() }
        self = WaitingResponses()
    }

    /// Gives up those of the stubs that are no more.
    mutating func cancelAll(except stubs: StubStore) {
        for (id, cancellation) in ofStubs where stubs.find(id) == nil {
            cancellation.cancel()
            ofStubs[id] = nil
        }
    }
}

extension HTTPResponse {
    fileprivate var waits: Bool {
        if delay != nil { return true }
        if case .dribble = delivery { return true }
        return false
    }
}
