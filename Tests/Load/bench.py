"""Measures the emulator beside bare libmicrohttpd in C (and nginx, if installed) and prints a Markdown table.

All servers give the same answers, and are measured in turn within each round, so that what else the machine does
touches them alike; the ratio is taken pair by pair. BENCH_ROUNDS and BENCH_SECONDS make a run shorter or longer.
"""

import http.client
import json
import os
import platform
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "Tests/Load"
WORK = ROOT / ".build/bench"
BINARY = ROOT / ".build/release/brevo-emulator"
THOUSAND = ROOT / "fixtures/seeds/thousand-users.json"

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "2"))
STARTS = 20
CONNECTIONS = 32
THREADS = 2

KEY = "xkeysib-bench"
ANN = "user0@bench.example"
EVERYTHING = {
    "email_campaigns": ["create_edit_delete", "send_schedule_suspend"],
    "templates": ["create_edit_delete", "activate_deactivate"],
    "contacts": ["view", "create_edit_delete", "import", "export", "list_and_attributes", "forms"],
    "smtp_api": ["smtp", "api_keys", "authorized_ips"],
    "sales_platform": ["create_edit_deals", "delete_deals", "reports", "settings"],
    "companies": ["manage_owned_companies", "settings"],
    "transactional_emails": ["settings", "logs"],
    "phone": ["all"],
}
PRIVILEGES = [{"feature": feature, "permissions": permissions} for feature, permissions in EVERYTHING.items()]
TEN_USERS = {
    "version": 1,
    "accounts": [
        {
            "apiKeys": [KEY],
            "kind": "master",
            "plan": "enterprise",
            "owner": {"email": "owner@bench.example"},
            "users": [
                {"email": f"user{number}@bench.example", "status": "active", "all_features_access": True}
                for number in range(9)
            ],
        }
    ],
}

# name, method, path, the body's e-mail, the least ratio to C that is asked for
SCENARIOS = [
    ("GET permissions", "GET", f"/v3/organization/user/{ANN}/permissions", None, 0.85),
    ("GET list of 10 users", "GET", "/v3/organization/invited/users", None, 0.85),
    ("POST invite", "POST", "/v3/organization/user/invitation/send", "new##########@bench.example", 0.6),
    ("POST update", "POST", "/v3/organization/user/update/permissions", ANN, 0.6),
]
GOAL_START_MILLISECONDS = 10
GOAL_RESIDENT_MEGABYTES = 12


def fail(reason):
    sys.exit(f"bench: {reason}")


