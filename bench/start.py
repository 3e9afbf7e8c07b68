"""Compares programs, or options of one, by their start and their memory when idle; prints Markdown.

Usage: start.py [COMMAND…]      each COMMAND is a program with options, in quotes; by default the release build, with its
                                options read by itself and by ArgumentParser
       BENCH_ROUNDS (50) is the number of starts of each, in turn
"""

import os
import shlex
import statistics
import sys
import time

os.environ.setdefault("BENCH_ROUNDS", "50")

from scenarios import ROUNDS
from servers import BINARY, fail, status_megabytes
from tables import spread, table

OPTIONS = ["--port", "0", "--log", "off", "--threads", "1"]
DEFAULT = [str(BINARY), f"{BINARY} --verbose"]


def start(command):
    """Milliseconds to the ready line, of processor time until then, and megabytes resident."""
    reading, writing = os.pipe()
    arguments = [*shlex.split(command), *OPTIONS]
    began = time.perf_counter()
    process = os.posix_spawn(
        arguments[0],
        arguments,
        os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, writing, 1), (os.POSIX_SPAWN_CLOSE, reading)],
    )
    os.close(writing)
    try:
        if not os.read(reading, 4096).startswith(b'{"event":"ready"'):
            fail(f"{command} does not start")
        milliseconds = (time.perf_counter() - began) * 1000
        resident = status_megabytes(process, "VmRSS")
    finally:
        os.close(reading)
        os.kill(process, 15)
        usage = os.wait4(process, 0)[2]
    return milliseconds, (usage.ru_utime + usage.ru_stime) * 1000, resident


def main():
    commands = sys.argv[1:] or DEFAULT
    measured = {command: [] for command in commands}
    for _ in range(ROUNDS):
        for command in commands:
            measured[command].append(start(command))
    rows = [("", "start to ready line, ms", "processor time with the end, ms", "resident when idle, MB")]
    for command in commands:
        ready, processor, resident = zip(*measured[command])
        name = command.replace(os.getcwd() + "/", "")
        rows.append((f"`{name}`", spread(ready, 1), spread(processor, 1), f"{statistics.median(resident):.1f}"))
    print(f"{ROUNDS} starts of each, in turn; median [min–max].\n\n{table(rows)}")


if __name__ == "__main__":
    main()
