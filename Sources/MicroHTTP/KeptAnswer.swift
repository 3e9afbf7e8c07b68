internal import CMicroHTTPD
internal import HTTPMessage

/// The answer that a connection gave last, as libmicrohttpd has it.
///
/// The next one is often the same but for the value of its last field, such as an id. Then that field is changed and the
/// answer queued again, where making another takes libmicrohttpd three allocations for each field. Nobody else has it:
/// it belongs to one connection, which has sent it before it reads on.
@safe struct KeptAnswer: ~Copyable {
    /// The bytes of a body that a connection without a request may hold.
    static let largestBody = 4096

    private let raw: OpaquePointer
    private var headers: HTTPHeaders
    private let body: [UInt8]

    /// Makes an answer that is sent whole.
    init?(_ response: HTTPResponse) {
        guard let raw = unsafe SentBody(response.body).makeRaw() else { return nil }
        unsafe response.headers.add(to: raw)
        unsafe self.raw = raw
        (headers, body) = (response.headers, response.body)
    }

    deinit {
        unsafe MHD_destroy_response(raw)
    }

    /// Queues it with a status.
    func queue(on connection: Connection, status: UInt32) -> MHD_Result {
        unsafe MHD_queue_response(connection.raw, status, raw)
    }

    /// Makes it into another answer, whose status may be any.
    ///
    /// - Returns: false where it differs in more than the value of the last field; nothing has changed then.
    mutating func become(_ other: HTTPResponse) -> Bool {
        guard other.headers.isLikeButInLastValue(headers), other.body.isSameArray(as: body),
            unsafe headers.withLastField({ unsafe MHD_del_response_header(raw, $0, $1) }) == .YES,
            unsafe other.headers.withLastField({ unsafe MHD_add_response_header(raw, $0, $1) }) == .YES
        else { return false }
        headers = other.headers
        return true
    }
}

extension HTTPHeaders {
    /// Whether both are plain and differ in nothing but the value of their last field.
    fileprivate func isLikeButInLastValue(_ other: HTTPHeaders) -> Bool {
        guard isPlain, other.isPlain, count == other.count, let last = places.last, let otherLast = other.places.last,
            last.valueStart == otherLast.valueStart
        else { return false }
        let shared = bytes.span.extracting(..<last.valueStart)
        return shared.isEqual(to: other.bytes.span.extracting(..<last.valueStart))
    }

    /// Gives the last field as C strings; there must be one.
    fileprivate func withLastField(_ body: (UnsafePointer<CChar>, UnsafePointer<CChar>) -> MHD_Result) -> MHD_Result {
        unsafe bytes.withUnsafeBytes { bytes in
            guard let place = places.last, let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            else { return .NO }
            return unsafe body(start + place.nameStart, start + place.valueStart)
        }
    }
}

extension [UInt8] {
    /// Whether both share their bytes, which is told without a look at them.
    fileprivate func isSameArray(as other: [UInt8]) -> Bool {
        unsafe withUnsafeBytes { bytes in
            unsafe other.withUnsafeBytes { others in
                unsafe bytes.baseAddress == others.baseAddress && bytes.count == others.count
            }
        }
    }
}
