internal import HTTPMessage

/// What follows when a suspended connection is resumed.
enum Continuation {
    case send(HTTPResponse)
    case write(RawResponse)
    case check(Wait)

    /// A wait for a deferred response, and the headers that are added to it.
    struct Wait {
        let deferred: DeferredResponse
        let headers: HTTPHeaders
        let suspension: Suspension
        let end: MonotonicTime
    }
}
