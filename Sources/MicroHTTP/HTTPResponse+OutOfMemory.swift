internal import HTTPMessage

extension HTTPResponse {
    /// What is sent in place of a response that does not fit in the memory budget.
    static let outOfMemory = HTTPResponse(
        status: .serviceUnavailable,
        headers: [
            "Content-Type": "application/json",
            "X-Emulator-Hint": "Responses that clients have not read use up the memory budget: read or close them.",
        ],
        body: Array(#"{"error":"the memory budget of this server is used up"}"#.utf8)
    )
}
