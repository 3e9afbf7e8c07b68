"""Measures the emulator beside bare libmicrohttpd in C (and nginx, if installed), then what stubs,
delays and the journal cost it, and what size costs, and prints Markdown tables.

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

import scale
import wiremock
from scenarios import CONNECTIONS, INVITE, KEY, LIST, PERMISSIONS, ROUNDS, SCENARIOS, SECONDS, TEN, load, write_inputs
from servers import (
    BINARY,
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
from tables import spread, table, verdict

STARTS = 20
GOAL_START_MILLISECONDS = 10
GOAL_RESIDENT_MEGABYTES = 12

THOUSAND = ROOT / "fixtures/seeds/thousand-users.json"


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


def progress(text):
    print(text, file=sys.stderr, flush=True)


def measure(servers):
    measured = {(scenario, server.name): [] for scenario in SCENARIOS for server in servers}
    for number in range(ROUNDS):
        for scenario in SCENARIOS:
            for server in servers if number % 2 == 0 else servers[::-1]:
                server.forget()
                measured[scenario, server.name].append(load(server, scenario))
        progress(f"round {number + 1} of {ROUNDS}")
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


def throughput_table(names, measured):
    rows = [("requests/s", *names, "emulator ÷ C", "goal", "", "CPU µs a request", "p99 ms")]
    for scenario in SCENARIOS:
        ours, theirs = measured[scenario, "emulator"], measured[scenario, "C"]
        ratios = [our.rate / their.rate for our, their in zip(ours, theirs, strict=True)]
        cells = [scenario.name, *(spread([run.rate for run in measured[scenario, name]], 0) for name in names)]
        cells += [spread(ratios, 2), f"≥ {scenario.goal}", verdict(statistics.median(ratios) >= scenario.goal)]
        for measure in ("processor_microseconds", "p99"):
            pair = [statistics.median(getattr(run, measure) for run in runs) for runs in (theirs, ours)]
            cells.append("C {:.1f}, emulator {:.1f}".format(*pair))
        rows.append(cells)
    return table(rows)


def process_table(times, idle, after):
    start, resident = statistics.median(times["emulator"]), idle["emulator"]
    rows = [
        ("", "C", "emulator", "goal", ""),
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
    return table(rows)


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
    tables = [throughput_table(names, measured), process_table(times, idle, after)]
    tables += [wiremock.measured_table(), scale.measured_table(progress)]
    print(description(), *tables, sep="\n\n")


main()
