internal import Bytes
internal import CMicroHTTPD
internal import HTTPMessage

/// A connection's last response, as libmicrohttpd has it, to be sent again with small changes.
///
/// The next response often differs only in the value of its last field, such as an id. Then that field is changed and
/// the response queued again, where making another costs libmicrohttpd three allocations a field. A connection has sent
/// its response before it reads the next request, so nobody else uses it.
@safe struct KeptResponse: ~Copyable {
    /// The size in bytes up to which a body is kept while a connection is idle.
    static let largestBody = 4096

    private let raw: OpaquePointer
    private var headers: HTTPHeaders
    private let body: [UInt8]

    /// Makes a response that is sent whole.
    init?(_ response: HTTPResponse) {
        guard let raw = unsafe FixedBody(response.body).makeRaw() else { return nil }
        unsafe response.headers.add(to: raw)
        unsafe self.raw = raw
        (headers, body) = (response.headers, response.body)
    }

    deinit {
        unsafe MHD_destroy_response(raw)
    }

    /// Queues it with a status.
    func queue(on connection: OpaquePointer, status: UInt32) -> MHD_Result {
        unsafe MHD_queue_response(connection, status, raw)
    }

    /// Makes it into another response, whatever the status of that.
    ///
    /// - Returns: false, and nothing has changed, where it differs in more than the value of the last field.
    mutating func become(_ other: HTTPResponse) -> Bool {
        guard other.headers.equalsButForLastValue(headers), other.body.sharesStorage(with: body),
            unsafe headers.withLastField({ unsafe MHD_del_response_header(raw, $0, $1) }) == .YES,
            unsafe other.headers.withLastField({ unsafe MHD_add_response_header(raw, $0, $1) }) == .YES
        else { return false }
        headers = other.headers
        return true
    }
}

extension HTTPHeaders {
    /// Whether both are plain and differ only in the value of their last field.
    fileprivate func equalsButForLastValue(_ other: HTTPHeaders) -> Bool {
        guard isPlain, other.isPlain, count == other.count, let last = places.last, let otherLast = other.places.last,
            last.valueStart == otherLast.valueStart
        else { return false }
        let shared = bytes.span.extracting(..<last.valueStart)
        return shared.isEqual(to: other.bytes.span.extracting(..<last.valueStart))
    }

    /// Calls `body` with the last field as C strings; there must be one.
    fileprivate func withLastField(_ body: (UnsafePointer<CChar>, UnsafePointer<CChar>) -> MHD_Result) -> MHD_Result {
        unsafe bytes.withUnsafeBytes { bytes in
            guard let place = places.last, let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            else { return .NO }
            return unsafe body(start + place.nameStart, start + place.valueStart)
        }
    }
}

extension [UInt8] {
    /// Whether both share their storage, so that their bytes need not be compared.
    fileprivate func sharesStorage(with other: [UInt8]) -> Bool {
        unsafe withUnsafeBytes { bytes in
            unsafe other.withUnsafeBytes { others in
                unsafe bytes.baseAddress == others.baseAddress && bytes.count == others.count
            }
        }
    }
}
