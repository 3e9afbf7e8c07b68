"""Where the page may stand: behind a token, below a prefix, at a link, before an emulator that goes and comes back."""

import http.client
import http.server
import threading
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx
import pytest
from conftest import World, eventually, started
from selenium.webdriver.common.keys import Keys

PREFIX = "/tools/brevo"


def test_a_token_is_asked_for_and_kept_in_memory_alone(page):
    with started("--admin-token", "s3cret") as url:
        assert httpx.get(f"{url}/__emulator/state").status_code == 401
        page.origins.add(urlsplit(url).netloc)
        page.driver.get(f"{url}/")
        page.wait_for(lambda: page.count("#token"), "the question")
        assert page.accessibility_faults() == []
        page.find("#token").send_keys("wrong" + Keys.ENTER)
        page.wait_for_text("That was not the right one.", "dialog")
        page.find("#token").send_keys("s3cret" + Keys.ENTER)
        page.wait_for(lambda: page.text("#link") == "Live", "the connection")
        httpx.get(f"{url}/v3/organization/invited/users", headers={"api-key": "any"})
        page.wait_for_rows(1)
        kept = page.run("return [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie, location.href]")
        assert kept == ["{}", "{}", "", f"{url}/"]
        page.driver.refresh()
        page.wait_for(lambda: page.count("#token"), "the question after a reload")


@contextmanager
def proxied(emulator):
    """A reverse proxy that has the emulator below a prefix, and strips it."""
    upstream = urlsplit(emulator)

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self):
            if not self.path.startswith(PREFIX + "/"):
                return self.send_error(404)
            length = int(self.headers.get("Content-Length", 0))
            connection = http.client.HTTPConnection(upstream.hostname, upstream.port)
            headers = {**dict(self.headers), "Connection": "close"}
            connection.request(self.command, self.path[len(PREFIX):], self.rfile.read(length) or None, headers)
            response = connection.getresponse()
            self.send_response(response.status)
            for name, value in response.getheaders():
                if name.lower() not in ("transfer-encoding", "connection", "date"):
                    self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            try:
                while some := response.read1(65536):
                    self.wfile.write(some)
            except OSError:
                pass
            connection.close()

        do_GET = do_POST = do_PUT = do_DELETE = pass_on

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    finally:
        server.shutdown()


@pytest.mark.parametrize("name", ["", "/worlds/behind"])
def test_it_works_below_the_prefix_of_a_proxy(page, name):
    with started() as emulator, proxied(emulator) as url:
        page.open(url + name)
        page.wait_for_text(f"{url}{name}/v3", ".blank")
        httpx.get(f"{emulator}{name}/v3/organization/invited/users", headers={"api-key": "any"})
        assert page.wait_for_rows(1)[0]["path"] == "/v3/organization/invited/users"
        page.open_row("200")
        page.press("\ue00c", "g", "c")
        page.click("+73 h")
        page.wait_for_text("200", "#last .status")
        page.press("g", "w")
        page.wait_for(lambda: page.count(".rowlist a"), "the worlds")
        links = page.run("return [...document.querySelectorAll('.rowlist a')].map((link) => link.href)")
        assert f"{url}/" in links and all(link.startswith(url) for link in links)


def test_a_world_without_its_slash_is_found_and_a_client_is_not_misled(world, page):
    page.origins.add(urlsplit(world.url).netloc)
    page.driver.get(world.url)
    page.wait_for(lambda: page.text("#world") == world.name, "the page")
    assert httpx.get(world.url + "/").status_code == 401
    assert "json" in httpx.get(world.url + "/").headers["content-type"]


def test_a_view_a_filter_and_an_open_row_are_the_address(world, page):
    world.invite("ann@acme.example")
    world.invite("ann@acme.example")
    page.open(world.url)
    page.wait_for_rows(2)
    page.filter("status:4xx invit")
    page.open_row("400")
    address = page.driver.current_url
    page.driver.get("about:blank")
    page.driver.get(address)
    page.wait_for_text("Why it was refused", ".detail")
    assert len(page.rows()) == 1
    assert page.find("#filter").get_attribute("value") == "status:4xx invit"
    page.driver.back()
    page.driver.get(address)
    page.press("g", "c")
    page.wait_for(lambda: page.text("h1") == "Clock", "the clock")
    page.driver.back()
    page.wait_for_text("Why it was refused", ".detail")


