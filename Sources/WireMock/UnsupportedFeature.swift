/// Something that WireMock has and this emulator refuses.
///
/// docs/wiremock.md lists them; a test compares the two.
enum UnsupportedFeature: String, CaseIterable, Sendable {
    case equalToXml, matchesXPath, matchesJsonSchema
    case customMatcher, multipartPatterns
    case proxyBaseUrl, additionalProxyRequestHeaders, removeProxyRequestHeaders, proxyUrlPrefixToRemove
    case postServeActions, serveEventListeners

    /// The feature of this name; nil for any other.
    init?(name: String) {
        self.init(rawValue: name)
    }

    /// What the emulator would have to do.
    var reason: String {
        switch self {
        case .equalToXml, .matchesXPath: "XML is not read"
        case .matchesJsonSchema: "JSON Schema is not evaluated"
        case .customMatcher: "A matcher written in Java cannot be loaded"
        case .multipartPatterns: "Multipart bodies are not taken apart"
        case .proxyBaseUrl, .additionalProxyRequestHeaders, .removeProxyRequestHeaders, .proxyUrlPrefixToRemove:
            "Nothing is proxied: the emulator opens no connection"
        case .postServeActions, .serveEventListeners:
            "Nothing is called after a response: the emulator opens no connection"
        }
    }

    var refusal: String { "\(rawValue) is not supported by this emulator. \(reason)." }
}
