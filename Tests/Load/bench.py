"""Measures the emulator beside bare libmicrohttpd in C (and nginx, if installed) and prints Markdown tables.

All servers give the same answers, and are measured in turn within each round, so that what else the machine does
touches them alike; the ratio is taken pair by pair. BENCH_ROUNDS and BENCH_SECONDS make a run shorter or longer.
"""

import json
import os
import platform
import re
import statistics
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple

from servers import (
    BINARY,
    HERE,
    ROOT,
    THREADS,
    WORK,
    Emulator,
    Server,
    baseline_command,
    emulator_command,
    fail,
    first_answer_milliseconds,
    free_port,
    start_nginx,
)

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "2"))
STARTS = 20
CONNECTIONS = 32
GOAL_START_MILLISECONDS = 10
GOAL_RESIDENT_MEGABYTES = 12

KEY = "xkeysib-bench"
USERS = [f"user{number}@bench.example" for number in range(9)]
NEW_USER = "new##########@bench.example"  # load.lua puts a number in
THOUSAND = ROOT / "fixtures/seeds/thousand-users.json"
TEN = WORK / "ten-users.json"
PRIVILEGES = {
    "email_campaigns": ["create_edit_delete", "send_schedule_suspend"],
    "templates": ["create_edit_delete", "activate_deactivate"],
    "contacts": ["view", "create_edit_delete", "import", "export", "list_and_attributes", "forms"],
    "smtp_api": ["smtp", "api_keys", "authorized_ips"],
    "sales_platform": ["create_edit_deals", "delete_deals", "reports", "settings"],
    "companies": ["manage_owned_companies", "settings"],
    "transactional_emails": ["settings", "logs"],
    "phone": ["all"],
}


class Run(NamedTuple):
    """What one run of wrk tells: requests a second, latency in milliseconds, the server's time for one request."""

    rate: float
    p99: float
    processor_microseconds: float


class Scenario(NamedTuple):
    """One kind of request; `goal` is the least ratio to C that is asked for."""

    name: str
    method: str
    path: str
    goal: float
    email: str = None

    @property
    def body_file(self):
        return WORK / f"{self.name.replace(' ', '-')}.json" if self.email else None

    def body(self):
        items = [{"feature": feature, "permissions": granted} for feature, granted in PRIVILEGES.items()]
        fields = {"email": self.email, "all_features_access": False, "privileges": items}
        return json.dumps(fields, separators=(",", ":"))


PERMISSIONS = Scenario("GET permissions", "GET", f"/v3/organization/user/{USERS[0]}/permissions", 0.85)
LIST = Scenario("GET list of 10 users", "GET", "/v3/organization/invited/users", 0.85)
INVITE = Scenario("POST invite", "POST", "/v3/organization/user/invitation/send", 0.6, NEW_USER)
UPDATE = Scenario("POST update", "POST", "/v3/organization/user/update/permissions", 0.6, USERS[0])
SCENARIOS = [PERMISSIONS, LIST, INVITE, UPDATE]


def write_inputs():
    users = [{"email": email, "status": "active", "all_features_access": True} for email in USERS]
    account = {"apiKeys": [KEY], "kind": "master", "owner": {"email": "owner@bench.example"}, "users": users}
    TEN.write_text(json.dumps({"version": 1, "accounts": [account]}))
    for scenario in (INVITE, UPDATE):
        scenario.body_file.write_text(scenario.body())


def answer(server, scenario):
    """Status, headers and body, without the headers that differ from one answer to the next."""
    body = scenario.body().replace("##########", "0000000000") if scenario.email else None
    status, headers, content = server.ask(scenario.method, scenario.path, KEY, body)
    if status != 200:
        fail(f"{server.name} answered {scenario.name} with {status} {content!r}")
    for changing in ("date", "sib-request-id"):
        if not headers.pop(changing, None):
            fail(f"{server.name} sends no {changing}")
    return status, headers, content


def start_servers():
    """The emulator, then those that are given its answers, each checked to give them."""
    emulator = Emulator("emulator", emulator_command(0, TEN))
    answers = {scenario: answer(emulator, scenario) for scenario in SCENARIOS}
    files = []
    for scenario in (PERMISSIONS, LIST, INVITE):
        files.append(WORK / f"{scenario.name.replace(' ', '-')}-answer.json")
        files[-1].write_bytes(answers[scenario][2])
    baseline = Server("C", baseline_command(0, files))
    for scenario in SCENARIOS:
        if answer(baseline, scenario) != answers[scenario]:
            fail(f"{scenario.name}: C answers\n{answer(baseline, scenario)}, the emulator\n{answers[scenario]}")
    nginx = start_nginx({scenario.path: answers[scenario][2].decode() for scenario in SCENARIOS})
    if nginx and any(answer(nginx, scenario)[2] != answers[scenario][2] for scenario in SCENARIOS):
        fail("nginx does not give the emulator's answers")
    return [baseline, emulator, *filter(None, [nginx])], files


