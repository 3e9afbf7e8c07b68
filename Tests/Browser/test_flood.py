"""An open page while tens of thousands of requests go past."""

import socket
from statistics import median
from threading import Thread
from urllib.parse import urlsplit

REQUESTS = 50_000
CONNECTIONS = 8
PIPELINE = 50
ATTEMPTS = 3


def flood(world, number, connections=CONNECTIONS):
    """Sends requests, many at once on each of several connections, and waits for the responses.

    Each has its place on its connection in its query.
    """
    address = urlsplit(world.url)
    start = f"GET {address.path}/v3/organization/invited/users?place="
    end = f" HTTP/1.1\r\nHost: x\r\napi-key: {world.key}\r\n\r\n"

    def send():
        with socket.create_connection((address.hostname, address.port)) as connection:
            connection.settimeout(60)
            for first in range(0, number // connections, PIPELINE):
                places = range(first, first + PIPELINE)
                connection.sendall("".join(f"{start}{place}{end}" for place in places).encode())
                left, rest = PIPELINE, b""
                while left:
                    some = connection.recv(1 << 20)
                    assert some, "the emulator has closed the connection"
                    rest += some
                    left -= rest.count(b"HTTP/1.1 200")
                    rest = rest[-11:]

    threads = [Thread(target=send) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


WATCH = """
    window.frames = [];
    window.observer?.disconnect();
    window.observer = new PerformanceObserver((list) => {
        for (const frame of list.getEntries()) {
            const ours = frame.scripts.reduce((sum, script) => sum + script.duration, 0);
            window.frames.push([frame.duration, ours]);
        }
    });
    window.observer.observe({ type: 'long-animation-frame' });"""


def test_a_flood_goes_past_without_a_long_frame_and_few_rows_are_kept(world, page):
    world.list()
    page.open(world.url)
    page.wait_for_rows(1)
    longest = []
    for attempt in range(1, ATTEMPTS + 1):
        page.run(WATCH)
        flood(world, REQUESTS)
        total = f"of {1 + attempt * REQUESTS:,}"
        page.wait_for(lambda: total in page.text("#tools"), f"all requests counted ({total})", 30)
        longest.append(max((frame[0] for frame in page.run("return window.frames")), default=0))
        # The machine's other work can stretch a frame, so the page need not do it each time.
        if longest[-1] <= 100:
            break
    print("longest frames of each flood, in ms:", longest)
    assert min(longest) <= 100
    assert page.find(".rows").get_attribute("aria-rowcount") == "2000"
    assert page.count(".rows .row") < 120
    page.press("j", "\ue007")
    page.wait_for_text("getInvitedUsersList", ".detail")


def test_after_a_flood_the_newest_requests_are_listed_without_gaps(world, page):
    world.list()
    page.open(world.url)
    page.wait_for_rows(1)
    flood(world, 2000, connections=1)
    newest = [f"?place={place}" for place in range(1999, 1979, -1)]
    page.wait_for(lambda: [row["path"][-11:] for row in page.rows()[:20]] == newest, "the newest rows", 30)
    page.run("document.querySelector('.rows').scrollTop = 1900 * document.querySelector('.rows .row').offsetHeight")

    def places():
        return [int(row["path"].partition("place=")[2]) for row in page.rows()]

    page.wait_for(lambda: places()[0] < 150, "rows further below")
    assert places() == list(range(places()[0], places()[0] - len(places()), -1))


def test_of_large_requests_only_the_newest_are_read(world, page):
    for number in range(40):
        world.invite(f"user{number}@acme.example", note="x" * 900_000)
    page.open(world.url)
    rows = page.wait_for_rows(2)
    assert rows[0]["path"] == "/v3/organization/user/invitation/send"
    assert "of 40" in page.text("#tools")
    assert int(page.find(".rows").get_attribute("aria-rowcount")) < 12


def test_a_row_is_there_within_100_ms_of_its_event(world, page):
    page.driver.execute_cdp_cmd("Page.enable", {})
    script = page.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": """
        const original = ReadableStreamDefaultReader.prototype.read;
        window.came = 0;
        ReadableStreamDefaultReader.prototype.read = async function () {
            const result = await original.call(this);
            if (result.value && new TextDecoder().decode(result.value).includes('event: request')) {
                window.came = performance.now();
            }
            return result;
        };"""})
    try:
        page.open(world.url)
        page.wait_for_text("No requests yet")
        page.run("""
            window.delays = [];
            new MutationObserver(() => {
                if (window.came) window.delays.push(performance.now() - window.came);
                window.came = 0;
            }).observe(document.querySelector('.list'), { subtree: true, childList: true, characterData: true, attributes: true });""")
        for number in range(1, 8):
            world.list()
            page.wait_for(lambda: len(page.run("return window.delays")) >= number, "the row")
        delays = page.run("return window.delays")
        print("from event to row, in ms:", [round(delay, 1) for delay in delays])
        assert median(delays) <= 100
    finally:
        page.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)
