"""How long the peers take to start, and how much memory they use."""

import json
import statistics
import time

from scenarios import ROUNDS, SECONDS, get_bytes, load
from servers import ROOT, THREADS, emulator_command, first_answer_milliseconds, free_port
from tables import spread, table, verdict

STARTS = 4 * ROUNDS
GOAL_START_MILLISECONDS = 10
THOUSAND = ROOT / "fixtures/seeds/thousand-users.json"

GOAL_IDLE_MEGABYTES = 12
GOAL_USED_MEGABYTES = 48
MOST_SECONDS = 15 * SECONDS


def measure_starts(peers):
    """Milliseconds from start to first response, in turn; the emulator starts with a seed of a thousand users."""
    account = json.loads(THOUSAND.read_text())["accounts"][0]
    path = f"/v3/organization/user/{account['users'][-1]['email']}/permissions"
    times = {peer.name: [] for peer in peers}
    for _ in range(STARTS):
        for peer in peers:
            port, request = free_port(), peer.first_request
            if peer.name == "emulator":
                command, request = emulator_command(port, THOUSAND), get_bytes(path, account["apiKeys"][0])
            else:
                command = peer.command(port, THREADS, peer.answers)
            times[peer.name].append(first_answer_milliseconds(command, port, request, peer.errors))
    return times


def measure_memory(peers):
    """Megabytes before and after the requests of a peer, or as many as fit in the time, and how many they were."""
    measured = {}
    for peer in peers:
        server = peer.start()
        server.forget()
        idle = server.resident_megabytes()
        requests, end = 0, time.monotonic() + MOST_SECONDS
        while requests < peer.requests and time.monotonic() < end:
            requests += load(server, peer.scenarios[0]).requests
        measured[peer.name] = (idle, server.resident_megabytes(), requests)
        server.stop()
    return measured


def process_table(times, memory, after):
    """`after` has the megabytes of the servers that the throughput was measured with."""
    names = list(times)
    return table(
        [
            ("", *names),
            ("start to first answer, ms", *(spread(times[name], 1) for name in names)),
            ("resident when idle, MB", *(f"{memory[name][0]:.1f}" for name in names)),
            (
                "resident after so many GETs, MB",
                *(f"{memory[name][1]:.1f} ({memory[name][2]:,})" for name in names),
            ),
            ("resident after the rows above, MB", *(f"{after[name]:.1f}" for name in names)),
        ]
    )


def goal_rows(times, memory, wanted):
    """`wanted` is the number of requests that the goal for memory refers to."""
    idle, used, requests = memory
    yield (
        "start to first answer with a seed of 1000 users, ms",
        spread(times, 1),
        f"≤ {GOAL_START_MILLISECONDS}",
        verdict(statistics.median(times) <= GOAL_START_MILLISECONDS),
    )
    yield (
        "resident when idle, MB",
        f"{idle:.1f}",
        f"≤ {GOAL_IDLE_MEGABYTES}",
        verdict(idle <= GOAL_IDLE_MEGABYTES),
    )
    yield (
        f"resident after {requests:,} GET permissions, MB",
        f"{used:.1f}" if requests >= wanted else f"{used:.1f} (too few requests in {MOST_SECONDS} s)",
        f"≤ {GOAL_USED_MEGABYTES} after {wanted:,}",
        verdict(used <= GOAL_USED_MEGABYTES and requests >= wanted),
    )
