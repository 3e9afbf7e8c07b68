extension WireCase {
    /// `Content-Length` (RFC 9112 §6.2).
    static let lengths: [WireCase] = [
        .post("a body", "Content-Length: 5", "hello", .served(body: "hello")),
        .post("an empty body", "Content-Length: 0", ""),
        .post("no length", "A: b", ""),
        .post("a length with zeros", "Content-Length: 005", "hello", .served(body: "hello")),
        .post("a length of two zeros", "Content-Length: 00", ""),
        .post("white space before the length", "Content-Length: \t 5", "hello", .served(body: "hello")),
        // libmicrohttpd refuses it, although RFC 9112 §5.1 has it ignored.
        .post("white space after the length", "Content-Length: 5 ", "hello", .refused(400)),
        .post("another field that looks like the length", "Content_Length: 9", ""),
        .post("a body after an expectation", "Content-Length: 5\r\nConnection: x", "hello", .served(body: "hello")),
        .post("a body that is too large", "Content-Length: 100001", text(100_001), .served(body: "too large")),
        WireCase(
            "a body of GET",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
            .served(body: "hello")
        ),
        WireCase(
            "a body of OPTIONS",
            "OPTIONS / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
            .served(body: "hello")
        ),
        .post("two lengths", "Content-Length: 5\r\nContent-Length: 6", "hello", .refused(400)),
        .post("the same length twice", "Content-Length: 5\r\nContent-Length: 5", "hello", .refused(400)),
        .post("two lengths in one field", "Content-Length: 5, 6", "hello", .refused(400)),
        .post("the same length twice in one field", "Content-Length: 5, 5", "hello", .refused(400)),
        .post("a length with a plus", "Content-Length: +5", "hello", .refused(400)),
        .post("a length with a minus", "Content-Length: -5", "hello", .refused(400)),
        .post("minus zero", "Content-Length: -0", "", .refused(400)),
        .post("a length in hexadecimal", "Content-Length: 0x5", "hello", .refused(400)),
        .post("a length in octal", "Content-Length: 0o5", "hello", .refused(400)),
        .post("a length with an underscore", "Content-Length: 1_0", "helloworld", .refused(400)),
        .post("a length with a space", "Content-Length: 1 0", "helloworld", .refused(400)),
        .post("a length with a fraction", "Content-Length: 5.0", "hello", .refused(400)),
        .post("a length of letters", "Content-Length: five", "hello", .refused(400)),
        .post("a length with letters after it", "Content-Length: 5x", "hello", .refused(400)),
        .post("an empty length", "Content-Length:", "", .refused(400)),
        .post("a length with a NUL", "Content-Length: 5\0", "hello", .refused(400)),
        .post("a folded length", "Content-Length: 5\r\n 0", "hello", .refused(400)),
        .post("a length of 2^64", "Content-Length: 18446744073709551616", "", .refused(400)),
        .post("a length of twenty nines", "Content-Length: 99999999999999999999", "", .refused(400)),
        .post("a length of 400 digits", "Content-Length: " + String(repeating: "9", count: 400), "", .refused(400)),
        .post("a space before the length's colon", "Content-Length : 5", "hello", .refused(400)),
    ]

    /// `Transfer-Encoding` (RFC 9112 §6.1).
    static let encodings: [WireCase] = [
        .chunks("chunks", "5\r\nhello\r\n0\r\n\r\n", .served(body: "hello")),
        .post("chunks in upper case", "Transfer-Encoding: CHUNKED", "1\r\na\r\n0\r\n\r\n", .served(body: "a")),
        .post("white space before the encoding", "Transfer-Encoding: \t chunked", "0\r\n\r\n"),
        .post("white space after the encoding", "Transfer-Encoding: chunked ", "0\r\n\r\n", .refused(400)),
        .post("another field that looks like the encoding", "Transfer_Encoding: chunked", ""),
        .post("the encodings that a client takes", "TE: trailers", ""),
        WireCase(
            "chunks in HTTP/1.0",
            "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            .refused(400)
        ),
        .post("length, then encoding", "Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n", .refused(400)),
        .post("encoding, then length", "Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n", .refused(400)),
        .post("two encodings", "Transfer-Encoding: gzip, chunked", "0\r\n\r\n", .refused(400)),
        .post("chunked not last", "Transfer-Encoding: chunked, gzip", "0\r\n\r\n", .refused(400)),
        .post("chunked twice in one field", "Transfer-Encoding: chunked, chunked", "0\r\n\r\n", .refused(400)),
        .post("chunked twice", chunked + "\r\n" + chunked, "0\r\n\r\n", .refused(400)),
        .post("chunked and identity", chunked + "\r\nTransfer-Encoding: identity", "0\r\n\r\n", .refused(400)),
        .post("an unknown encoding", "Transfer-Encoding: nonsense", "hello", .refused(400)),
        .post("identity", "Transfer-Encoding: identity", "hello", .refused(400)),
        .post("an empty encoding", "Transfer-Encoding:", "", .refused(400)),
        .post("an encoding with a letter before", "Transfer-Encoding: xchunked", "0\r\n\r\n", .refused(400)),
        .post("an encoding with a comma before", "Transfer-Encoding: , chunked", "0\r\n\r\n", .refused(400)),
        .post("an encoding with a comma after", "Transfer-Encoding: chunked,", "0\r\n\r\n", .refused(400)),
        .post("an encoding with a parameter", "Transfer-Encoding: chunked;a=b", "0\r\n\r\n", .refused(400)),
        .post("an encoding in quotes", "Transfer-Encoding: \"chunked\"", "0\r\n\r\n", .refused(400)),
        .post("an encoding with a vertical tab", "Transfer-Encoding: \u{B}chunked", "0\r\n\r\n", .refused(400)),
        .post("an encoding with a form feed", "Transfer-Encoding: chunked\u{C}", "0\r\n\r\n", .refused(400)),
        .post("an encoding with a NUL", "Transfer-Encoding: chunked\0", "0\r\n\r\n", .refused(400)),
        .post("a folded encoding", "Transfer-Encoding:\r\n chunked", "0\r\n\r\n", .refused(400)),
        .post("a space before the encoding's colon", "Transfer-Encoding : chunked", "0\r\n\r\n", .refused(400)),
    ]

    /// Chunks (RFC 9112 §7.1).
    static let chunks: [WireCase] = [
        .chunks("no chunk but the last", "0\r\n\r\n"),
        .chunks("two chunks", "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", .served(body: "hello world")),
        .chunks("a size in upper case", "A\r\nhelloworld\r\n0\r\n\r\n", .served(body: "helloworld")),
        .chunks("a size in lower case", "a\r\nhelloworld\r\n0\r\n\r\n", .served(body: "helloworld")),
        .chunks("a size with zeros", "0005\r\nhello\r\n0000\r\n\r\n", .served(body: "hello")),
        .chunks("line ends in the data", "4\r\n\r\n\r\n\r\n0\r\n\r\n", .served(body: "\r\n\r\n")),
        .chunks("an extension", "5;a=b\r\nhello\r\n0\r\n\r\n", .served(body: "hello")),
        .chunks("an extension without a value", "5;a\r\nhello\r\n0\r\n\r\n", .served(body: "hello")),
        .chunks("two extensions", "5;a=b;c=d\r\nhello\r\n0;e\r\n\r\n", .served(body: "hello")),
        .chunks("an extension in quotes", "5;a=\"b;\\\"c\"\r\nhello\r\n0\r\n\r\n", .served(body: "hello")),
        .chunks("an extension with spaces", "5;a = b\r\nhello\r\n0\r\n\r\n", .served(body: "hello")),
        .chunks("large chunks", "8000\r\n\(text(0x8000))\r\n0\r\n\r\n", .served(body: text(0x8000))),
        .chunks("a hundred chunks", hundred + "0\r\n\r\n", .served(body: text(100))),
        .chunks("chunks that are too large", "20000\r\n\(text(0x20000))\r\n0\r\n\r\n", .served(body: "too large")),
        .chunks("a bare semicolon", "5;\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("a bare semicolon in the second chunk", "1\r\na\r\n5;\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("a bare semicolon in the last chunk", "5\r\nhello\r\n0;\r\n\r\n", .refused(400)),
        .chunks("a bare semicolon in the only chunk", "0;\r\n\r\n", .refused(400)),
        .chunks("two semicolons", "5;;a\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("an extension without a name", "5;=b\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("an extension with an empty value", "5;a=\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("an extension that is not a token", "5;a[=b\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("an extension with an open quote", "5;a=\"b\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("a NUL in an extension", "5;a\0b\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("a CR in an extension", "5;a\rb\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("an extension of 64 KB", "5;a=\(text(65_536))\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("a size of 64 KB of zeros", "\(String(repeating: "0", count: 65_536))5\r\nhello", .refused(400)),
        .chunks("a size that is not a number", "Z\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("no size", "\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("a size with a prefix", "0x5\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("a size with a plus", "+5\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("a size with a minus", "-1\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("a size with an underscore", "1_0\r\nhello world!!!!!\r\n0\r\n\r\n", .refused(400)),
        .chunks("a space before the size", " 5\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("a space after the size", "5 \r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("a tab after the size", "5\t\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("a size of 2^64", "10000000000000000\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("a size of seventeen digits", "FFFFFFFFFFFFFFFF0\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("no line end after the data", "5\r\nhello0\r\n\r\n", .refused(400)),
        .chunks("data longer than its size", "5\r\nhello!!\r\n0\r\n\r\n", .refused(400)),
        .chunks("data shorter than its size", "6\r\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("a bare line feed after the size", "5\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("a bare line feed after the data", "5\r\nhello\n0\r\n\r\n", .refused(400)),
        .chunks("a bare line feed after an extension", "5;a\nhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("a bare CR after the size", "5\rhello\r\n0\r\n\r\n", .refused(400)),
        .chunks("a bare CR after the data", "5\r\nhello\r0\r\n\r\n", .refused(400)),
    ]

    /// Trailer sections (RFC 9112 §7.1.2).
    static let trailers: [WireCase] = [
        .chunks("a trailer field", "1\r\na\r\n0\r\nX-Sum: 1\r\n\r\n", .served(body: "a")),
        .chunks("two trailer fields", "1\r\na\r\n0\r\nX-Sum: 1\r\nY: z\r\n\r\n", .served(body: "a")),
        .chunks("a length as trailer", "1\r\na\r\n0\r\nContent-Length: 50\r\n\r\n", .served(body: "a")),
        .chunks("an encoding as trailer", "1\r\na\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n", .served(body: "a")),
        .chunks("a host as trailer", "1\r\na\r\n0\r\nHost: evil\r\n\r\n", .served(body: "a")),
        .chunks("a trailer line without a colon", "1\r\na\r\n0\r\nno colon\r\n\r\n", .refused(400)),
        .chunks("a space before a trailer's colon", "1\r\na\r\n0\r\nA : b\r\n\r\n", .refused(400)),
        .chunks("a control character in a trailer", "1\r\na\r\n0\r\nA: b\u{1}\r\n\r\n", .refused(400)),
        .chunks("a trailer of 100 KB", "1\r\na\r\n0\r\nA: \(text(100_000))\r\n\r\n", .refused(431)),
    ]

    /// Several requests in one write.
    static let sequences: [WireCase] = [
        WireCase("a request after a refused one", "GET / HTTP/1.1\r\n\r\n" + next, .refused(400)),
        .post("a request after two lengths", "Content-Length: 0\r\nContent-Length: 3", next, .refused(400)),
        .chunks("a request after a broken chunk", "+0\r\n\r\n" + next, .refused(400)),
        .chunks("a request in front of which a chunk is open", "5\r\nhello" + next, .refused(400)),
        .post(
            "a request after a length and an encoding",
            "Content-Length: 6\r\n" + chunked,
            "0\r\n\r\nX" + next,
            .refused(400)
        ),
        .post("a request within a body", "Content-Length: \(next.utf8.count)", next, .served(body: next)),
        .chunks(
            "a request within a chunk",
            "\(String(next.utf8.count, radix: 16))\r\n\(next)\r\n0\r\n\r\n",
            .served(body: next)
        ),
    ]

    private static let next = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let chunked = "Transfer-Encoding: chunked"
    private static let hundred = String(repeating: "1\r\nx\r\n", count: 100)

    private static func text(_ count: Int) -> String {
        String(repeating: "x", count: count)
    }
}
