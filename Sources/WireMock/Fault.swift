internal import HTTPMessage

/// The ways in which a stub can spoil the connection, by WireMock's names.
enum Fault: String, CaseIterable, Sendable {
    case connectionResetByPeer = "CONNECTION_RESET_BY_PEER"
    case emptyResponse = "EMPTY_RESPONSE"
    case randomDataThenClose = "RANDOM_DATA_THEN_CLOSE"
    case malformedResponseChunk = "MALFORMED_RESPONSE_CHUNK"

    init(_ fields: Fields) throws(AdminError) {
        let name = try fields.required("fault", try fields.string("fault"))
        guard let fault = Fault(rawValue: name) else {
            let names = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid("\(name) is none of \(names)", at: fields.pointer("fault"))
        }
        self = fault
    }

    var delivery: HTTPResponse.Delivery {
        switch self {
        case .connectionResetByPeer: .connectionReset
        case .emptyResponse: .emptyResponse
        case .randomDataThenClose: .randomDataThenClose
        case .malformedResponseChunk: .malformedChunk
        }
    }
}
