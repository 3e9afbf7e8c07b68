"""What size costs: many worlds, users and connections, each compared with few."""

import http.client
import json
import resource
import statistics
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from scenarios import KEY, PERMISSIONS, ROUNDS, TEN, USERS, load, wrk_command
from servers import BINARY, THREADS, WORK, Emulator, emulator_command, fail
from tables import spread, verdict

MANY_USERS = 100_000
MOST_USERS = 1_000_000
MANY_WORLDS = 10_000
GOAL_SIZE = 0.9

TIMES = 50
GOAL_COPY_MILLISECONDS = 0.2

GOAL_LIST_MEMORY = 2

# With two descriptors each, as many as a process can often have.
CONNECTIONS = 9_000
DELAY_MILLISECONDS = 500
DELAY_SECONDS = 10
GOAL_DELAYED = 0.98


@contextmanager
def running(server):
    try:
        yield server
    finally:
        server.stop()


def seed_of(count):
    """A seed with this many users besides the owner, the users of the scenarios first."""
    path = WORK / f"{count}-users.json"
    privileges = [{"feature": "contacts", "permissions": ["view"]}]
    emails = USERS + [f"person{number}@bench.example" for number in range(count - len(USERS))]
    users = [
        {"email": email, "status": "active", "all_features_access": True}
        if email in USERS
        else {"email": email, "status": "active", "privileges": privileges}
        for email in emails
    ]
    account = {"apiKeys": [KEY], "kind": "master", "owner": {"email": "owner@bench.example"}, "users": users}
    with path.open("w") as file:
        json.dump({"version": 1, "accounts": [account]}, file)
    return path


class Client:
    """One connection, and after each request the server's own time for it: from the whole request to the answer made.

    That is what the access log says of it; the socket is not in it.
    """

    def __init__(self, server, log):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.log = Path(log.name).open()

    def ask(self, method, path, body=None):
        headers = {"api-key": KEY, "content-type": "application/json"} if body else {"api-key": KEY}
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            fail(f"{method} {path} was answered {answer.status} {content[:200]!r}")
        while not (line := self.log.readline()).endswith("\n"):
            time.sleep(0.001)
        entry = json.loads(line)
        if entry["target"] != path:
            fail(f"the access log tells of {entry['target']}, not of {path}")
        return entry["milliseconds"]


def measure_copies():
    """Milliseconds for each reset, fork, snapshot and restore of a large world, and its growth in KB."""
    seed = seed_of(MANY_USERS)
    with tempfile.NamedTemporaryFile(dir=WORK, suffix=".log") as log:
        command = [BINARY, "--port", 0, "--log", "json", "--threads", THREADS, "--seed", seed]
        with running(Emulator("copies", command, errors=log)) as server:
            client = Client(server, log)
            measured = {name: ([], []) for name in ("reset", "fork", "snapshot", "restore")}
            for number in range(TIMES):
                world = f"/worlds/copy{number}"
                for name, method, path in (
                    ("fork", "GET", f"{world}/__emulator/livez"),
                    ("snapshot", "PUT", f"{world}/__emulator/snapshots/before"),
                    ("restore", "POST", f"{world}/__emulator/snapshots/before/restore"),
                    ("reset", "POST", f"{world}/__emulator/reset"),
                ):
                    before = server.resident_megabytes()
                    measured[name][0].append(client.ask(method, path))
                    # If copying were only deferred, the first write would pay for it.
                    client.ask("POST", f"{world}/v3/organization/user/invitation/send", invitation(name))
                    measured[name][1].append((server.resident_megabytes() - before) * 1024)
            return measured


def invitation(name):
    return json.dumps({"email": f"{name}@bench.example", "all_features_access": True})


def copy_rows(measured):
    for name, (times, growth) in measured.items():
        yield (
            f"{name} of a world of {MANY_USERS:,} users, ms of the server",
            f"{spread(times, 3)} (with the first invitation after it, KB of growth: {statistics.mean(growth):.0f})",
            f"≤ {GOAL_COPY_MILLISECONDS}",
            verdict(statistics.median(times) <= GOAL_COPY_MILLISECONDS),
        )


def measure_list():
    """Megabytes of a long list, and the peak growth of the process while it sent the list."""
    # Large blocks go back to the system when freed; otherwise memory left from reading the seed would hide them.
    environment = {"MALLOC_MMAP_THRESHOLD_": "65536"}
    command = emulator_command(0, seed_of(MANY_USERS))
    with running(Emulator("list", command, environment=environment)) as server:
        before = server.resident_megabytes()
        server.forget_peak()
        status, _, content = server.ask("GET", "/v3/organization/invited/users", KEY)
        if status != 200 or content.count(b'"email"') != MANY_USERS + 1:
            fail(f"the list of {MANY_USERS} users was {status} {content[:200]!r}")
        return len(content) / 2**20, server.peak_megabytes() - before


