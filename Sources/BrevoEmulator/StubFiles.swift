internal import EmulatorCore
public import JSON
internal import WireMock

/// The stubs that an emulator starts with, from documents as in WireMock's `mappings` directories.
public struct StubFiles: Sendable {
    /// Which responses of stubs are templates.
    public enum Templating: Sendable {
        /// None: `{{` is text.
        case disabled
        /// Those of stubs with the transformer `response-template`.
        case perStub
        /// All.
        case global
    }

    /// All stubs, the newest last.
    private(set) var stubs: [StubMapping] = []
    let options: StubOptions
    /// Makes the identifiers of stubs without one; they are the same in every run, because responses contain them.
    private var random = RandomSequence(seed: 0x5EED)

    /// Creates an empty collection.
    ///
    /// - Parameters:
    ///   - templating: Which responses are templates.
    ///   - bodyFile: Returns the bytes of a body file; nil if there is none.
    public init(
        templating: Templating = .perStub,
        bodyFile: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }
    ) {
        let templating: StubOptions.Templating =
            switch templating {
            case .disabled: .disabled
            case .perStub: .perStub
            case .global: .global
            }
        options = StubOptions(templating: templating, bodyFile: bodyFile)
    }

    /// The number of stubs.
    public var count: Int { stubs.count }

    /// Adds the stubs of a document: one, or those in its `mappings`; later ones take precedence over earlier ones.
    ///
    /// - Parameter skipsInvalid: Whether to leave out stubs that are refused, rather than to throw.
    /// - Returns: What is wrong nevertheless, one line each: body files that do not exist, and stubs that were left out.
    /// - Throws: ``InvalidStubFile`` with all faults; nothing has been added then.
    @discardableResult
    public mutating func add(
        _ document: JSONValue,
        skipsInvalid: Bool = false
    ) throws(InvalidStubFile) -> [String] {
        guard skipsInvalid else {
            do throws(AdminError) {
                let read = try StubFile.stubs(in: document, options, random: &random)
                stubs += read.stubs
                return read.warnings.map(InvalidStubFile.text)
            } catch { throw InvalidStubFile(error) }
        }
        var warnings: [String] = []
        for place in StubFile.places(in: document) {
            do throws(AdminError) {
                let read = try StubFile.stub(at: place, of: document, options, random: &random)
                stubs.append(read.stub)
                warnings += read.warnings.map(InvalidStubFile.text)
            } catch {
                warnings.append("a stub was left out: \(InvalidStubFile(error).faults.joined(separator: "; "))")
            }
        }
        return warnings
    }
}

/// A document whose stubs cannot be served.
public struct InvalidStubFile: Error, Sendable, CustomStringConvertible {
    /// All faults: for each, its JSON Pointer, a colon, and what is wrong.
    public let faults: [String]

    /// The faults, one on each line.
    public var description: String { faults.joined(separator: "\n") }

    init(_ error: AdminError) {
        faults = error.faults.map(Self.text)
    }

    fileprivate static func text(_ fault: AdminError.Fault) -> String {
        "\(fault.pointer?.description ?? ""): \(fault.detail ?? fault.title)"
    }
}
