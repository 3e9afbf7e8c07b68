import BrevoCore
import CoreCommands
import Testing

/// So many times the same letter.
private func run(_ count: Int, of text: String = "a") -> String { String(repeating: text, count: count) }

/// A domain of 189 bytes: with 64 before the `@` an address has the 254 that it may have.
private let longDomain = "\(run(63)).\(run(63)).\(run(61))"

@Suite struct EmailAddressTests {
    @Test(arguments: [
        "ann@acme.example",
        "a@b.c",
        "ann+test@acme.example",
        "a.b.c@acme.example",
        "1@2.3",
        "-@acme.example",
        "o'neil@acme.example",
        "!#$%&'*+-/=?^_`{|}~@acme.example",
        "ann@a-b.c--d.example",
        "ann@xn--exmple-cua.example",
        "jörg@exämple.de",
        "用户@例子.公司",
        "👩‍💻@acme.example",
        "\(run(64))@acme.example",
        "\(run(32, of: "ö"))@acme.example",
        "ann@\(run(63)).\(run(63))",
        "ann@\(run(31, of: "ö"))a.example",
        "\(run(64))@\(longDomain)",
    ])
    func `an address of the specification is taken and kept as given`(text: String) throws {
        #expect(try #require(EmailAddress(text)).text == text)
    }

    @Test(arguments: [
        "", "@", "ann", "ann@", "@acme.example", "ann@acme", "acme.example",
        "ann@@acme.example", "ann@acme@acme.example", "ann@acme.example@", "@ann@acme.example",
        ".ann@acme.example", "ann.@acme.example", "a..b@acme.example", ".@acme.example",
        "ann@.acme.example", "ann@acme..example", "ann@acme.example.", "ann@.", "ann@acme.",
        " ann@acme.example", "ann@acme.example ", "a nn@acme.example", "ann@ac me.example", "ann @acme.example",
        "ann@acme.example\n", "\tann@acme.example", "ann@acme.example\r\n", "ann\u{0}@acme.example",
        "ann@acme\u{0}.example", "ann\u{7F}@acme.example", "ann\u{1F}@acme.example",
        "\"ann\"@acme.example", "\"a b\"@acme.example", "\"a@b\"@acme.example", "ann\\@acme.example",
        "a,b@acme.example", "a;b@acme.example", "a:b@acme.example", "a(b)@acme.example", "a[b]@acme.example",
        "<ann@acme.example>", "Ann <ann@acme.example>", "mailto:ann@acme.example",
        "ann@[127.0.0.1]", "ann@acme_corp.example", "ann@acme!.example", "ann@acme+corp.example", "ann@a/b.example",
        "ann@-acme.example", "ann@acme-.example", "ann@acme.-",
        "\(run(65))@acme.example", "\(run(33, of: "ö"))@acme.example",
        "ann@\(run(64)).example", "ann@acme.\(run(64))", "ann@\(run(32, of: "ö")).example",
        "\(run(64))@\(longDomain)a",
    ])
    func `anything else is no address`(text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test func `254 bytes are the most that an address has`() {
        #expect("\(run(64))@\(longDomain)".utf8.count == 254)
    }

    @Test(arguments: [
        ("ann@acme.example", "ANN@ACME.EXAMPLE"),
        ("Ann@acme.example", "aNN@Acme.Example"),
        ("jörg@exämple.de", "JÖRG@EXÄMPLE.DE"),
        ("привет@пример.рф", "ПРИВЕТ@ПРИМЕР.РФ"),
        ("a1!@acme.example", "A1!@acme.example"),
    ])
    func `addresses are compared without regard to case`(left: String, right: String) throws {
        let (left, right) = (try #require(EmailAddress(left)), try #require(EmailAddress(right)))
        #expect(left == right)
        #expect(Set([left, right]).count == 1)
        #expect(left.key == right.key)
        #expect(left.text != right.text)
    }

    @Test(arguments: [
        ("ann@acme.example", "bob@acme.example"),
        ("ann@acme.example", "ann@acme.examples"),
        ("ann@acme.example", "ann+test@acme.example"),
        ("ann@acme.example", "a.nn@acme.example"),
        ("jorg@acme.example", "jörg@acme.example"),
        ("a^@acme.example", "a~@acme.example"),
    ])
    func `different mailboxes are not equal`(left: String, right: String) throws {
        #expect(try #require(EmailAddress(left)) != (try #require(EmailAddress(right))))
    }
}
