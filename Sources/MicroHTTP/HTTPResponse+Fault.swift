internal import HTTPMessage

extension HTTPResponse {
    /// The bytes that WireMock sends in place of an HTTP response.
    static let garbage = Array("lskdu018973t09sylgasjkfg1][]'./.sdlv".utf8)

    /// The head that WireMock sends, the same whatever the status, followed by bytes that are not a chunk.
    static let malformedChunk = Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8) + garbage
}
