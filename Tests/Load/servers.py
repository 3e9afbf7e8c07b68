"""The servers that are measured: the emulator, bare libmicrohttpd in C, and nginx, all with the same answers."""

import atexit
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "Tests/Load"
WORK = ROOT / ".build/bench"
BINARY = Path(os.environ.get("EMULATOR", ROOT / ".build/release/brevo-emulator"))
THREADS = 2
START_SECONDS = 10


def fail(reason):
    sys.exit(f"bench: {reason}")


class Server:
    """A process that answers on a port of the loopback address, says on its first line which, and ends with us."""

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

    def announced_port(self):
        return int(self.process.stdout.readline())

    def ask(self, method, path, key, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"api-key": key, "content-type": "application/json"} if body else {"api-key": key}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.headers.items()}, content

    def forget(self):
        """Undoes what requests have changed; the others change nothing."""

    def resident_megabytes(self):
        return self.status_megabytes("VmRSS")

    def forget_peak(self):
        """From now on `peak_megabytes` tells of what comes (proc_pid_clear_refs(5))."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def peak_megabytes(self):
        return self.status_megabytes("VmHWM")

    def status_megabytes(self, field):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{field}:\s+(\d+) kB", status)[1]) / 1024

    def processor_seconds(self):
        """What the process has used of the processors so far, which its neighbours on the machine hardly change."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        user, system = fields[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def threads(self):
        return len(list(Path(f"/proc/{self.process.pid}/task").iterdir()))

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


class Emulator(Server):
    def announced_port(self):
        return json.loads(self.process.stdout.readline())["port"]

    def forget(self):
        status, _, body = self.ask("POST", "/__emulator/reset", "")
        if status >= 300:
            fail(f"reset answered {status} {body!r}")


def emulator_command(port, seed, *options):
    return [BINARY, "--port", port, "--log", "off", "--threads", THREADS, "--seed", seed, *options]


def baseline_command(port, bodies):
    """The C server; `bodies` are the files of the permissions, the list, and what a POST answers."""
    program = WORK / "baseline"
    subprocess.run(["cc", "-O2", "-o", program, HERE / "baseline.c", "-lmicrohttpd"], check=True)
    return [program, port, *bodies]


def start_nginx(constants):
    """nginx with constant answers (path → body), or None where it is not installed."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not program:
        return None
    port = free_port()
    locations = "\n".join(f"location = {path} {{ return 200 '{body}'; }}" for path, body in constants.items())
    temporary = " ".join(
        f"{kind}_temp_path {WORK}/nginx-{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = WORK / "nginx.conf"
    configuration.write_text(
        f"""daemon off; worker_processes {THREADS}; pid {WORK}/nginx.pid; error_log stderr;
        events {{ worker_connections 1024; }}
        http {{
            access_log off; keepalive_requests 1000000000; default_type application/json; {temporary}
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
    server = Server("nginx", [program, "-e", "stderr", "-c", configuration, "-p", WORK], port=port)
    wait_until_it_listens(port)
    return server


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until_it_listens(port):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            time.sleep(0.01)
    fail(f"nothing listens on port {port}")


def first_answer_milliseconds(command, port, path, key):
    """From the start of a process to the first 200 on its port."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\napi-key: {key}\r\n\r\n".encode()
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, close_fds=False)
    try:
        while time.perf_counter() - start < START_SECONDS and process.poll() is None:
            with socket.socket() as connection:
                if connection.connect_ex(("127.0.0.1", port)):
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