def load(server, scenario):
    server.forget()
    used = server.processor_seconds()
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", HERE / "load.lua"]
    command += [f"http://127.0.0.1:{server.port}{scenario.path}", "--", scenario.method, KEY]
    command += filter(None, [scenario.body_file])
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    result = json.loads(output.splitlines()[-1])
    if result["failed"] or not result["requests"]:
        fail(f"{scenario.name} on {server.name}: {result['failed']} of {result['requests']} failed\n{output}")
    used = server.processor_seconds() - used
    return Run(
        rate=result["requests"] / result["microseconds"] * 1e6,
        p99=result["p99"] / 1000,
        processor_microseconds=used / result["requests"] * 1e6,
    )


def measure(servers):
    measured = {(scenario, server.name): [] for scenario in SCENARIOS for server in servers}
    for number in range(ROUNDS):
        for scenario in SCENARIOS:
            for server in servers if number % 2 == 0 else servers[::-1]:
                measured[scenario, server.name].append(load(server, scenario))
        print(f"round {number + 1} of {ROUNDS}", file=sys.stderr, flush=True)
    return measured


def measure_starts(files):
    """Milliseconds from the start to the first answer: C's, and the emulator's with a seed of a thousand users."""
    account = json.loads(THOUSAND.read_text())["accounts"][0]
    key, path = account["apiKeys"][0], f"/v3/organization/user/{account['users'][-1]['email']}/permissions"
    times = {"C": [], "emulator": []}
    for _ in range(STARTS):
        port = free_port()
        times["C"].append(first_answer_milliseconds([WORK / "baseline", port, *files], port, path, key))
        port = free_port()
        times["emulator"].append(first_answer_milliseconds(emulator_command(port, THOUSAND), port, path, key))
    return times


def spread(values, digits):
    return "{} [{}–{}]".format(
        *(f"{number:,.{digits}f}" for number in (statistics.median(values), min(values), max(values)))
    )


def verdict(reached):
    return "reached" if reached else "**missed**"


def throughput_table(names, measured):
    lines = ["| requests/s | " + " | ".join(names) + " | emulator ÷ C | goal | | CPU µs a request | p99 ms |"]
    lines.append("|---" * (len(names) + 6) + "|")
    for scenario in SCENARIOS:
        ours, theirs = measured[scenario, "emulator"], measured[scenario, "C"]
        ratios = [our.rate / their.rate for our, their in zip(ours, theirs, strict=True)]
        cells = [scenario.name, *(spread([run.rate for run in measured[scenario, name]], 0) for name in names)]
        cells += [spread(ratios, 2), f"≥ {scenario.goal}", verdict(statistics.median(ratios) >= scenario.goal)]
        for measure in ("processor_microseconds", "p99"):
            pair = [statistics.median(getattr(run, measure) for run in runs) for runs in (theirs, ours)]
            cells.append("C {:.1f}, emulator {:.1f}".format(*pair))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def process_table(times, idle, after):
    start, resident = statistics.median(times["emulator"]), idle["emulator"]
    rows = [
        ("", "C", "emulator", "goal", ""),
        ("---",) * 5,
        (
            "start to first answer, ms (emulator: with a seed of 1000 users)",
            spread(times["C"], 1),
            spread(times["emulator"], 1),
            f"≤ {GOAL_START_MILLISECONDS}",
            verdict(start <= GOAL_START_MILLISECONDS),
        ),
        (
            "resident when idle, MB",
            f"{idle['C']:.1f}",
            f"{resident:.1f}",
            f"≤ {GOAL_RESIDENT_MEGABYTES}",
            verdict(resident <= GOAL_RESIDENT_MEGABYTES),
        ),
        ("resident after the run, MB", f"{after['C']:.1f}", f"{after['emulator']:.1f}", "", ""),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def description():
    def first_line(*command):
        output = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
        return output.partition("\n")[0].partition(" [")[0]

    model = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    return (
        f"{date.today()}. {len(os.sched_getaffinity(0))} × {model[1] if model else platform.machine()}, "
        f"Linux {platform.release()}, libmicrohttpd {first_line('pkg-config', '--modversion', 'libmicrohttpd')}, "
        f"{first_line('wrk', '-v')}, brevo-emulator {first_line(BINARY, '--version')}.\n"
        f"{ROUNDS} rounds of {SECONDS} s each, {CONNECTIONS} connections, {THREADS} server threads; "
        f"{STARTS} starts; median [min–max]."
    )


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    write_inputs()
    servers, files = start_servers()
    idle = {server.name: server.resident_megabytes() for server in servers}
    measured = measure(servers)
    after = {server.name: server.resident_megabytes() for server in servers}
    for server in servers:
        server.stop()
    times = measure_starts(files)
    names = sorted((server.name for server in servers), key=["C", "nginx", "emulator"].index)
    print(description(), throughput_table(names, measured), process_table(times, idle, after), sep="\n\n")


main()
