"""Measures the emulator beside bare libmicrohttpd in C, nginx, WireMock and moto, then what stubs, delays and the
journal cost it, and what size costs; prints Markdown, with each goal and whether it was reached.

BENCH_ROUNDS and BENCH_SECONDS make a run shorter or longer; --publish also writes docs/performance.md and its chart;
--check only finds out whether all servers send the same responses.
"""

import os
import platform
import re
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import process
import publish
import scale
import stubs
import throughput
from chart import chart
from peers import JOURNAL, all_peers, moto_program, nginx_program, wiremock_jar
from scenarios import CONNECTIONS, ROUNDS, SECONDS, write_inputs
from servers import BINARY, MORE_THREADS, ROOT, THREADS
from tables import table

STARTED = time.monotonic()


def note(text):
    print(f"{time.monotonic() - STARTED:4.0f} s: {text}", file=sys.stderr, flush=True)


def first_line(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT)
    return done.stdout.partition("\n")[0].partition(" [")[0]


def machine():
    model = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    processors = f"{len(os.sched_getaffinity(0))} × {model[1] if model else platform.machine()}"
    return f"{date.today()}. {processors}, Linux {platform.release()}"


def versions(names):
    ours = (ROOT / ".git").exists() and "EMULATOR" not in os.environ
    commit = first_line("git", "describe", "--always", "--dirty") if ours else ""
    told = [
        f"brevo-emulator {first_line(BINARY, '--version')} {commit}".rstrip(),
        f"libmicrohttpd {first_line('pkg-config', '--modversion', 'libmicrohttpd')}",
    ]
    if "nginx" in names:
        told.append(first_line(nginx_program(), "-v").removeprefix("nginx version: "))
    if "WireMock" in names:
        told.append(f"{wiremock_jar().stem} on {first_line('java', '-version')}")
    if "moto" in names:
        python = moto_program().with_name("python")
        told.append(f"moto {first_line(python, '-c', 'import moto; print(moto.__version__)')}")
    return ", ".join([*told, first_line("wrk", "-v")])


def conditions():
    return (
        f"Rounds: {ROUNDS}, of {SECONDS} s each (rows with another number of connections or threads: "
        f"{max(1, SECONDS // 2)} s), starts: {process.STARTS}; median [min–max]"
    )


def description(names, absent):
    sentences = [f"{machine()}, {versions(names)}.", f"{conditions()}."]
    sentences += [f"Not measured: {reason}." for reason in absent]
    return "\n".join(f"> {sentence}" for sentence in sentences)


def remarks(names, stalls):
    """Remarks that help to read the figures."""
    lines = [
        *stalls,
        "wrk has one thread and shares the processors with the server, so the latencies depend on both; C's own, in the "
        "same rounds, is what this machine allows. Where wrk uses nearly all of one processor, it is the limit, and the "
        "processor time per request compares better than the rate.",
        "C reads the request and sends the emulator's responses, byte for byte but for the hint on an update; nginx sends "
        "the same bodies. Neither does anything else. nginx has one process per thread; its memory is the sum.",
        "In each row all servers have the same number of threads: the emulator's default, half as many as processors, "
        f"or twice as many ({THREADS} and {MORE_THREADS} here).",
        "C works around a fault of libmicrohttpd 0.9.75, by which a thread waits forever if all its clients send a request "
        "at once and their number is a multiple of 128 (`bench/baseline.c`). The emulator runs libmicrohttpd in loops of "
        "its own, where that cannot happen.",
    ]
    if "WireMock" in names:
        lines.append(
            "WireMock has a stub for each response, matched by method and path, with constant ids. It logs nothing, keeps "
            f"{JOURNAL:,} requests in its journal as the emulator does, chooses its own threads, and is warmed up."
        )
    if "moto" in names:
        lines.append(
            "moto serves something else, SES's `ListIdentities` and `VerifyEmailIdentity`, with Flask's own server and a "
            "new connection each time. It is there for scale."
        )
    return "\n".join(f"- {line}" for line in lines)


def measure_all(peers):
    """The tables, the chart's bars, and what stalled."""
    servers = throughput.start_servers(peers)
    measured = throughput.measure(servers, note)
    after = {name: server.resident_megabytes() for (name, threads), server in servers.items() if threads == THREADS}
    for server in servers.values():
        server.stop()
    note("starts")
    times = process.measure_starts(peers)
    note("memory")
    memory = process.measure_memory(peers)
    names = list(times)
    wanted = next(peer.requests for peer in peers if peer.name == "emulator")
    goals = [("", "emulator", "goal", ""), *throughput.goal_rows(measured)]
    goals += process.goal_rows(times["emulator"], memory["emulator"], wanted)
    for part in (stubs, scale):
        goals += part.measured_rows(note)
    tables = [table(goals), *throughput.tables(measured, names), process.process_table(times, memory, after)]
    return tables, list(throughput.bars(measured, names)), list(throughput.stalls(measured))


def check(peers):
    """Starts all servers, which are compared then, and ends them."""
    for server in throughput.start_servers(peers).values():
        server.stop()
    print("bench: the same responses from", ", ".join(peer.name for peer in peers))


def main():
    publishing, checking = sys.argv[1:] == ["--publish"], sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not (publishing or checking):
        sys.exit("usage: scripts/bench [--publish | --check]")
    if publishing:
        publish.check(ROUNDS)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers end too
    write_inputs()
    peers, absent = all_peers()
    if checking:
        return check(peers)
    names = [peer.name for peer in peers]
    tables, bars, stalls_seen = measure_all(peers)
    report = "\n\n".join([description(names, absent), *tables, remarks(names, stalls_seen)])
    print(report)
    if publishing:
        subtitle = f"{CONNECTIONS} connections, {THREADS} server threads; {ROUNDS} rounds of {SECONDS} s; "
        source = f"scripts/bench, {machine()}"
        title = "Requests a second, on the machine that wrk runs on"
        svg = chart(title, subtitle + "median, least and most", bars, "emulator", "requests/s", source)
        publish.publish(report, svg)
    note("done")


main()
