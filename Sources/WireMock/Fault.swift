internal import HTTPMessage

/// WireMock's ways to break a connection.
enum Fault: String, CaseIterable, Sendable {
    case connectionResetByPeer = "CONNECTION_RESET_BY_PEER"
    case emptyResponse = "EMPTY_RESPONSE"
    case randomDataThenClose = "RANDOM_DATA_THEN_CLOSE"
    case malformedResponseChunk = "MALFORMED_RESPONSE_CHUNK"

    var delivery: HTTPResponse.Delivery {
        switch self {
        case .connectionResetByPeer: .connectionReset
        case .emptyResponse: .emptyResponse
        case .randomDataThenClose: .randomDataThenClose
        case .malformedResponseChunk: .malformedChunk
        }
    }
}