def list_rows(measured):
    size, growth = measured
    yield (
        f"GET list of {MANY_USERS:,} users: most memory beyond what was resident ÷ the answer",
        f"{growth / size:.2f} ({growth:.1f} ÷ {size:.1f} MB)",
        f"≤ {GOAL_LIST_MEMORY}",
        verdict(growth / size <= GOAL_LIST_MEMORY),
    )


def measure_users():
    """GET permissions with ten users and with a million."""
    seed = seed_of(MOST_USERS)
    with (
        running(Emulator("few", emulator_command(0, TEN))) as few,
        running(Emulator("many", emulator_command(0, seed))) as many,
    ):
        seed.unlink()
        return in_turn(few, many, PERMISSIONS)


def measure_worlds():
    """GET permissions in the only world beside the default one, and in one of ten thousand."""
    with (
        running(Emulator("few", emulator_command(0, TEN))) as few,
        running(Emulator("many", emulator_command(0, TEN, "--max-worlds", MANY_WORLDS))) as many,
    ):
        connection = http.client.HTTPConnection("127.0.0.1", many.port, timeout=10)
        for number in range(MANY_WORLDS):
            connection.request("GET", f"/worlds/w{number}/v3/organization/invited/users", headers={"api-key": KEY})
            answer = connection.getresponse()
            if answer.read() and answer.status != 200:
                fail(f"world {number} was answered {answer.status}")
        return in_turn(few, many, PERMISSIONS._replace(path=f"/worlds/w1{PERMISSIONS.path}"))


def in_turn(few, many, scenario):
    measured = []
    for number in range(ROUNDS):
        servers = [few, many] if number % 2 == 0 else [many, few]
        runs = {server.name: load(server, scenario) for server in servers}
        measured.append((runs["few"], runs["many"]))
    return measured


def size_row(name, measured):
    rates = [many.rate / few.rate for few, many in measured]
    used = [statistics.median(pair[place].processor_microseconds for pair in measured) for place in (0, 1)]
    return (
        f"GET permissions {name}, requests/s",
        f"{spread(rates, 2)} (CPU µs a request: {used[1]:.1f} ÷ {used[0]:.1f})",
        f"≥ {GOAL_SIZE}",
        verdict(statistics.median(rates) >= GOAL_SIZE),
    )


def users_rows(measured):
    yield size_row(f"with {MOST_USERS:,} users ÷ with 10", measured)


def worlds_rows(measured):
    yield size_row(f"in one of {MANY_WORLDS:,} worlds ÷ in one", measured)


def measure_delayed():
    """Mean latency of delayed responses in milliseconds, CPU time of one in µs, threads before and during that.

    A sentence where the system has too few descriptors for it.
    """
    needed = 2 * CONNECTIONS + 200
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if most != resource.RLIM_INFINITY and most < needed:
        return f"not measured: a process may open {most} descriptors, and {needed} are needed"
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    stub = {
        "request": {"method": "GET", "urlPath": PERMISSIONS.path},
        "response": {"status": 200, "body": USERS[0], "fixedDelayMilliseconds": DELAY_MILLISECONDS},
    }
    with running(Emulator("delayed", emulator_command(0, TEN, "--max-connections", CONNECTIONS + 10))) as server:
        if server.ask("POST", "/__admin/mappings", KEY, json.dumps(stub))[0] != 201:
            fail("the stub with a delay was refused")
        before, used = server.threads(), server.processor_seconds()
        command = wrk_command(server, PERMISSIONS, DELAY_SECONDS, CONNECTIONS)
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        time.sleep(DELAY_SECONDS / 2)
        during = server.threads()
        output = process.communicate()[0]
        result = json.loads(output.splitlines()[-1])
        if process.returncode or result["failed"] or not result["requests"]:
            fail(f"{CONNECTIONS} connections: {result['failed']} of {result['requests']} failed\n{output}")
        used = (server.processor_seconds() - used) / result["requests"] * 1e6
        return result["mean"] / 1000, used, before, during


def delayed_rows(measured):
    name = f"{CONNECTIONS:,} connections, each answer delayed by {DELAY_MILLISECONDS} ms: rate ÷ the ideal one"
    goal = f"≥ {GOAL_DELAYED}, no more threads"
    if isinstance(measured, str):
        yield name, measured, goal, ""
        return
    mean, used, before, during = measured
    # Each connection sends its next request at once, so the rate is their number divided by the mean latency
    # (Little's law).
    ratio = DELAY_MILLISECONDS / mean
    yield (
        name,
        f"{ratio:.3f} (mean latency {mean:.0f} ms, CPU µs a request {used:.1f}, "
        f"threads before {before}, during {during})",
        goal,
        verdict(ratio >= GOAL_DELAYED and during <= before),
    )


def measured_rows(note):
    """Measures everything here."""
    rows = []
    for measure, tell in (
        (measure_copies, copy_rows),
        (measure_list, list_rows),
        (measure_users, users_rows),
        (measure_worlds, worlds_rows),
        (measure_delayed, delayed_rows),
    ):
        note(measure.__name__.replace("_", " "))
        rows += tell(measure())
    return rows
