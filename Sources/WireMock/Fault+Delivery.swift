internal import HTTPMessage

extension Fault {
    /// The fault of a delivery; nil if the response arrives.
    init?(_ delivery: HTTPResponse.Delivery) {
        guard let fault = Self.allCases.first(where: { $0.delivery == delivery }) else { return nil }
        self = fault
    }
}
