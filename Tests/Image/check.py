"""Runs the container image as a user would: it serves, is healthy, is not root, and stops when it is told to.

Usage: check.py [TAG]      with docker or podman; where neither works, with buildah on the host's network
"""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from urllib.error import URLError

START_SECONDS = 10
STOP_SECONDS = 1
USER = 65532


def output(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def works(*command):
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except FileNotFoundError:
        return False


class EngineContainer:
    """A container of docker or podman, its port published on the loopback address."""

    def __init__(self, engine, tag):
        self.engine = engine
        self.id = output(engine, "run", "--detach", "--publish", "127.0.0.1::8080", tag)
        port = output(engine, "port", self.id, "8080/tcp").splitlines()[0].rpartition(":")[2]
        self.url = f"http://127.0.0.1:{port}"

    def is_healthy(self):
        return works(self.engine, "exec", self.id, "/brevo-emulator", "healthcheck")

    def user(self):
        return int(output(self.engine, "inspect", "--format", "{{.Config.User}}", self.id).partition(":")[0])

    def stop(self):
        """Sends SIGTERM and waits; returns the exit status."""
        output(self.engine, "kill", "--signal", "TERM", self.id)
        return int(output(self.engine, "wait", self.id))

    def remove(self):
        output(self.engine, "rm", "--force", self.id)


class BuildahContainer:
    """A container of buildah, which needs no service and has the host's network and processes, so any free port."""

    def __init__(self, tag):
        self.environment = {**os.environ, "BUILDAH_ISOLATION": "chroot"}
        self.id = output("buildah", "from", "--pull-never", tag)
        entry_point = output("buildah", "inspect", "--format", "{{index .OCIv1.Config.Entrypoint 0}}", self.id)
        self.process = self.run(entry_point, "--port", "0", stdout=subprocess.PIPE)
        ready = json.loads(self.process.stdout.readline())
        assert "0.0.0.0" in ready["url"], f"it listens on {ready['url']}, which no other container reaches"
        self.pid = ready["pid"]
        self.url = f"http://127.0.0.1:{ready['port']}"

    def run(self, *command, **pipes):
        return subprocess.Popen(["buildah", "run", self.id, "--", *command], env=self.environment, **pipes)

    def is_healthy(self):
        return self.run("/brevo-emulator", "healthcheck", "--url", self.url).wait() == 0

    def user(self):
        with open(f"/proc/{self.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("Uid:"))

    def stop(self):
        os.kill(self.pid, signal.SIGTERM)
        return self.process.wait(START_SECONDS)

    def remove(self):
        if self.process.poll() is None:
            os.kill(self.pid, signal.SIGKILL)
            self.process.wait()
        output("buildah", "rm", self.id)


def started(tag):
    for engine in ("docker", "podman"):
        if works(engine, "info"):
            return EngineContainer(engine, tag)
    return BuildahContainer(tag)


def owner_email(url):
    """The one user of a new account, asked for as a client would; waits until the port answers."""
    request = urllib.request.Request(f"{url}/v3/organization/invited/users", headers={"api-key": "xkeysib-image"})
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(request, timeout=2) as answer:
                return json.load(answer)["users"][0]["email"]
        except (URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def check(name, holds):
    print(f"{'ok' if holds else 'FAILED':6}  {name}", flush=True)
    return holds


def main():
    container = started(sys.argv[1] if len(sys.argv) > 1 else "brevo-emulator")
    try:
        results = [
            check("it serves", owner_email(container.url) == "owner@example.com"),
            check("its health check passes", container.is_healthy()),
            check(f"it runs as user {USER}", container.user() == USER),
        ]
        start = time.monotonic()
        status = container.stop()
        seconds = time.monotonic() - start
        results.append(check(f"SIGTERM ends it with 0 (was {status}, {seconds:.2f} s)", status == 0))
        results.append(check(f"within {STOP_SECONDS} s", seconds < STOP_SECONDS))
    finally:
        container.remove()
    sys.exit(0 if all(results) else 1)


main()
