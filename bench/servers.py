"""A server under measurement: its process, memory, processor time, and how long it takes to start."""

import atexit
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WORK = ROOT / ".build/bench"
BINARY = Path(os.environ.get("EMULATOR", ROOT / ".build/release/brevo-emulator"))
PROCESSORS = len(os.sched_getaffinity(0))
# The emulator's own default: the clients of a test run on the same machine.
THREADS = max(1, PROCESSORS // 2)
MORE_THREADS = 2 * THREADS
START_SECONDS = 60


def fail(reason):
    sys.exit(f"bench: {reason}")


class Server:
    """A process that serves on a port of the loopback address, and ends with this one."""

    def __init__(self, name, command, port=None, errors=None, environment=None):
        self.name = name
        self.process = subprocess.Popen(
            [str(part) for part in command],
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, **(environment or {})},
        )
        atexit.register(self.stop)
        self.port = port or self.announced_port()
        self.wait_until_it_listens()

    def wait_until_it_listens(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                return socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except ConnectionRefusedError:
                time.sleep(0.01)
        fail(f"{self.name} does not listen on port {self.port}")

    def ask(self, method, path, key, body=None, headers=()):
        """Sends one request on its own connection. `headers` are lines, as wrk takes them."""
        fields = {"api-key": key, **({"content-type": "application/json"} if body else {})}
        fields.update((name.lower(), value) for name, value in (line.split(": ", 1) for line in headers))
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, body, fields)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.headers.items()}, content

    def must(self, method, path, key, body=None, headers=()):
        """Sends a request that must not fail."""
        status, _, content = self.ask(method, path, key, body, headers)
        if status >= 300:
            fail(f"{self.name} answered {method} {path} with {status} {content!r}")

    def forget(self):
        """Undoes the changes of earlier requests; most servers have none."""

    def resident_megabytes(self):
        return self.status_megabytes("VmRSS")

    def forget_peak(self):
        """Starts `peak_megabytes` anew (proc_pid_clear_refs(5))."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def peak_megabytes(self):
        return self.status_megabytes("VmHWM")

    def status_megabytes(self, field):
        """The sum for the process and its children, such as the workers of nginx."""
        return sum(status_megabytes(identifier, field) for identifier in self.processes())

    def processor_seconds(self):
        """Processor time so far, which other load on the machine hardly changes."""
        ticks = 0
        for identifier in self.processes():
            user, system = Path(f"/proc/{identifier}/stat").read_text().rpartition(")")[2].split()[11:13]
            ticks += int(user) + int(system)
        return ticks / os.sysconf("SC_CLK_TCK")

    def processes(self):
        return [self.process.pid, *children(self.process.pid)]

    def threads(self):
        return len(list(Path(f"/proc/{self.process.pid}/task").iterdir()))

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


class Emulator(Server):
    def announced_port(self):
        return json.loads(self.process.stdout.readline())["port"]

    def forget(self):
        self.must("POST", "/__emulator/reset", "")


def emulator_command(port, seed, *options, threads=THREADS):
    return [BINARY, "--port", port, "--log", "off", "--threads", threads, "--seed", seed, *options]


def status_megabytes(process, field):
    """A size of one process (proc_pid_status(5)): VmRSS, VmHWM."""
    return int(re.search(rf"{field}:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())[1]) / 1024


def children(parent):
    """The child processes of a process (field 4 of proc_pid_stat(5))."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(stat.parent.name))
        except (FileNotFoundError, ProcessLookupError):
            pass  # it has ended since
    return found


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def first_answer_milliseconds(command, port, request, errors=None):
    """From the start of a process to the first 200 on its port."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=errors, close_fds=False
    )
    try:
        while time.perf_counter() - start < START_SECONDS and process.poll() is None:
            with socket.socket() as connection:
                if connection.connect_ex(("127.0.0.1", port)):
                    # Without a pause, this loop would take a processor away from the server that starts.
                    time.sleep(0.0001)
                    continue
                connection.sendall(request)
                status_line = connection.recv(16)
                if not status_line.startswith(b"HTTP/1.1 200"):
                    fail(f"{command[0]} answered {status_line!r} first")
                return (time.perf_counter() - start) * 1000
        fail(f"{command[0]} did not answer")
    finally:
        process.terminate()
        process.wait(10)
