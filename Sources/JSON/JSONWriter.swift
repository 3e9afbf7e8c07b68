/// Writes one JSON text (RFC 8259) in UTF-8, in the order of the calls, and adds the commas.
///
/// A value in an object without its key, a key without its value, and a second value in the document are programming
/// errors, which end the program.
public struct JSONWriter {
    /// The text so far, in UTF-8.
    public private(set) var bytes: [UInt8] = []
    private var place = Place.document
    /// Whether the open array or object has no element yet.
    private var isEmpty = true
    /// The level of the next line; nil for compact output.
    private var indentation: Int?

    /// The position of the next value.
    fileprivate enum Place {
        case document, array, object, afterKey
    }

    /// Creates a writer of compact text that reserves a number of bytes.
    public init(reservingCapacity capacity: Int = 512) {
        bytes.reserveCapacity(capacity)
    }

    /// Creates a writer that puts each element on a line of its own, two spaces a level.
    public init(pretty: Bool) {
        self.init()
        indentation = pretty ? 0 : nil
    }

    /// The text so far.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Writes an object; the closure writes its members.
    public mutating func object(_ members: (inout JSONWriter) -> Void) {
        write(.object, UInt8(ascii: "{"), members, UInt8(ascii: "}"))
    }

    /// Writes an array; the closure writes its elements.
    public mutating func array(_ elements: (inout JSONWriter) -> Void) {
        write(.array, UInt8(ascii: "["), elements, UInt8(ascii: "]"))
    }

    /// Writes a string.
    public mutating func string(_ value: String) {
        beginValue()
        appendQuoted(value)
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) {
        literal(value ? "true" : "false")
    }

    /// Writes an integer.
    public mutating func int(_ value: Int) {
        literal(String(value))
    }

    /// Writes `null`.
    public mutating func null() {
        literal("null")
    }

    /// Writes a value that is already encoded; the bytes are not checked.
    public mutating func raw(_ encoded: [UInt8]) {
        beginValue()
        bytes.append(contentsOf: encoded)
    }

    /// Writes a keyword or a number as it is.
    mutating func literal(_ text: String) {
        beginValue()
        bytes.append(contentsOf: text.utf8)
    }

    /// Writes a key; exactly one value must follow.
    public mutating func key(_ name: String) {
        precondition(place == .object, "A key is inside an object, after the value of the previous key")
        beginElement()
        appendQuoted(name, isKey: true)
        place = .afterKey
    }

    /// An array or object that has been opened and not yet closed.
    @usableFromInline
    package struct Container {
        fileprivate let inside: Place
        fileprivate let outside: Place
    }

    /// The kinds of ``Container``.
    @usableFromInline
    package enum ContainerKind { case array, object }

    /// Opens an array or object, for callers that cannot write its content in a closure.
    @usableFromInline
    package mutating func open(_ kind: ContainerKind) -> Container {
        switch kind {
        case .array: open(.array, UInt8(ascii: "["))
        case .object: open(.object, UInt8(ascii: "{"))
        }
    }

    /// Closes the container that was opened last.
    @usableFromInline
    package mutating func close(_ container: Container) {
        close(container, container.inside == .array ? UInt8(ascii: "]") : UInt8(ascii: "}"))
    }

    private mutating func write(_ inside: Place, _ start: UInt8, _ content: (inout JSONWriter) -> Void, _ end: UInt8) {
        let container = open(inside, start)
        content(&self)
        close(container, end)
    }

    private mutating func open(_ inside: Place, _ start: UInt8) -> Container {
        beginValue()
        let container = Container(inside: inside, outside: place)
        bytes.append(start)
        (place, isEmpty) = (inside, true)
        indentation? += 1
        return container
    }

    private mutating func close(_ container: Container, _ end: UInt8) {
        precondition(place == container.inside, "A key needs a value, and containers close in reverse order")
        indentation? -= 1
        if !isEmpty { breakLine() }
        bytes.append(end)
        (place, isEmpty) = (container.outside, false)
    }

    private mutating func beginValue() {
        switch place {
        case .afterKey: place = .object
        case .array: beginElement()
        case .document: precondition(bytes.isEmpty, "A document is one value")
        case .object: preconditionFailure("A value in an object needs a key")
        }
    }

    private mutating func beginElement() {
        if !isEmpty { bytes.append(.comma) }
        isEmpty = false
        breakLine()
    }

    private mutating func breakLine() {
        guard let indentation else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indentation))
    }

    /// Appends a quoted string; everything up to the first byte that needs an escape is appended at once.
    private mutating func appendQuoted(_ text: String, isKey: Bool = false) {
        let utf8 = text.utf8.span
        let start = bytes.count + 1
        bytes.append(addingCapacity: utf8.count + 3) { output in
            output.append(.quote)
            for position in utf8.indices {
                guard !utf8[position].needsEscape else { return }
                output.append(utf8[position])
            }
            output.append(.quote)
            if isKey { output.append(.colon) }
        }
        let plain = bytes.count - start
        if plain < utf8.count {
            for position in plain..<utf8.count { appendEscaped(utf8[position]) }
            bytes.append(.quote)
            if isKey { bytes.append(.colon) }
        }
        if isKey, indentation != nil { bytes.append(UInt8(ascii: " ")) }
    }

    /// RFC 8259 §7: only the quote, the backslash and the control characters must be escaped.
    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case "\"", "\\": bytes.append(contentsOf: [.backslash, byte])
        case 0x08: bytes.append(contentsOf: #"\b"#.utf8)
        case 0x0C: bytes.append(contentsOf: #"\f"#.utf8)
        case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
        case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
        case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
        case 0..<0x10: bytes.append(contentsOf: (#"\u000"# + String(byte, radix: 16)).utf8)
        case 0..<0x20: bytes.append(contentsOf: (#"\u00"# + String(byte, radix: 16)).utf8)
        default: bytes.append(byte)
        }
    }
}

extension UInt8 {
    fileprivate var needsEscape: Bool { self < 0x20 || self == .quote || self == .backslash }
}
