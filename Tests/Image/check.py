"""Runs the container image as a user would: it serves what is mounted, is healthy, is not root, and stops when told to.

Usage: check.py [TAG]      with docker or podman; where neither works, with buildah on the host's network
"""

import gzip
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

START_SECONDS = 10
STOP_SECONDS = 1
USER = 65532
# OpenShift runs images as users that it chooses, of group 0.
CHOSEN_USER = "123456:0"
COMPRESSED_MEGABYTES = 8
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

    def __init__(self, engine, tag, options, mounts, user=None):
        self.engine = engine
        volumes = [f"--volume={source}:{target}:ro" for source, target in mounts.items()]
        users = [f"--user={user}"] if user else []
        # Another port than usual, told by an option: the health check has to find out.
        command = ["--detach", "--publish=127.0.0.1::9090", *volumes, *users, tag, "--port=9090", *options]
        self.id = output(engine, "run", *command)
        self.port = 9090
        published = output(engine, "port", self.id, "9090/tcp").splitlines()[0].rpartition(":")[2]
        self.url = f"http://127.0.0.1:{published}"

    def exec(self, *command):
        return subprocess.run([self.engine, "exec", self.id, *command], stdout=subprocess.PIPE, text=True)

    def user(self):
        return int(output(self.engine, "inspect", "--format", "{{.Config.User}}", self.id).partition(":")[0])

    def log(self):
        """What it has written, once it has ended."""
        output(self.engine, "wait", self.id)
        logs = subprocess.run(
            [self.engine, "logs", self.id], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        return logs.stdout

    def stop(self):
        """Sends SIGTERM and waits; returns the exit status."""
        output(self.engine, "kill", "--signal", "TERM", self.id)
        return int(output(self.engine, "wait", self.id))

    def remove(self):
        output(self.engine, "rm", "--force", self.id)


class BuildahContainer:
    """A container of buildah, which needs no service and has the host's network and processes, so any free port."""

    def __init__(self, tag, options, mounts, user=None):
        self.environment = {**os.environ, "BUILDAH_ISOLATION": "chroot"}
        self.id = output("buildah", "from", "--pull-never", tag)
        entry_point = output("buildah", "inspect", "--format", "{{index .OCIv1.Config.Entrypoint 0}}", self.id)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.settings = [f"--env=BREVO_EMULATOR_PORT={self.port}"]
        self.settings += [f"--volume={source}:{target}:ro" for source, target in mounts.items()]
        self.settings += [f"--user={user}"] if user else []
        self.process = self.run(entry_point, *options, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        # A container that is not to start prints nothing.
        ready = json.loads(self.process.stdout.readline() or "{}")
        self.pid, self.url = ready.get("pid"), ready.get("url")

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

    def log(self):
        """What it has written, once it has ended."""
        return self.process.communicate(timeout=START_SECONDS)[1]

    def stop(self):
        os.kill(self.pid, signal.SIGTERM)
        return self.process.wait(START_SECONDS)

    def remove(self):
        if self.pid and self.process.poll() is None:
            os.kill(self.pid, signal.SIGKILL)
            self.process.wait()
        output("buildah", "rm", self.id)


ENGINE = next((engine for engine in ("docker", "podman") if works(engine, "info")), None)


@contextmanager
def started(tag, *arguments):
    container = EngineContainer(ENGINE, tag, *arguments) if ENGINE else BuildahContainer(tag, *arguments)
    try:
        yield container
    finally:
        container.remove()


def compressed_size(tag):
    """The bytes of the image's archive, compressed."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, "image.tar")
        if ENGINE:
            output(ENGINE, "save", "--output", archive, tag)
        else:
            output("buildah", "push", "--quiet", tag, f"docker-archive:{archive}:{tag}")
        return len(gzip.compress(archive.read_bytes(), 9))


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


def shell(container, line):
    """Does a health check as compose files write it for a shell."""
    return container.exec("/bin/sh", "-c", line)


def checks(container):
    """Each as the image runs, and at last that it stops."""
    health = f"http://localhost:{container.port}/__admin/health"
    yield check("it serves", first_user(container.url, "xkeysib-image") == "owner@example.com")
    yield check("it reads a seed that is mounted", first_user(container.url, "xkeysib-mounted") == "boss@acme.example")
    yield check("it reads stubs that are mounted", get(f"{container.url}/stub") == "from the mounted stub")
    yield check("its health check passes", container.exec("/brevo-emulator", "healthcheck").returncode == 0)
    yield check("curl -f asks for its health", '"healthy"' in container.exec("curl", "-f", health).stdout)
    yield check("curl -f fails for an error", container.exec("curl", "-fs", health + "/none").returncode == 22)
    yield check("a shell's curl asks for it", shell(container, f"curl -f {health} || exit 1").returncode == 0)
    yield check("a shell's curl fails", shell(container, f"curl -fs {health}/none || exit 1").returncode == 1)
    spider = f"wget --no-verbose --tries=1 --spider {health} || exit 1"
    yield check("a shell's wget asks for it", shell(container, spider).returncode == 0)
    yield check("WireMock's entry point is there", container.exec("/docker-entrypoint.sh", "--version").returncode == 0)
    yield check(f"it runs as user {USER}", container.user() == USER)
    start = time.monotonic()
    status = container.stop()
    seconds = time.monotonic() - start
    yield check(f"SIGTERM ends it with 0 (was {status}, {seconds:.2f} s)", status == 0)
    yield check(f"within {STOP_SECONDS} s", seconds < STOP_SECONDS)


def checks_of_users(tag, secret):
    """What users that the image did not choose may do, and what its own may not."""
    for user in (None, CHOSEN_USER):
        with started(tag, ["--state-file=/data/state.json", "--state-sync"], {}, user) as container:
            answer = first_user(container.url, "xkeysib-image")
            yield check(f"as user {user or USER} it keeps its state in /data", answer == "owner@example.com")
            yield check(f"as user {user or USER} it ends with 0", container.stop() == 0)
    with started(tag, ["--seed=/secret.json"], {secret: "/secret.json"}) as container:
        log = container.log()
        yield check(f"a seed that it cannot read: {log.strip()}", "/secret.json" in log and str(USER) in log)


def main():
    tag = sys.argv[1] if len(sys.argv) > 1 else "brevo-emulator"
    size = compressed_size(tag) / 1e6
    results = [check(f"it is small: {size:.2f} MB compressed", size <= COMPRESSED_MEGABYTES)]
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)  # Read by another user, the image's.
        mappings, seed, secret = (Path(folder, name) for name in ("mappings", "seed.json", "secret.json"))
        mappings.mkdir()
        Path(mappings, "stub.json").write_text(json.dumps(STUB))
        seed.write_text(json.dumps(SEED))
        secret.write_text(json.dumps(SEED))
        secret.chmod(0o600)
        mounts = {mappings: "/home/wiremock/mappings", seed: "/seed.json"}
        with started(tag, ["--seed=/seed.json"], mounts) as container:
            results += checks(container)
        results += checks_of_users(tag, secret)
    sys.exit(0 if all(results) else 1)


main()
