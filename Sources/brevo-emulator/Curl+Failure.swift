internal import MicroHTTP

extension Curl {
    /// The exit codes of curl's manual that can occur here.
    enum Code: Int32 {
        case unsupportedProtocol = 1
        case usage = 2
        case malformedURL = 3
        case unknownHost = 6
        case unreachable = 7
        case refusedByServer = 22
        case writeError = 23
        case timeout = 28
        case noTLS = 35
        case tooManyRedirects = 47
        case emptyReply = 52
        case receiveError = 56
        case untrusted = 60
    }

    /// Why there is nothing to show: an exit code, and a line for stderr.
    struct Failure: Error {
        let code: Code
        let text: String

        init(_ code: Code, _ text: String) {
            (self.code, self.text) = (code, text)
        }

        init(_ failure: StandInRequest.Failure) {
            switch failure {
            case .untrustedCertificate: self.init(.untrusted, "No certificate is trusted here; -k accepts any")
            case .probe(let failure):
                let code: Code =
                    switch failure {
                    case .invalidURL: .malformedURL
                    case .unknownScheme, .notHTTP: .unsupportedProtocol
                    case .unknownHost: .unknownHost
                    case .unreachable: .unreachable
                    case .timeout: .timeout
                    case .handshakeFailed: .noTLS
                    case .noResponse: .emptyReply
                    case .broken: .receiveError
                    }
                let text = failure.description
                self.init(code, text.prefix(1).uppercased() + text.dropFirst())
            }
        }
    }
}
