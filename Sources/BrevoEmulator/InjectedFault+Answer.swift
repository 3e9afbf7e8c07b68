internal import BrevoAPI
internal import BrevoCore
internal import EmulatorControl
internal import HTTPMessage

extension InjectedFault {
    /// The answer in place of the stub's or the service's; nil where theirs is only to be delayed.
    func answer(
        to request: HTTPRequest,
        _ call: APIRequest,
        at now: Timestamp,
        headers: ServiceHeaders
    ) -> HTTPResponse? {
        switch effect {
        case .delay: return nil
        case .answer(let response): return response
        case .refusal(let given):
            var response = given
            let service = call.refusal(given.status, of: request, at: now, headers: headers, hint: hint)
            response.headers = service.headers.replaced(by: given.headers)
            response.body = service.body
            return response
        }
    }

    /// Holds back an answer that is not the fault's own, and says on any where it comes from.
    func mark(_ response: inout HTTPResponse) {
        if case .delay(let delay) = effect { response.delay = (response.delay ?? .zero) + delay }
        response.headers.append(Self.fieldName, label)
    }
}

extension HTTPHeaders {
    /// These fields, those left out whose names others have, and then the others.
    fileprivate func replaced(by others: HTTPHeaders) -> HTTPHeaders {
        guard !others.isEmpty else { return self }
        var headers = HTTPHeaders()
        for field in self where others[field.name] == nil { headers.append(field.name, field.value) }
        headers.append(contentsOf: others)
        return headers
    }
}
