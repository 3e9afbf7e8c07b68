import HTTPMessage
import Testing

@Suite struct BodyStreamTests {
    /// Everything that can be read now, so many bytes at a time.
    private func drain(_ stream: BodyStream, by count: Int = 3) -> String {
        var bytes: [UInt8] = []
        while case .bytes(let piece) = stream.read(atMost: count) { bytes += piece }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func isAtEnd(_ stream: BodyStream) -> Bool {
        if case .end = stream.read(atMost: 1) { true } else { false }
    }

    @Test(arguments: [1, 2, 3, 4, 100]) func `messages come out in their order, in pieces of any size`(count: Int) {
        let stream = BodyStream()
        for message in ["a", "", "bcd", "efghijk"] { #expect(stream.append(Array(message.utf8))) }
        #expect(drain(stream, by: count) == "abcdefghijk")
        #expect(!isAtEnd(stream))
        stream.end(with: Array("!".utf8))
        #expect(!stream.append([1]))
        #expect(drain(stream, by: count) == "!")
        #expect(isAtEnd(stream))
    }

    @Test func `what is too much drops all but the message that has begun, and says so`() {
        let stream = BodyStream(limit: 10, farewell: Array("bye".utf8))
        stream.append(Array("1234".utf8))
        stream.append(Array("5678".utf8))
        guard case .bytes(let begun) = stream.read(atMost: 2) else { return #expect(Bool(false)) }
        #expect(begun == Array("12".utf8))
        #expect(stream.append(Array("9012".utf8)))
        #expect(!stream.append([0]))
        #expect(!stream.append([]))
        #expect(drain(stream) == "34bye")
        #expect(isAtEnd(stream))
    }

    @Test func `a message larger than the limit drops a reader that waits`() {
        let stream = BodyStream(limit: 10, farewell: Array("bye".utf8))
        #expect(!stream.append(Array("12345678901".utf8)))
        #expect(drain(stream) == "bye")
        #expect(isAtEnd(stream))
    }

    @Test func `a message that has been sent whole is not kept`() {
        let stream = BodyStream(limit: 4, farewell: Array("bye".utf8))
        stream.append(Array("1234".utf8))
        #expect(drain(stream) == "1234")
        #expect(stream.append(Array("5678".utf8)))
        #expect(!stream.append([0]))
        #expect(drain(stream) == "bye")
    }

    @Test func `a stream whose client is gone takes nothing and holds nothing`() {
        let stream = BodyStream()
        stream.append([1])
        stream.close()
        #expect(!stream.append([2]))
        #expect(isAtEnd(stream))
    }
}
