"""What stubs, delays and the journal cost: the emulator with and without them."""

import http.client
import json
import resource
import select
import socket
import statistics
import time
from contextlib import contextmanager

from scenarios import KEY, PERMISSIONS, ROUNDS, TEN, USERS, get_bytes, load
from servers import ROOT, WORK, Emulator, emulator_command, fail
from tables import spread, verdict

FERN = ROOT / "fixtures/stubs/wiremock-mappings.json"
MAPPINGS = WORK / "mappings"
STUBS = 300
GOAL_STUBS = 0.9

ENTRIES = 100_000
QUESTIONS = 500
AT_ONCE = 50
GOAL_FIND_MILLISECONDS = 1

DELAYED = 1000
DELAY_MILLISECONDS = 500
GOAL_DELAYED_MILLISECONDS = 600


@contextmanager
def emulator(name, *options):
    server = Emulator(name, emulator_command(0, TEN, *options))
    try:
        yield server
    finally:
        server.stop()


def write_stubs():
    """Fern's stubs of the documented operations, then the same for other resources, until there are enough."""
    stubs, copy = [], 0
    while len(stubs) < STUBS:
        for stub in json.loads(FERN.read_text())["mappings"]:
            path = stub["request"]["urlPathTemplate"]
            stub["request"]["urlPathTemplate"] = "/v3" + (path.replace("/", f"/copy{copy}-", 1) if copy else path)
            stub["id"] = stub["uuid"] = f"{len(stubs):08}-0000-4000-8000-000000000000"
            stubs.append(stub)
        copy += 1
    MAPPINGS.mkdir(exist_ok=True)
    (MAPPINGS / "stubs.json").write_text(json.dumps({"mappings": stubs[:STUBS]}))


def measure_variants():
    """GET permissions, which matches no stub: as usual, with stubs loaded, and without a journal."""
    with (
        emulator("usual") as usual,
        emulator("stubs", "--mappings", MAPPINGS) as stubbed,
        emulator("no journal", "--no-request-journal") as forgetful,
    ):
        count = json.loads(stubbed.ask("GET", "/__admin/mappings", KEY)[2])["meta"]["total"]
        if count != STUBS:
            fail(f"{count} of {STUBS} stubs were loaded")
        servers = [usual, stubbed, forgetful]
        measured = {server.name: [] for server in servers}
        for number in range(ROUNDS):
            for server in servers if number % 2 == 0 else servers[::-1]:
                measured[server.name].append(load(server, PERMISSIONS))
        return measured


def fill_journal(server):
    """Requests permissions this often, each time with another X-Test-Id; all responses have the same length."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        requests = [get_bytes(PERMISSIONS.path, KEY, f"X-Test-Id: test-{number}") for number in range(ENTRIES)]
        connection.sendall(requests[0])
        answer = connection.recv(1 << 16)
        head, _, body = answer.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split()[0])
        while len(body) < length:
            body += connection.recv(1 << 16)
        for first in range(1, ENTRIES, AT_ONCE):
            batch = requests[first : first + AT_ONCE]
            connection.sendall(b"".join(batch))
            left = len(batch) * (len(head) + 4 + length)
            while left:
                left -= len(connection.recv(min(left, 1 << 20)))


def measure_find():
    """Round trips of a search, and the server's processor time for one, in milliseconds."""
    with emulator("find", "--journal-size", ENTRIES) as server:
        fill_journal(server)
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        used, times = server.processor_seconds(), []
        for question in range(QUESTIONS):
            value = f"test-{question * (ENTRIES // QUESTIONS)}"
            body = json.dumps({"headers": {"X-Test-Id": {"equalTo": value}}})
            start = time.perf_counter()
            connection.request("POST", "/__admin/requests/find", body)
            content = connection.getresponse().read()
            times.append((time.perf_counter() - start) * 1000)
            found = len(json.loads(content)["requests"])
            if found != 1:
                fail(f"{found} requests were found that had X-Test-Id: {value}")
        return times, (server.processor_seconds() - used) / QUESTIONS * 1000


