import HTTPMessage
import Inspector
import Testing

/// What `GET /` responds with, and to whom.
@Suite struct ResponseTests {
    private static let html: HTTPHeaders = ["Accept": "text/html,application/xhtml+xml,*/*;q=0.8"]

    private func respond(
        _ target: String = "/",
        seenAs inner: String = "/",
        method: HTTPMethod = .get,
        accepting headers: HTTPHeaders = html
    ) -> HTTPResponse? {
        let request = HTTPRequest(method: method, target: target, headers: headers)
        return Inspector.response(to: request, target: inner, mailStyle: "sha256-mail")
    }

    @Test func `a browser gets one document that loads nothing`() throws {
        let response = try #require(respond())
        #expect(response.status == .ok)
        #expect(response.headers["Content-Type"] == "text/html; charset=utf-8")
        let text = String(decoding: response.body, as: UTF8.self)
        #expect(text.hasPrefix("<!doctype html>"))
        #expect(!text.contains("<script src") && !text.contains("rel=\"stylesheet\""))
        #expect(!text.contains("from './") && !text.contains("style.css") && !text.contains("main.js"))
    }

    @Test func `the document is at most 80 KB`() throws {
        let count = try #require(respond()).body.count
        #expect(count <= 80 * 1024)
        #expect(count > 20 * 1024, "it would not be the page")
    }

    @Test func `its script and its style are allowed by their hashes alone`() throws {
        let policy = try #require(respond()?.headers["Content-Security-Policy"])
        let directives = policy.split(separator: ";").map { $0.split(separator: " ").map(String.init) }
        let script = try #require(directives.first { $0.first == "script-src" })
        #expect(script.count == 2 && script[1].hasPrefix("'sha256-"))
        #expect(directives.contains(["default-src", "'none'"]))
        #expect(directives.contains(["connect-src", "'self'"]))
        #expect(directives.contains(["frame-ancestors", "'none'"]))
        #expect(policy.contains("'sha256-mail'"))
        #expect(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval"))
    }

    @Test(arguments: ["*", "W/", ""]) func `who has the page is not sent it again`(prefix: String) throws {
        let tag = try #require(respond()?.headers["ETag"])
        var headers = Self.html
        headers.append("If-None-Match", prefix == "*" ? "*" : "\"other\", \(prefix)\(tag)")
        let again = try #require(respond(accepting: headers))
        #expect(again.status.rawValue == 304)
        #expect(again.body.isEmpty)
        #expect(again.headers["ETag"] == tag)
    }

    @Test func `who has another page is sent this one`() throws {
        var headers = Self.html
        headers.append("If-None-Match", "\"other\"")
        #expect(try #require(respond(accepting: headers)).status == .ok)
    }

    @Test(arguments: ["", "*/*", "application/json", "text/html;q=0", "text/htmlx", "text/*"])
    func `a client that does not ask for HTML is not given it`(accept: String) {
        #expect(respond(accepting: accept.isEmpty ? [:] : ["Accept": accept]) == nil)
    }

    @Test func `the page has one address, and is only read`() {
        #expect(respond("/v3/x", seenAs: "/v3/x") == nil)
        #expect(respond(method: .post) == nil)
        #expect(respond(method: .head)?.status == .ok)
        #expect(respond("/?x", seenAs: "/?x")?.status == .ok)
    }

    @Test(arguments: [
        ("/worlds/t1", "t1/"), ("/worlds/t1?a=b", "t1/?a=b"), ("/below/worlds/t%201", "t%201/"),
    ]) func `a world's page is below its name, so that relative URLs are the world's`(target: String, location: String)
        throws
    {
        let response = try #require(respond(target))
        #expect(response.status.rawValue == 308)
        #expect(response.headers["Location"] == location)
    }
}
