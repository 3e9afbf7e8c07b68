"""Requests per second, processor time and latency of all peers, in turn within each round.

What else the machine does so touches them alike; ratios are taken pair by pair, within a round.
"""

import statistics
from typing import NamedTuple

from chart import Bar
from peers import WITH_MOTO
from scenarios import CONNECTIONS, INVITE, KEY, PERMISSIONS, ROUNDS, SCENARIOS, SECONDS, Scenario, load
from servers import MORE_THREADS, THREADS, fail
from tables import spread, table, verdict

GOALS_P99 = {32: 1, 256: 5}  # milliseconds, by connections


class Cell(NamedTuple):
    """One row of the table: a scenario, the number of connections, and the number of server threads."""

    scenario: Scenario
    connections: int
    threads: int

    @property
    def seconds(self):
        return SECONDS if self in MAIN else max(1, SECONDS // 2)


MAIN = [Cell(scenario, CONNECTIONS, THREADS) for scenario in SCENARIOS]
FURTHER = [
    Cell(scenario, connections, threads)
    for scenario in (PERMISSIONS, INVITE)
    for threads in (THREADS, MORE_THREADS)
    for connections in (1, 32, 256)
    if (connections, threads) != (CONNECTIONS, THREADS)
]
OF_MOTO = [Cell(scenario, CONNECTIONS, THREADS) for scenario in WITH_MOTO]
CELLS = MAIN + FURTHER + OF_MOTO


def answer(server, scenario):
    """Status, headers and body, without the hint and the headers that differ from one response to the next."""
    body = scenario.body and scenario.body.replace("##########", "0000000000")
    status, headers, content = server.ask(scenario.method, scenario.path, KEY, body, scenario.headers)
    if status != 200:
        fail(f"{server.name} answered {scenario.name} with {status} {content!r}")
    headers.pop("x-emulator-hint", None)
    changing = [headers.pop(name, None) for name in ("date", "sib-request-id")]
    return status, headers, content, all(changing)


def teach(peers):
    """Gives every peer the responses of the emulator; C sends the same headers as well, but for a hint."""
    emulator = next(peer for peer in peers if peer.name == "emulator").start()
    answers = {scenario: answer(emulator, scenario) for scenario in SCENARIOS}
    emulator.stop()
    for peer in peers:
        peer.answers = {scenario: content for scenario, (_, _, content, _) in answers.items()}
    return answers


def start_servers(peers):
    """Starts a server for each peer and number of threads, and checks its responses."""
    answers = teach(peers)
    servers = {}
    for peer in peers:
        for threads in (THREADS, MORE_THREADS) if peer.counts_threads else (THREADS,):
            server = servers[peer.name, threads] = peer.start(threads)
            for scenario in peer.scenarios:
                check(server, scenario, answers.get(scenario))
            server.forget()
    return servers


def check(server, scenario, expected):
    """C must send the same headers; of the other servers only the body is compared.

    Another emulator has other ids, and moto answers something else: there the status has to do.
    """
    given = answer(server, scenario)
    same = given == expected if server.name == "C" else given[2] == expected[2] if expected else True
    if not same and server.name != "emulator":
        fail(f"{scenario.name}: {server.name} answers\n{given}, the emulator\n{expected}")


def taking(cell, servers):
    """The servers that take part in a row."""
    return [
        server
        for (name, threads), server in servers.items()
        if threads == cell.threads and (name == "moto") == (cell in OF_MOTO)
    ]


def measure(servers, note):
    """The runs for each row and server, one per round."""
    for (name, _), server in servers.items():
        if name == "WireMock":  # the JVM compiles code that has run for a while
            note("warm up WireMock")
            for cell in MAIN:
                load(server, cell.scenario, 2 * SECONDS)
    measured = {(cell, server.name): [] for cell in CELLS for server in taking(cell, servers)}
    for number in range(ROUNDS):
        for cell in CELLS:
            taken = taking(cell, servers)
            for server in taken if number % 2 == 0 else taken[::-1]:
                server.forget()
                measured[cell, server.name].append(load(server, cell.scenario, cell.seconds, cell.connections))
        note(f"round {number + 1} of {ROUNDS}")
    return measured


def ratios(measured, cell):
    pairs = zip(measured[cell, "emulator"], measured[cell, "C"], strict=True)
    return [ours.rate / theirs.rate for ours, theirs in pairs]


def medians(measured, cell, names, of, digits):
    runs = [measured.get((cell, name)) for name in names]
    values = [statistics.median(getattr(run, of) for run in some) if some else None for some in runs]
    return " / ".join("–" if value is None else f"{value:,.{digits}f}" for value in values)


def rates(measured, cell, name):
    runs = measured.get((cell, name))
    return spread([run.rate for run in runs], 0) if runs else ""


def tables(measured, names):
    """All rows; moto, which sends something else, has a table of its own."""
    yield main_table(measured, [name for name in names if name != "moto"])
    if "moto" in names:
        yield moto_table(measured)


def main_table(measured, names):
    order = " / ".join(names)
    rows = [("requests/s", "connections", "threads", *names, "emulator ÷ C")]
    rows[0] += (f"CPU µs a request: {order}", f"p99 ms: {order}", "wrk, of one processor: C / emulator")
    for cell in MAIN + FURTHER:
        rows.append(
            (
                cell.scenario.name,
                str(cell.connections),
                str(cell.threads),
                *(rates(measured, cell, name) for name in names),
                spread(ratios(measured, cell), 2),
                medians(measured, cell, names, "processor_microseconds", 1),
                medians(measured, cell, names, "p99", 2),
                medians(measured, cell, ("C", "emulator"), "generator_share", 2),
            )
        )
    return table(rows)


def moto_table(measured):
    rows = [("for scale, another service: moto", "requests/s", "CPU µs a request", "p99 ms")]
    for cell in OF_MOTO:
        used = medians(measured, cell, ["moto"], "processor_microseconds", 0)
        latency = medians(measured, cell, ["moto"], "p99", 1)
        rows.append((cell.scenario.name, rates(measured, cell, "moto"), used, latency))
    return table(rows)


def stalls(measured):
    """A sentence for each row and server that left clients without a response."""
    for (cell, name), runs in measured.items():
        count = sum(run.stalled for run in runs)
        if count:
            yield (
                f"**{name} stalled** at {cell.scenario.name} (connections {cell.connections}, threads {cell.threads}) "
                f"in {count} of {len(runs)} rounds: clients waited to the end, and its figures tell no more."
            )


def goal_rows(measured):
    for cell in MAIN:
        values, goal = ratios(measured, cell), cell.scenario.goal
        used = medians(measured, cell, ("emulator", "C"), "processor_microseconds", 1).replace("/", "÷")
        yield (
            f"{cell.scenario.name}, {cell.connections} connections, emulator ÷ C, requests/s",
            f"{spread(values, 2)} (CPU µs a request: {used})",
            f"≥ {goal}",
            verdict(statistics.median(values) >= goal),
        )
    for connections, goal in GOALS_P99.items():
        cell = Cell(PERMISSIONS, connections, THREADS)
        ours, theirs = ([run.p99 for run in measured[cell, name]] for name in ("emulator", "C"))
        stalled = " **stalled**" if any(run.stalled for run in measured[cell, "emulator"]) else ""
        yield (
            f"GET permissions on {connections} connections, p99, ms",
            f"{spread(ours, 2)}{stalled} (C's own: {spread(theirs, 2)})",
            f"≤ {goal}",
            verdict(statistics.median(ours) <= goal),
        )


def bars(measured, names):
    """The bars of the chart: one for each server and scenario of the main rows."""
    for cell in MAIN + OF_MOTO:
        found = [(name, [run.rate for run in measured[cell, name]]) for name in names if (cell, name) in measured]
        heading = f"moto, for scale: {cell.scenario.name}" if cell in OF_MOTO else cell.scenario.name
        if found:
            yield heading, [Bar(name, min(some), statistics.median(some), max(some)) for name, some in found]
