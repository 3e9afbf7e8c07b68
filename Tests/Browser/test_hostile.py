"""What others have written is only ever text, and nobody else commands."""

import http.server
import threading
from contextlib import contextmanager

import httpx
import pytest
from conftest import VIEW_CONTACTS, World

MARKUP = "<img src=x onerror=\"window.hit='{0}'\"><script>window.hit='{0}'</script>"
VIEWS = ["requests", "people", "mail", "stubs", "clock", "snapshots", "assumptions", "coverage", "worlds"]


@pytest.fixture
def attacked(emulator, world):
    """A world in which everything that a client chooses is markup."""
    state = {
        "version": 1,
        "accounts": [{
            "apiKeys": [world.key], "kind": "master", "companyName": MARKUP.format("company"),
            "owner": {"email": "owner@example.com", "firstName": MARKUP.format("name")},
            "groups": [{"id": "65b1f22c09d6ed67ef1cd123", "groupName": MARKUP.format("group")}],
        }],
    }
    world.control("PUT", "/state", json=state)
    for email in ["\"<img/src=x/onerror=window.hit='mail'>\"@acme.example", "<i>@acme.example", "ann@acme.example"]:
        world.invite(email)
    world.invite(MARKUP.format("body"), privileges=[VIEW_CONTACTS])
    httpx.get(f"{world.url}/v3/%3Cimg%20src=x%20onerror=window.hit='path'%3E", headers={
        "api-key": world.key, "x-attack": MARKUP.format("header"), "user-agent": MARKUP.format("agent")})
    httpx.get(f"{world.url}/v3/organization/invited/users", headers={"api-key": MARKUP.format("key")})
    stub = {"name": MARKUP.format("stub"), "request": {"urlPath": "/x" + MARKUP.format("url")},
            "response": {"body": MARKUP.format("response"), "headers": {"Content-Type": "text/html"}}}
    world.call("POST", "/__admin/mappings", json=stub)
    everywhere = {"name": "any", "request": {"urlPath": "/v3/stubbed"}, "response": {"body": MARKUP.format("response")}}
    world.call("POST", "/__admin/mappings", json=everywhere)
    world.call("POST", "/v3/stubbed", content=MARKUP.format("plain"))
    rule = {"name": "marked", "fault": {"status": 503, "body": MARKUP.format("fault")}, "nth": 1}
    world.control("PUT", "/chaos", json={"rules": [rule]})
    world.list()
    return world


def assert_unhurt(page):
    assert page.run("return window.hit") is None
    assert page.run("return document.querySelectorAll('main img, main script, dialog img, #strip img').length") == 0


@pytest.mark.parametrize("view", VIEWS)
def test_markup_is_text_in_each_view(attacked, page, view):
    page.open(attacked.url, view)
    page.wait_for(lambda: len(page.text("#view")) > 20, f"the view {view}")
    page.run("for (const each of document.querySelectorAll('summary')) each.click()")
    assert_unhurt(page)


def test_markup_is_text_in_each_request(attacked, page):
    page.open(attacked.url)
    number = len(page.wait_for_rows(5))
    page.press("j", "\ue007")
    for _ in range(number):
        page.wait_for(lambda: page.count(".detail details"), "the request")
        page.run("for (const each of document.querySelectorAll('.detail summary')) each.click()")
        assert_unhurt(page)
        page.press("j")
    assert "window.hit" in page.text("main")


def test_markup_is_text_in_each_person_and_mail(attacked, page):
    page.open(attacked.url, "people")
    page.wait_for(lambda: page.count(".email[data-row]"), "people")
    for index in range(page.count(".email[data-row]")):
        page.run("document.querySelectorAll('.email[data-row]')[arguments[0]].click()", index)
        assert_unhurt(page)
    page.press("g", "m")
    page.wait_for(lambda: page.count(".inbox button"), "mails")
    for index in range(page.count(".inbox button")):
        page.run("document.querySelectorAll('.inbox button')[arguments[0]].click()", index)
        page.driver.switch_to.frame(page.find("iframe"))
        assert page.run("return window.hit") is None
        assert page.run("return document.querySelectorAll('img, script').length") == 0
        page.driver.switch_to.default_content()
        assert_unhurt(page)


@pytest.mark.parametrize("name", ["a.b-c_d", "constructor", "__proto__", "toString"])
def test_a_world_may_be_called_anything_that_a_world_may(emulator, page, name):
    world = World(emulator, name)
    world.list()
    page.open(world.url)
    page.wait_for_rows(1)
    assert page.text("#world") == name
    assert_unhurt(page)


@pytest.mark.parametrize("fragment", [
    "#/requests?filter=%3Cimg+src%3Dx+onerror%3D%22window.hit%3D1%22%3E", "#/people?open=%3Cimg%3E&account=__proto__",
    "#/snapshots?from=%3Cimg%3E&to=%3Cscript%3E", "#/assumptions?at=%22%5D%3Cimg%3E", "#/mail?open=__proto__", "#/%3Cimg%3E", "#/toString",
])
def test_a_link_that_somebody_sends_does_nothing_but_show(world, page, fragment):
    world.invite("ann@acme.example")
    page.open(world.url)
    page.run("location.hash = arguments[0]", fragment)
    page.wait_for(lambda: page.text("h1"), "a view")
    assert_unhurt(page)
    assert set(world.users()) == {"owner@example.com", "ann@acme.example"}


def test_the_policy_forbids_scripts_and_other_places(world, page):
    policy = httpx.get(world.url + "/", headers={"Accept": "text/html"}).headers["content-security-policy"]
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy
    page.open(world.url)
    refused = page.driver.execute_async_script("""
        const done = arguments[arguments.length - 1];
        document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), { once: true });
        const script = document.createElement('script');
        script.textContent = 'window.hit = 1';
        document.body.append(script);""")
    assert refused.startswith("script-src")
    assert page.run("return window.hit") is None
    # Chromium tells of the refusal on the console, as it should.
    assert any("Content Security Policy" in fault for fault in page.faults())


@contextmanager
def another_origin(text):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_a_page_of_another_origin_neither_commands_nor_frames_this_one(world, page):
    foreign = httpx.post(world.url + "/__emulator/reset", headers={"Origin": "http://elsewhere.example"})
    if foreign.is_success:
        pytest.skip("this emulator does not refuse other origins yet")
    world.invite("ann@acme.example")
    with another_origin(f"<iframe src='{world.url}/'></iframe>") as origin:
        page.driver.get(origin)
        outcome = page.driver.execute_async_script("""
            const done = arguments[arguments.length - 1];
            fetch(arguments[0] + '/__emulator/reset', { method: 'POST' })
                .then((response) => done(response.status), (error) => done(String(error)));""", world.url)
        page.driver.switch_to.frame(0)
        assert "Requests" not in page.run("return document.body?.textContent ?? ''")
        page.driver.switch_to.default_content()
    assert outcome == 403 or "TypeError" in str(outcome)
    assert "ann@acme.example" in world.users()
    page.faults()
