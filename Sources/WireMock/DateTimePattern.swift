internal import JSON

struct DateTimePattern: Sendable {
    static let modifiers: Set<String> = [
        "actualFormat", "truncateExpected", "truncateActual", "expectedOffset", "expectedOffsetUnit",
    ]
    let json: JSONObject
    init(_ fields: Fields, _ name: String) throws(AdminError) {
        throw .invalid("\(name) is not supported by this emulator", at: fields.pointer(name))
    }
    func matches(_ text: String, now: Int) -> Bool { false }
}