def measure_delays():
    """Milliseconds from the first request to the last response, and the threads before and during that."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    stub = {
        "request": {"method": "GET", "urlPath": PERMISSIONS.path},
        "response": {"status": 200, "body": USERS[0], "fixedDelayMilliseconds": DELAY_MILLISECONDS},
    }
    with emulator("delays") as server:
        if server.ask("POST", "/__admin/mappings", KEY, json.dumps(stub))[0] != 201:
            fail("the stub with a delay was refused")
        before = server.threads()
        rounds = [delayed_answers(server) for _ in range(ROUNDS)]
        return [took for took, _ in rounds], before, max(threads for _, threads in rounds)


def delayed_answers(server):
    """One round: all connections send their request at once."""
    connections = [socket.create_connection(("127.0.0.1", server.port), timeout=10) for _ in range(DELAYED)]
    waiting = {connection.fileno(): connection for connection in connections}
    request = get_bytes(PERMISSIONS.path, KEY)
    with select.epoll() as poll:
        for descriptor in waiting:
            poll.register(descriptor, select.EPOLLIN)
        start = time.perf_counter()
        for connection in connections:
            connection.sendall(request)
        threads = server.threads()
        while waiting:
            for descriptor, _ in poll.poll(10) or fail(f"{len(waiting)} delayed answers did not come"):
                # The response fits into one segment.
                answer = waiting.pop(descriptor).recv(1 << 16)
                if not answer.startswith(b"HTTP/1.1 200") or not answer.endswith(USERS[0].encode()):
                    fail(f"a delayed answer was {answer!r}")
        took = (time.perf_counter() - start) * 1000
    for connection in connections:
        connection.close()
    return took, threads


def variant_rows(measured):
    rates, used = (
        {name: [getattr(run, measure) for run in runs] for name, runs in measured.items()}
        for measure in ("rate", "processor_microseconds")
    )
    ratios = [with_stubs / usual for with_stubs, usual in zip(rates["stubs"], rates["usual"], strict=True)]
    times = {name: f"{statistics.median(times):.1f}" for name, times in used.items()}
    return [
        (
            f"GET permissions with {STUBS} stubs ÷ without, requests/s",
            f"{spread(ratios, 2)} (CPU µs a request: {times['stubs']} ÷ {times['usual']})",
            f"≥ {GOAL_STUBS}",
            verdict(statistics.median(ratios) >= GOAL_STUBS),
        ),
        (
            "GET permissions with and without the journal, CPU µs a request",
            f"{spread(used['usual'], 1)}, {spread(used['no journal'], 1)}",
            "",
            "",
        ),
    ]


def find_row(times, used):
    return (
        f"`requests/find` by a header among {ENTRIES:,} entries, ms",
        f"{spread(times, 2)} (of which the server's CPU: {used:.2f})",
        f"≤ {GOAL_FIND_MILLISECONDS}",
        verdict(statistics.median(times) <= GOAL_FIND_MILLISECONDS),
    )


def delay_row(times, before, during):
    return (
        f"{DELAYED} answers delayed by {DELAY_MILLISECONDS} ms at once: first request to last answer, ms",
        f"{spread(times, 0)} (threads before {before}, during {during})",
        f"≤ {GOAL_DELAYED_MILLISECONDS}, no more threads",
        verdict(statistics.median(times) <= GOAL_DELAYED_MILLISECONDS and during <= before),
    )


def measured_rows(note):
    """Measures everything here."""
    write_stubs()
    note("stubs and journal")
    rows = variant_rows(measure_variants())
    for row, measure in ((find_row, measure_find), (delay_row, measure_delays)):
        note(measure.__name__.replace("_", " "))
        rows.append(row(*measure()))
    return rows
