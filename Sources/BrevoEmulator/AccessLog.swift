internal import BrevoCore
internal import EmulatorCore
internal import HTTPMessage
internal import JSON

/// The access log: a line for each request, with API keys and tokens shortened.
public struct AccessLog: Sendable {
    /// The form of a line.
    public enum Format: String, CaseIterable, Sendable {
        /// For people.
        case text
        /// For programs: a JSON object a line.
        case json
    }

    private let format: Format
    private let showsKeys: Bool
    private let write: @Sendable (String) -> Void

    /// - Parameters:
    ///   - showsKeys: Whether API keys are written whole.
    ///   - write: Takes a line without its line feed; called on the thread that responds.
    public init(format: Format, showsKeys: Bool = false, write: @escaping @Sendable (String) -> Void) {
        self.format = format
        self.showsKeys = showsKeys
        self.write = write
    }

    func log(_ request: HTTPRequest, _ response: HTTPResponse, took duration: Duration) {
        let received = request.prefix + request.target
        let target = (showsKeys ? received : Secret.redacted(target: received)).prefix(1000)
        let key = request.headers["api-key"].map { showsKeys ? $0 : Secret.shortened($0) }?.prefix(300)
        let fault = response.headers[InjectedFault.fieldName]
        let hint = response.headers["X-Emulator-Hint"]
        let milliseconds = duration.millisecondsText
        switch format {
        case .text:
            let line = [
                SystemClock.now().description, request.method.rawValue, String(target),
                String(response.status.rawValue), "\(milliseconds)ms", "key=\(key ?? "-")",
            ]
            let notes = [fault.map { "fault=\($0)" }, hint.map { "hint=\"\($0)\"" }].compactMap(\.self)
            write((line + notes).map(Self.visible).joined(separator: " "))
        case .json:
            var json = JSONWriter()
            json.object { json in
                json.member("time", SystemClock.now().description)
                json.member("method", request.method.rawValue)
                json.member("target", String(target))
                json.member("status", response.status.rawValue)
                json.key("milliseconds")
                json.raw(Array(milliseconds.utf8))
                if let key { json.member("key", String(key)) }
                if let fault { json.member("fault", fault) }
                if let hint { json.member("hint", hint) }
            }
            write(json.text)
        }
    }

    /// Replaces control characters, so that what a client sent can neither move a terminal's cursor nor start a line.
    private static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return text }
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 })
        )
    }
}