@pytest.mark.parametrize("filter, number", [
    ("status:200", 1), ("status:4xx", 2), ("-status:4xx", 1), ("status:>=400", 2), ("basis:INF", 2), ("path:nowhere", 1),
    ("method:post status:400", 1), ("operation:inviteuser", 2), ('"already"', 0), ("nowhere", 1), ("rule:user-invited-once", 1),
])
def test_a_filter_finds(world, page, filter, number):
    world.invite("ann@acme.example")
    world.invite("ann@acme.example")
    world.call("GET", "/v3/nowhere")
    page.open(world.url)
    page.wait_for_rows(3)
    page.filter(filter)
    page.wait_for(lambda: len(page.rows()) == number, f"{number} rows")


def test_an_entry_of_the_journal_is_the_row_that_its_event_was(world, page):
    page.open(world.url)
    world.invite("ann@acme.example")
    world.invite("ann@acme.example")
    world.call("GET", "/v3/nowhere")
    columns = ("status", "method", "path", "operation", "hint")
    live = [[row[column] for column in columns] for row in page.wait_for_rows(3)]
    page.open(world.url)
    assert [[row[column] for column in columns] for row in page.wait_for_rows(3)] == live


def test_all_worlds_are_one_list_where_that_is_asked_for(emulator, world, page):
    other = World(emulator, world.name + "b")
    page.open(world.url)
    page.press("w")
    page.wait_for(lambda: "world=*" in page.run("return decodeURIComponent(location.hash)"), "the address")
    page.wait_for(lambda: page.text("#link") == "Live", "the connection")
    def both():
        world.list()
        other.list()
        return {world.name, other.name} <= {row["account"] for row in page.rows()}
    page.wait_for(both, "rows of both worlds")


def test_what_is_copied_works(world, page):
    world.invite("it's@acme.example")
    page.open(world.url)
    page.open_row("200")
    page.run("""
        window.copied = [];
        Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied.push(text); } } });""")
    for label in ["curl", "pytest", "WireMock stub"]:
        page.click(label, ".copies")
    curl, test, stub = page.wait_for(lambda: (texts := page.run("return window.copied")) and len(texts) == 3 and texts, "three texts")

    import subprocess
    answer = subprocess.run(["bash", "-c", curl.replace("curl ", "curl -s ", 1)], capture_output=True, text=True, timeout=30)
    assert "already invited" in answer.stdout
    world.control("DELETE", "/mail")
    world.control("POST", "/reset")
    scope = {}
    exec(compile(test, "copied", "exec"), scope)
    next(value for name, value in scope.items() if name.startswith("test_"))()
    world.control("POST", "/reset")
    import json
    assert world.call("POST", "/__admin/mappings", json=json.loads(stub)).status_code == 201
    assert world.invite("it's@acme.example").headers.get("matched-stub-id")


def test_an_emulator_that_comes_back_is_found_again(page):
    with started() as url:
        page.open(url)
        port = urlsplit(url).port
    page.wait_for_text("Connection lost", "#link")
    with started("--port", str(port)):
        page.wait_for(lambda: page.text("#link") == "Live", "the connection", 20)
        httpx.get(f"{url}/v3/organization/invited/users", headers={"api-key": "any"})
        page.wait_for_rows(1)


def test_pages_that_are_left_keep_no_connection(emulator, page):
    """A browser has six connections to a server, so a seventh page would wait for one."""
    for number in range(9):
        world = World(emulator, f"left{number}")
        page.open(world.url)
    def streams():
        metrics = httpx.get(f"{emulator}/__emulator/metrics").text
        return int(next(line for line in metrics.splitlines() if line.startswith("brevo_emulator_event_streams ")).split()[1])
    def few():
        # An event is what shows that a reader has left.
        for number in range(9):
            World(emulator, f"left{number}").list()
        return streams() <= 2
    eventually(few, "the end of the streams")
