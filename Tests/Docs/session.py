"""A reader who follows one section of a page: a folder of their own, a shell, and an emulator on port 8080.

The port is 8080 in the pages only. Here 8080 to 8089 stand for free ports, in commands, files and outputs alike.
"""

import json
import os
import random
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import yaml
from markdown import ROOT

BINARY = Path(os.environ.get("EMULATOR", ROOT / ".build/release/brevo-emulator")).resolve()
SECONDS = 60
# The one beside the runner; the others are in environments of their own.
OWN_CLIENT = f"brevo-python=={version('brevo-python')}"

# curl ends with 22 where the answer is an error, and shows it all the same.
CURLRC = "silent\nshow-error\nfail-with-body\nmax-time 20\n"
# What was built is what is tested, whatever has been edited since.
# make hands -o to no make that it calls, hence MAKE.
MAKE = "/usr/bin/make --no-print-directory -o build"
MAKE = f'#!/bin/sh\nexec {MAKE} -C {ROOT} MAKE="{MAKE}" EMULATOR={BINARY} "$@"\n'


class Failed(Exception):
    """What a block says and what happened are not the same."""


class Session:
    def __init__(self, folder):
        self.folder = folder
        self.ports = {}
        self.served = None
        self.printed = ""
        programs = folder / ".bin"
        programs.mkdir()
        (programs / "brevo-emulator").symlink_to(BINARY)
        (programs / "make").write_text(MAKE)
        (programs / "make").chmod(0o755)
        (folder / ".curlrc").write_text(CURLRC)
        (folder / "fixtures").symlink_to(ROOT / "fixtures")
        # As npm would install it.
        (folder / "node_modules").mkdir()
        (folder / "node_modules/brevo-emulator").symlink_to(ROOT / "clients/node")
        path = os.pathsep.join([str(programs), str(Path(sys.executable).parent), os.environ["PATH"]])
        own = {name: value for name, value in os.environ.items() if not name.startswith(("BREVO_", "MAKE", "PYTEST_"))}
        self.environment = own | {
            "PATH": path,
            "CURL_HOME": str(folder),
            "BREVO_EMULATOR_PORT": str(self.port(8080)),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        """Ends what was started last, if anything was, and waits until its ports are closed."""
        if self.served:
            # The group, for a shell's children outlive it.
            with suppress(ProcessLookupError):
                os.killpg(self.served.pid, signal.SIGTERM)
            try:
                self.served.wait(SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(self.served.pid, signal.SIGKILL)
                raise
            self.served = None
            self.until_ports(are_open=False)

    # What stands for what

    def port(self, named):
        """The free port that stands for one of the pages'; below those that clients are given."""
        while named not in self.ports:
            port = random.randrange(10_000, 32_000)
            if not is_open(port) and port not in self.ports.values():
                self.ports[named] = port
        return self.ports[named]

    def url(self, named=8080):
        return f"http://127.0.0.1:{self.port(named)}"

    def translated(self, text):
        return re.sub(r"\b808\d\b", lambda named: str(self.port(int(named.group()))), text)

    # What a block has done with it

    def follow(self, block):
        text = self.translated(block.text)
        if block.verb == "serve":
            self.serve(["bash", "-euo", "pipefail", "-c", text])
        elif block.verb == "compose":
            self.compose(yaml.safe_load(text)["services"][block.argument])
        elif block.verb == "kubernetes":
            self.kubernetes(block.argument, list(yaml.safe_load_all(text)))
        elif block.verb == "file":
            (self.folder / block.argument).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / block.argument).write_text(text)
        elif block.verb == "same":
            if block.text not in (ROOT / block.argument).read_text():
                raise Failed(f"{block.argument} has not this text")
        elif block.verb == "output":
            compare(text, self.printed)
        elif block.verb == "run":
            if not self.served:
                self.serve(["brevo-emulator"])
            self.run(block.language, text, block.argument)

    def serve(self, command):
        """Starts it in place of what ran before, and waits until the ports that the section has named are open."""
        self.stop()
        self.served = subprocess.Popen(
            command, cwd=self.folder, env=self.environment, start_new_session=True, stdout=subprocess.DEVNULL
        )
        self.until_ports(are_open=True)

    def until_ports(self, are_open):
        deadline = time.monotonic() + SECONDS
        for port in self.ports.values():
            while is_open(port) != are_open:
                if self.served and self.served.poll() is not None:
                    raise Failed(f"{shlex.join(self.served.args)} ended with {self.served.returncode}")
                if time.monotonic() > deadline:
                    raise Failed(f"port {port} is not {'open' if are_open else 'closed'}")
                time.sleep(0.01)

    def compose(self, service):
        """Does what a Compose service says, without its container."""
        self.environment |= {name: str(value) for name, value in service.get("environment", {}).items()}
        self.serve(["brevo-emulator", *self.composed(service)])
        # As the image has it: without our settings of curl.
        plain = ["env", "-u", "CURL_HOME", "HOME=/nonexistent"]
        check = service["healthcheck"]["test"][1:] if "healthcheck" in service else image_check()
        self.process(plain + [word.removeprefix("/") for word in check], 0)

    def composed(self, service):
        """The options of a Compose service, what it mounts where it is here."""
        if service["image"] != "brevo-emulator":
            raise Failed(f"{service['image']} is not the image's name")
        command = service.get("command", [])
        words = shlex.split(command) if isinstance(command, str) else command
        for volume in service.get("volumes", []):
            source, target = volume.split(":")[:2]
            if not (self.folder / source).exists():
                raise Failed(f"the page shows no {source} to mount")
            place = self.folder / ".mounted" / target.lstrip("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(self.folder / source)
            words = [str(place) if word == target else word for word in words]
        return [*words, f"--root-dir={self.folder}/.mounted/home/wiremock"]

    def kubernetes(self, name, documents):
        """Runs the program as a Deployment would, without a cluster, and sends the requests of its probes."""
        [pod] = [each["spec"]["template"]["spec"] for each in documents if each["kind"] == "Deployment"]
        [service] = [each for each in documents if each["kind"] == "Service" and each["metadata"]["name"] == name]
        [container] = pod["containers"]
        # The variables that a cluster sets for a service.
        if pod.get("enableServiceLinks", True):
            variable = name.upper().replace("-", "_")
            self.environment |= {f"{variable}_PORT": "tcp://10.0.0.1:8080", f"{variable}_SERVICE_HOST": "10.0.0.1"}
        self.serve(["brevo-emulator", *container["args"]])
        [open_port] = container["ports"]
        if service["spec"]["ports"] != [{"port": open_port["containerPort"]}]:
            raise Failed("the service does not lead to the port of the container")
        for probe in ("readinessProbe", "livenessProbe"):
            asked = container[probe]["httpGet"]
            self.bash(f"curl http://127.0.0.1:{asked['port']}{asked['path']}")

    def run(self, language, text, argument):
        if language == "console":
            for command, expected in commands(text):
                self.bash(command)
                compare(expected, self.printed)
        elif language == "python":
            for number, client in enumerate(argument.split() or [OWN_CLIENT]):
                if number:
                    self.run("sh", f"curl -X POST {self.url()}/__emulator/reset", "")
                python = sys.executable if client == OWN_CLIENT else ROOT / f".build/sdk/{client}/bin/python"
                self.process([str(python), "-c", text], 0)
        else:
            self.bash(text, int(argument.removeprefix("exits ") or 0))

    def bash(self, text, status=0):
        self.process(["bash", "-euo", "pipefail", "-c", text], status)

    def process(self, command, status):
        ended = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=SECONDS
        )
        self.printed = ended.stdout
        if ended.returncode != status:
            raise Failed(f"ended with {ended.returncode}, not {status}\n{ended.stdout}{ended.stderr}")


def image_check():
    """The health check of the image itself."""
    dockerfile = (ROOT / "Dockerfile").read_text()
    return json.loads(re.search(r"^HEALTHCHECK .* CMD (\[.*\])$", dockerfile, re.MULTILINE).group(1))


def is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def commands(text):
    """The commands of a console block, each with what it prints; a command goes on in lines that begin with >."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        lines = part.splitlines(keepends=True)
        end = next((index for index, line in enumerate(lines) if index and not line.startswith("> ")), len(lines))
        yield "".join([lines[0], *(line[2:] for line in lines[1:end])]), "".join(lines[end:])


def compare(expected, printed):
    wanted, found = neutral(expected), neutral(printed)
    pattern = ".*".join(re.escape(part) for part in wanted.split("…"))
    if not re.fullmatch(pattern, found, re.DOTALL):
        raise Failed(f"printed\n{printed}\nwhere the page says\n{expected}")


def neutral(text):
    """The text without white space and what differs from run to run."""
    text = re.sub(r"\b[0-9a-f]{24}\b|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "ID", text)
    return "".join(text.split())


def options(command):
    """The options in the help of a command."""
    shown = subprocess.run([BINARY, command, "--help"], capture_output=True, text=True, check=True, timeout=SECONDS)
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", shown.stdout))
