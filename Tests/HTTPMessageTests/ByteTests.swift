import Bytes
import HTTPMessage
import Testing

/// What is looked at eight bytes at a time must be what a look at each would find.
@Suite struct ByteTests {
    /// Texts around the length of a word, each byte of interest at each place of them.
    private static let texts: [[UInt8]] = (0...18).flatMap { length in
        [0x00, 0x1F, 0x20, 0x21, 0x25, 0x7E, 0x7F, 0x80, 0xA0, 0xFF].flatMap { (byte: UInt8) in
            (0..<max(length, 1)).map { place in
                var text = [UInt8](repeating: 0x61, count: length)
                if length > 0 { text[place] = byte }
                return text
            }
        }
    }

    @Test func `the first occurrence of a byte is found`() {
        for text in Self.texts {
            for byte: UInt8 in [0x00, 0x20, 0x25, 0x61, 0x7F, 0xFF] {
                for start in 0...text.count {
                    #expect(text.span.offset(of: byte, from: start) == text[start...].firstIndex(of: byte))
                }
            }
        }
    }

    @Test func `a prefix is recognized`() {
        for text in Self.texts {
            for other in [Self.texts[0], Self.texts[Self.texts.count / 2], text, text.dropLast(), text + [0]] {
                #expect(text.span.starts(with: other.span) == text.starts(with: other))
            }
        }
    }

    @Test func `visible text is recognized`() {
        for text in Self.texts {
            #expect(text.span.isVisibleASCII == text.allSatisfy { (0x21...0x7E).contains($0) })
        }
    }

    @Test func `a byte below another is found in a word`() {
        for text in Self.texts where text.count >= 8 {
            let word = text.span.word(at: 0)
            #expect(word.hasByte(below: 0x21) == text[..<8].contains { $0 < 0x21 })
            #expect(word.hasByte(0x7F) == text[..<8].contains(0x7F))
            #expect(word.isASCII == text[..<8].allSatisfy { $0 < 0x80 })
        }
    }
}

extension [UInt8] {
    fileprivate func dropLast() -> [UInt8] { Array(prefix(Swift.max(0, count - 1))) }
}
