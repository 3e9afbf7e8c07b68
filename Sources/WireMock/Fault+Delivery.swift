internal import HTTPMessage

extension Fault {
    /// The fault that a delivery stands for; nil where the answer arrives.
    init?(_ delivery: HTTPResponse.Delivery) {
        guard let fault = Self.allCases.first(where: { $0.delivery == delivery }) else { return nil }
        self = fault
    }
}
