internal import EmulatorCore
public import JSON
internal import WireMock

/// The stubs that an emulator starts with, from documents as in WireMock's `mappings` directories.
public struct StubFiles: Sendable {
    /// All stubs, the newest last.
    private(set) var stubs: [StubMapping] = []
    /// A stub without an id gets one, the same in every run, because its responses carry it.
    private var random = RandomSequence(seed: 0x5EED)

    /// Creates an empty collection.
    public init() {}

    /// The number of stubs.
    public var count: Int { stubs.count }

    /// Adds the stubs of a document: one, or those in its `mappings`; later ones take precedence.
    ///
    /// - Throws: ``InvalidStubFile`` with the first fault.
    public mutating func add(_ document: JSONValue) throws(InvalidStubFile) {
        do throws(AdminError) { stubs += try StubFile.stubs(in: document, random: &random) } catch {
            throw InvalidStubFile(error)
        }
    }
}

/// A document without stubs that can be used.
public struct InvalidStubFile: Error, Sendable, CustomStringConvertible {
    /// The JSON Pointer of the fault, a colon, and what is wrong.
    public let description: String

    init(_ error: AdminError) {
        let fault = error.faults[0]
        description = "\(fault.pointer?.description ?? ""): \(fault.detail ?? fault.title)"
    }
}