class Server:
    """A process that answers on a port of the loopback address."""

    def __init__(self, name, *command, port=None):
        self.name = name
        self.process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE)
        self.port = port or self.announced_port()

    def announced_port(self):
        return int(self.process.stdout.readline())

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"api-key": KEY, "content-type": "application/json"} if body else {"api-key": KEY}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, answer.headers, content

    def prepare(self):
        """Called before each measurement."""

    def resident_megabytes(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        self.process.stdout.close()


class Emulator(Server):
    def announced_port(self):
        return json.loads(self.process.stdout.readline())["port"]

    def prepare(self):
        status, _, body = self.ask("POST", "/__emulator/reset")
        if status >= 300:
            fail(f"reset answered {status} {body!r}")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def baseline_command(port):
    return [WORK / "baseline", port, WORK / "permissions.json", WORK / "list.json", WORK / "accepted.json"]


def emulator_command(port, seed):
    return [BINARY, "--port", port, "--log", "off", "--threads", THREADS, "--seed", seed]


def build_baseline():
    subprocess.run(["cc", "-O2", "-o", WORK / "baseline", HERE / "baseline.c", "-lmicrohttpd"], check=True)


def write_inputs():
    (WORK / "ten-users.json").write_text(json.dumps(TEN_USERS))
    for name, _, _, email, _ in SCENARIOS:
        if email:
            body = {"email": email, "all_features_access": False, "privileges": PRIVILEGES}
            body_file(name).write_text(json.dumps(body, separators=(",", ":")))


def body_file(name):
    return WORK / f"{name.replace(' ', '-')}.json"


def save_answers(emulator):
    """Keeps the emulator's answers for the other servers to give."""
    for name, (_, method, path, _, _) in (("permissions", SCENARIOS[0]), ("list", SCENARIOS[1])):
        status, _, body = emulator.ask(method, path)
        if status != 200:
            fail(f"{path} answered {status} {body!r}")
        (WORK / f"{name}.json").write_bytes(body)
    (WORK / "accepted.json").write_bytes(b'{"status":"OK"}')


def answers_of(server):
    """Each scenario's answer, without what differs from one answer to the next."""
    server.prepare()
    answers = {}
    for name, method, path, email, _ in SCENARIOS:
        body = body_file(name).read_text().replace("##########", "0000000000") if email else None
        status, headers, content = server.ask(method, path, body)
        headers = {header.lower(): value for header, value in headers.items()}
        for changing in ("date", "sib-request-id"):
            if not headers.pop(changing, None):
                fail(f"{server.name} sends no {changing}")
        answers[name] = (status, headers, content)
    return answers


def start_nginx():
    """nginx with the same answers as constants, or None where it is not installed."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not program:
        return None
    port = free_port()
    locations = "".join(
        f"location = {path} {{ return 200 '{(WORK / file).read_text()}'; }}\n"
        for (_, _, path, _, _), file in zip(
            SCENARIOS, ("permissions.json", "list.json", "accepted.json", "accepted.json"), strict=True
        )
    )
    (WORK / "nginx.conf").write_text(
        f"""daemon off; worker_processes {THREADS}; pid {WORK}/nginx.pid; error_log stderr;
        events {{ worker_connections 1024; }}
        http {{
            access_log off; keepalive_requests 1000000000; default_type application/json; server_tokens off;
            client_body_temp_path {WORK}/nginx-body; proxy_temp_path {WORK}/nginx-proxy;
            fastcgi_temp_path {WORK}/nginx-fastcgi; uwsgi_temp_path {WORK}/nginx-uwsgi;
            scgi_temp_path {WORK}/nginx-scgi;
            server {{
                listen 127.0.0.1:{port} reuseport;
                add_header sib-request-id $request_id;
                add_header access-control-allow-origin *;
                add_header access-control-allow-headers *;
                add_header access-control-allow-methods "PUT, POST, GET, DELETE, PATCH, OPTIONS";
                add_header access-control-allow-credentials true;
                {locations}
            }}
        }}"""
    )
    server = Server("nginx", program, "-e", "stderr", "-c", WORK / "nginx.conf", "-p", WORK, port=port)
    wait_for_port(port)
    return server


def wait_for_port(port):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.01)
    fail(f"nothing listens on port {port}")


def load(server, scenario, seconds):
    """Requests a second and the 99th percentile of latency in microseconds, as wrk counts them."""
    name, method, path, email, _ = scenario
    server.prepare()
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", HERE / "load.lua"]
    command += [f"http://127.0.0.1:{server.port}{path}", "--", method, KEY]
    if email:
        command.append(body_file(name))
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    result = json.loads(output.splitlines()[-1])
    if result["failed"] or not result["requests"]:
        fail(f"{name} on {server.name}: {result['failed']} of {result['requests']} requests failed\n{output}")
    return result["requests"] / result["microseconds"] * 1e6, result["p99"]


def first_answer_milliseconds(command, port, path):
    """From the start of the process to the first 200 on its port."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\napi-key: {KEY}\r\n\r\n".encode()
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, close_fds=False)
    try:
        while True:
            if process.poll() is not None or time.perf_counter() - start > 10:
                fail(f"{command[0]} did not answer")
            with socket.socket() as connection:
                if connection.connect_ex(("127.0.0.1", port)):
                    continue
                connection.sendall(request)
                if connection.recv(16).startswith(b"HTTP/1.1 200"):
                    return (time.perf_counter() - start) * 1000
    finally:
        process.terminate()
        process.wait(10)


def starts(command):
    port = free_port()
    return [first_answer_milliseconds(command(port), port, "/v3/organization/invited/users") for _ in range(STARTS)]


