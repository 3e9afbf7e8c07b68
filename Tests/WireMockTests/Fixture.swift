import Foundation
import JSON

/// A JSON file of the repository's fixtures.
func fixture(_ path: String) -> JSONValue {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    do {
        return try JSONParser.parse(Array(Data(contentsOf: root.appendingPathComponent("fixtures/\(path)"))))
    } catch { preconditionFailure("fixtures/\(path): \(error)") }
}
