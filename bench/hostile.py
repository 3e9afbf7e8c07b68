"""What clients that leave, wait or dawdle cost the others, and whether a process stays as it is under mixed load.
Bounded in number and time; on the loopback address only.

Usage: hostile.py [CHECK…]      all checks unless some are named
       MIXED=1000000 is the number of mixed requests; PATIENCE=10 lets all take ten times as long
"""

import http.client
import json
import os
import resource
import selectors
import socket
import subprocess
import sys
import time
from pathlib import Path

from servers import BINARY, HERE, ROOT, Server, fail, free_port

MIXED = int(os.environ.get("MIXED", "1_000_000"))
PATIENCE = int(os.environ.get("PATIENCE", "1"))
LEAVING = 4096
DROPPED = 1000
SLOW = 5000
SECONDS = 5
KEY = "xkeysib-thousand"
SEED = ROOT / "fixtures/seeds/thousand-users.json"
PATH = "/v3/organization/user/user1000@thousand.example/permissions"


def start():
    port = free_port()
    command = [BINARY, "--port", port, "--log", "off", "--seed", SEED, "--max-connections", SLOW + 1000, "--max-body", 256 << 20]
    return Server("emulator", command, port=port)


def connections(server, count):
    made = []
    for _ in range(count):
        made.append(socket.create_connection(("127.0.0.1", server.port), timeout=10))
    return made


def milliseconds(server, path=PATH):
    """The time that a request on a connection of its own takes."""
    begun = time.monotonic()
    status, _, _ = server.ask("GET", path, KEY)
    if status != 200:
        fail(f"{path} was answered {status}")
    return 1000 * (time.monotonic() - begun)


def open_descriptors(server):
    folder = f"/proc/{server.process.pid}/fd"
    return int(subprocess.run(["sh", "-c", f"ls {folder} | wc -l"], capture_output=True, text=True).stdout)


def wait_until(condition, seconds=10):
    """The seconds that it took; None where it did not happen."""
    begun = time.monotonic()
    while not condition():
        if time.monotonic() - begun > seconds * PATIENCE:
            return None
        time.sleep(0.005)
    return time.monotonic() - begun


def mixed(server, count):
    """Sends at least this many requests of every kind; the MiB of memory and the descriptors that are in use then."""
    sent = failed = 0
    before = open_descriptors(server)
    url = f"http://127.0.0.1:{server.port}"
    while sent < count:
        command = ["wrk", "-t2", "-c64", "-d10", "-s", HERE / "mixed.lua", url]
        run = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.splitlines()[-1])
        sent, failed = sent + run["requests"], failed + run["failed"]
    for world in json.loads(server.ask("GET", "/__emulator/worlds", KEY)[2])["worlds"][1:]:
        server.ask("DELETE", f"/__emulator/worlds/{world['name']}", KEY)
    # A large release, after which all that is free goes back to the system within a second or two.
    server.ask("PUT", "/__emulator/state", KEY, users(45_000))
    server.ask("POST", "/__emulator/reset", KEY)
    wait_until(lambda: open_descriptors(server) <= before)
    time.sleep(3)
    return sent, failed, server.resident_megabytes(), open_descriptors(server)


