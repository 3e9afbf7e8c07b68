"""Runs the container image as a user would: it serves what is mounted, is healthy, is not root, and stops when told to.

Usage: check.py [TAG]      with docker or podman; where neither works, with buildah on the host's network
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

START_SECONDS = 10
STOP_SECONDS = 1
USER = 65532
SEED = {"version": 1, "accounts": [{"apiKeys": ["xkeysib-mounted"], "owner": {"email": "boss@acme.example"}}]}
STUB = {"request": {"method": "GET", "url": "/stub"}, "response": {"body": "from the mounted stub"}}


def output(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def works(*command):
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except FileNotFoundError:
        return False


class EngineContainer:
    """A container of docker or podman, its port published on the loopback address."""

    def __init__(self, engine, tag, options, mounts):
        self.engine = engine
        volumes = [f"--volume={source}:{target}:ro" for source, target in mounts.items()]
        # Another port than usual, told by an option: the health check has to find out.
        command = ["--detach", "--publish=127.0.0.1::9090", *volumes, tag, "--port=9090", *options]
        self.id = output(engine, "run", *command)
        self.port = 9090
        published = output(engine, "port", self.id, "9090/tcp").splitlines()[0].rpartition(":")[2]
        self.url = f"http://127.0.0.1:{published}"

    def exec(self, *command):
        return subprocess.run([self.engine, "exec", self.id, *command], stdout=subprocess.PIPE, text=True)

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

    def __init__(self, tag, options, mounts):
        self.environment = {**os.environ, "BUILDAH_ISOLATION": "chroot"}
        self.id = output("buildah", "from", "--pull-never", tag)
        entry_point = output("buildah", "inspect", "--format", "{{index .OCIv1.Config.Entrypoint 0}}", self.id)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.settings = [f"--env=BREVO_EMULATOR_PORT={self.port}"]
        self.settings += [f"--volume={source}:{target}:ro" for source, target in mounts.items()]
        self.process = self.run(entry_point, *options, stdout=subprocess.PIPE)
        ready = json.loads(self.process.stdout.readline())
        assert "0.0.0.0" in ready["url"], f"it listens on {ready['url']}, which no other container reaches"
        self.pid = ready["pid"]
        self.url = f"http://127.0.0.1:{ready['port']}"

    def run(self, *command, **pipes):
        return subprocess.Popen(
            ["buildah", "run", *self.settings, self.id, "--", *command], env=self.environment, **pipes
        )

    def exec(self, *command):
        process = self.run(*command, stdout=subprocess.PIPE, text=True)
        output, _ = process.communicate()
        return subprocess.CompletedProcess(command, process.returncode, output)

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


def started(tag, options, mounts):
    for engine in ("docker", "podman"):
        if works(engine, "info"):
            return EngineContainer(engine, tag, options, mounts)
    return BuildahContainer(tag, options, mounts)


def get(url, **headers):
    """The body of an answer; waits until the port answers."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=2) as answer:
                return answer.read().decode()
        except (URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def first_user(url, key):
    """The e-mail of an account's first user, asked for as a client would."""
    return json.loads(get(f"{url}/v3/organization/invited/users", **{"api-key": key}))["users"][0]["email"]


def check(name, holds):
    print(f"{'ok' if holds else 'FAILED':6}  {name}", flush=True)
    return holds


def checks(container):
    """Each as the image runs, and at last that it stops."""
    health = f"http://localhost:{container.port}/__admin/health"
    yield check("it serves", first_user(container.url, "xkeysib-image") == "owner@example.com")
    yield check("it reads a seed that is mounted", first_user(container.url, "xkeysib-mounted") == "boss@acme.example")
    yield check("it reads stubs that are mounted", get(f"{container.url}/stub") == "from the mounted stub")
    yield check("its health check passes", container.exec("/brevo-emulator", "healthcheck").returncode == 0)
    yield check("curl -f asks for its health", '"healthy"' in container.exec("curl", "-f", health).stdout)
    yield check("curl -f fails for an error", container.exec("curl", "-fs", health + "/none").returncode == 22)
    yield check(f"it runs as user {USER}", container.user() == USER)
    start = time.monotonic()
    status = container.stop()
    seconds = time.monotonic() - start
    yield check(f"SIGTERM ends it with 0 (was {status}, {seconds:.2f} s)", status == 0)
    yield check(f"within {STOP_SECONDS} s", seconds < STOP_SECONDS)


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)  # Read by another user, the image's.
        mappings, seed = Path(folder, "mappings"), Path(folder, "seed.json")
        mappings.mkdir()
        Path(mappings, "stub.json").write_text(json.dumps(STUB))
        seed.write_text(json.dumps(SEED))
        mounts = {mappings: "/home/wiremock/mappings", seed: "/seed.json"}
        container = started(sys.argv[1] if len(sys.argv) > 1 else "brevo-emulator", ["--seed=/seed.json"], mounts)
        try:
            results = list(checks(container))
        finally:
            container.remove()
    sys.exit(0 if all(results) else 1)


main()