def spread(values, digits=0):
    numbers = (statistics.median(values), min(values), max(values))
    return "{} [{}–{}]".format(*(f"{number:,.{digits}f}" for number in numbers))


def verdict(reached):
    return "reached" if reached else "**missed**"


def throughput_table(servers, measured):
    others = [server.name for server in servers if server.name not in ("C", "emulator")]
    names = ["C", *others, "emulator"]
    lines = ["| requests/s | " + " | ".join(names) + " | emulator ÷ C | goal | | p99, ms: C, emulator |"]
    lines.append("|---" * (len(names) + 5) + "|")
    for scenario, *_, goal in SCENARIOS:
        rates = {name: [rate for rate, _ in measured[scenario, name]] for name in names}
        tails = [statistics.median(tail for _, tail in measured[scenario, name]) / 1000 for name in ("C", "emulator")]
        ratios = [ours / theirs for ours, theirs in zip(rates["emulator"], rates["C"], strict=True)]
        cells = [scenario, *(spread(rates[name]) for name in names), spread(ratios, 2), f"≥ {goal}"]
        cells += [verdict(statistics.median(ratios) >= goal), "{:.1f}, {:.1f}".format(*tails)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def process_table(start_times, idle, after):
    start = statistics.median(start_times["emulator"])
    return "\n".join(
        [
            "| | C | emulator | goal | |",
            "|---|---|---|---|---|",
            f"| start to first answer, ms (emulator: seed of 1000 users) | {spread(start_times['C'], 1)} | "
            f"{spread(start_times['emulator'], 1)} | ≤ {GOAL_START_MILLISECONDS} | "
            f"{verdict(start <= GOAL_START_MILLISECONDS)} |",
            f"| resident when idle, MB | {idle['C']:.1f} | {idle['emulator']:.1f} | ≤ {GOAL_RESIDENT_MEGABYTES} | "
            f"{verdict(idle['emulator'] <= GOAL_RESIDENT_MEGABYTES)} |",
            f"| resident after the run, MB | {after['C']:.1f} | {after['emulator']:.1f} | | |",
        ]
    )


def described_machine():
    model = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    versions = [
        output_line("wrk", "-v"),
        "libmicrohttpd " + output_line("pkg-config", "--modversion", "libmicrohttpd"),
        output_line(BINARY, "--version"),
    ]
    cores = len(os.sched_getaffinity(0))
    return (
        f"{date.today()}, {cores} × {model[1] if model else platform.machine()}, Linux {platform.release()}; "
        + "; ".join(versions)
        + f". {ROUNDS} rounds of {SECONDS} s, {CONNECTIONS} connections, {THREADS} server threads; median [min–max]."
    )


def output_line(*command):
    output = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    return output.splitlines()[0].partition(" Copyright")[0] if output else str(command[0])


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    build_baseline()
    write_inputs()
    servers = []
    try:
        emulator = Emulator("emulator", *emulator_command(0, WORK / "ten-users.json"))
        servers.append(emulator)
        save_answers(emulator)
        servers.insert(0, Server("C", *baseline_command(0)))
        servers += filter(None, [start_nginx()])
        idle = {server.name: server.resident_megabytes() for server in servers}

        expected = answers_of(emulator)
        for server in servers:
            if (answers := answers_of(server)) != expected and server.name == "C":
                fail(f"C does not answer as the emulator does:\n{answers}\n{expected}")

        measured = {(scenario[0], server.name): [] for scenario in SCENARIOS for server in servers}
        for number in range(ROUNDS):
            for scenario in SCENARIOS:
                order = servers if number % 2 == 0 else servers[::-1]
                for server in order:
                    measured[scenario[0], server.name].append(load(server, scenario, SECONDS))
            print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
        after = {server.name: server.resident_megabytes() for server in servers}
    finally:
        for server in servers:
            server.stop()

    start_times = {
        "C": starts(baseline_command),
        "emulator": starts(lambda port: emulator_command(port, THOUSAND)),
    }
    print(described_machine(), "", throughput_table(servers, measured), "", sep="\n")
    print(process_table(start_times, idle, after))


main()