def steady(server):
    """Mixed requests: ten times as many take no more memory, and no more descriptors."""
    mixed(server, 1)
    first, failed, size, descriptors = mixed(server, MIXED // 10)
    second, failed_later, size_later, descriptors_later = mixed(server, MIXED - MIXED // 10)
    print(
        f"after {first} mixed requests {size:.1f} MiB and {descriptors} descriptors, after {first + second}"
        f" {size_later:.1f} MiB and {descriptors_later}; {failed + failed_later} failed"
    )
    return failed + failed_later == 0 and size_later - size < 2 and descriptors_later <= descriptors


def leaving(server):
    """Clients that ask for a response delayed by an hour, and leave."""
    mapping = {"request": {"urlPath": "/late"}, "response": {"status": 200, "fixedDelayMilliseconds": 3_600_000}}
    server.ask("POST", "/__admin/mappings", KEY, json.dumps(mapping))
    before = open_descriptors(server)
    clients = connections(server, LEAVING)
    for client in clients:
        client.sendall(b"GET /late HTTP/1.1\r\nHost: a\r\n\r\n")
    wait_until(lambda: open_descriptors(server) >= before + 2 * LEAVING)
    time.sleep(0.5)
    for client in clients:
        client.close()
    took = {path: milliseconds(server, path) for path in (PATH, "/__emulator/livez")}
    begun = time.monotonic()
    server.ask("POST", "/__emulator/reset", KEY)
    took["reset"] = 1000 * (time.monotonic() - begun)
    gone = wait_until(lambda: open_descriptors(server) <= before)
    print(f"{LEAVING} clients left their delayed responses: requests took", took, f"ms; given up after {gone} s")
    return max(took.values()) <= 100 * PATIENCE and gone is not None


def dropped(server):
    """Waits for requests that are dropped, after which new ones are taken."""
    body = json.dumps({"pattern": {"urlPath": "/never"}, "count": 1, "timeoutMilliseconds": 300_000}).encode()
    head = f"POST /__emulator/requests/wait HTTP/1.1\r\nHost: a\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    before = open_descriptors(server)
    clients = connections(server, DROPPED)
    for client in clients:
        client.sendall(head + body)
    time.sleep(0.5)
    for client in clients:
        client.close()
    gone = wait_until(lambda: open_descriptors(server) <= before)
    client = connections(server, 1)[0]
    client.settimeout(0.2)
    client.sendall(head + body)
    try:
        refused = client.recv(100)
    except TimeoutError:
        refused = b""
    client.close()
    print(f"{DROPPED} waits were dropped: given up after {gone} s, a new one is", refused or "taken")
    return gone is not None and not refused


def users(count, domain="large.example"):
    """A state document with this many users."""
    people = [{"email": f"user{number}@{domain}", "status": "active"} for number in range(count)]
    return json.dumps({"version": 1, "accounts": [{"apiKeys": ["xkeysib-large"], "users": people}]})


def heavy(server):
    """Long reads of one world beside requests to it and to another."""
    world = "/worlds/large"
    server.ask("PUT", f"{world}/__emulator/state", KEY, users(100_000))
    reads = [
        ("GET", f"{world}/__emulator/state", None), ("GET", f"{world}/__emulator/diff", None),
        ("POST", f"{world}/__admin/requests/find", '{"headers":{"X":{"matches":"(a+)+[bc]"}}}'),
        ("GET", f"{world}/__admin/requests/unmatched/near-misses", None),
    ]
    slowest = 0.0
    for method, path, body in reads:
        command = [sys.executable, __file__, "--read", str(server.port), method, path, body or ""]
        reader = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        took = []
        while reader.poll() is None:
            for target in (f"{world}/__emulator/clock", PATH, "/__emulator/livez"):
                took.append(milliseconds(server, target))
            time.sleep(0.005)
        slowest = max(slowest, *took)
        print(f"{method} {path} of 100 000 users took {reader.stdout.read().strip()} s; others {max(took):.1f} ms at most")
    server.ask("DELETE", "/__emulator/worlds/large", KEY)
    return slowest <= 50 * PATIENCE


def read(port, method, path, body):
    """The reader of `heavy`, in a process of its own."""
    begun = time.monotonic()
    client = http.client.HTTPConnection("127.0.0.1", int(port), timeout=60)
    client.request(method, path, body or None)
    client.getresponse().read()
    print(f"{time.monotonic() - begun:.2f}")


def memory(server):
    """Stubs, snapshots, lists that nobody reads and a large state, against the budget of 512 MiB."""
    statuses = {}

    def ask(method, path, body=None):
        try:
            status, _, _ = server.ask(method, path, KEY, body)
        except OSError:
            # Refused before the body was read.
            status = "closed"
        statuses[method, status] = statuses.get((method, status), 0) + 1
        return status

    stub = json.dumps({"request": {"urlPath": "/large"}, "response": {"body": "a" * 900_000}})
    sizes = []
    for _ in range(1000):
        ask("POST", "/__admin/mappings", stub)
    sizes.append(round(server.resident_megabytes()))
    ask("POST", "/__admin/reset")
    for number in range(60):
        ask("PUT", "/__emulator/state", users(45_000, f"w{number}.example"))
        ask("PUT", f"/__emulator/snapshots/s{number}")
    sizes.append(round(server.resident_megabytes()))
    for number in range(60):
        ask("DELETE", f"/__emulator/snapshots/s{number}")
    ask("POST", "/__emulator/reset")
    for _ in range(1000):
        server.ask("POST", "/x", KEY, "b" * 60_000)
    unread = connections(server, 40)
    for client in unread:
        client.sendall(b"GET /__admin/requests HTTP/1.1\r\nHost: a\r\n\r\n")
    time.sleep(10)
    sizes.append(round(server.resident_megabytes()))
    for client in unread:
        client.close()
    ask("PUT", "/__emulator/state", users(1_800_000))
    sizes.append(round(server.resident_megabytes()))
    ask("POST", "/__emulator/reset")
    served = milliseconds(server)
    time.sleep(3)
    print(f"memory of at most {sizes} MiB, {server.resident_megabytes():.0f} MiB afterwards; served in {served:.1f} ms; {statuses}")
    return max(sizes) <= 512 + 64


def p99(server):
    url = f"http://127.0.0.1:{server.port}{PATH}"
    command = ["wrk", "-t1", "-c32", f"-d{SECONDS}", "--latency", "-H", f"api-key: {KEY}", url]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return next(line.split()[1] for line in output.splitlines() if line.strip().startswith("99%"))


def slow(server):
    """Connections that send a byte a second, beside 32 that work."""
    alone = p99(server)
    command = [sys.executable, __file__, "--dawdle", str(server.port)]
    dawdler = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    dawdler.stdout.readline()
    beside = p99(server)
    report = dawdler.communicate(timeout=60)[0].strip()
    print(f"{SLOW} connections sent a byte a second: p99 of 32 others {alone} alone, {beside} beside them; {report}")
    return report.startswith("all")


def dawdle(port):
    """The clients of `slow`, in a process of their own."""
    selector, begun = selectors.DefaultSelector(), time.monotonic()
    for _ in range(SLOW):
        client = socket.create_connection(("127.0.0.1", port), timeout=10)
        client.send(b"G")
        selector.register(client, selectors.EVENT_READ)
    print("connected", flush=True)
    rounds = time.monotonic()
    while selector.get_map() and time.monotonic() < begun + 40:
        for key, _ in selector.select(timeout=0.1):
            selector.unregister(key.fileobj)
            key.fileobj.close()
        if time.monotonic() >= rounds:
            rounds += 1
            for key in list(selector.get_map().values()):
                try:
                    key.fileobj.send(b"E")
                except OSError:
                    selector.unregister(key.fileobj)
    left = len(selector.get_map())
    print(f"{left or 'all'} {'were left' if left else 'were gone'} after {time.monotonic() - begun:.1f} s")


def main():
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    if sys.argv[1:2] == ["--dawdle"]:
        return dawdle(int(sys.argv[2]))
    if sys.argv[1:2] == ["--read"]:
        return read(*sys.argv[2:])
    checks = {check.__name__: check for check in (steady, leaving, dropped, heavy, memory, slow)}
    if unknown := set(sys.argv[1:]) - set(checks):
        fail(f"there is no check {', '.join(unknown)}; there are {', '.join(checks)}")
    server = start()
    good = [checks[name](server) for name in sys.argv[1:] or checks]
    server.stop()
    if not all(good):
        sys.exit("hostile: a check has failed")


if __name__ == "__main__":
    main()
