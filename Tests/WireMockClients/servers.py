"""The two servers of these tests: the release binary, and the real WireMock out of the Python client's package."""

import http.client
import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from threading import Thread, Timer

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("EMULATOR", ROOT / ".build/release/brevo-emulator"))
JAR = files("wiremock") / "server" / "wiremock-standalone-2.35.1.jar"
JAVA = shutil.which("java")
JAVA_COMPILER = shutil.which("javac")
NO_JAVA = "none, so nothing is compared with the real WireMock (apt-get install default-jdk-headless)"
SUBJECT = os.environ.get("SUBJECT", "emulator")  # or wiremock, to try the tests themselves
START_SECONDS = 60
STOP_SECONDS = 10
ANSWER_SECONDS = 20


@dataclass
class Answer:
    """What came back: status, headers by lower-case name (all values of one in a list), and the body's bytes."""

    status: int
    headers: dict
    body: bytes

    @property
    def text(self):
        return self.body.decode()

    def json(self):
        return json.loads(self.body)


class Server:
    """A process on a free port of the loopback address, which says on its standard output which one it is."""

    host = "127.0.0.1"

    def __init__(self, command, announcement, **streams):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("BREVO_")}
        self.process = subprocess.Popen(
            [str(part) for part in command], stdout=subprocess.PIPE, text=True, env=environment, **streams
        )
        watchdog = Timer(START_SECONDS, self.process.kill)
        watchdog.start()
        said = (re.search(announcement, line) for line in self.process.stdout)
        port = next(filter(None, said), None)
        watchdog.cancel()
        if port is None:
            raise RuntimeError(f"{command[0]} ended with {self.process.wait()} before it listened")
        self.port = int(port[1])
        self.url = f"http://{self.host}:{self.port}"
        # Read to its end, so that the process never waits for a reader.
        Thread(target=self.process.stdout.read, daemon=True).start()

    def ask(self, method, target, headers=None, body=None, json_body=None):
        """Sends one request on a connection of its own, with these headers, Host and Content-Length and no other."""
        if json_body is not None:
            body = json.dumps(json_body)
        bytes = body.encode() if isinstance(body, str) else body
        connection = http.client.HTTPConnection(self.host, self.port, timeout=ANSWER_SECONDS)
        try:
            own_host = any(name.lower() == "host" for name in headers or {})
            connection.putrequest(method, target, skip_host=own_host, skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                for single in value if isinstance(value, list) else [value]:
                    connection.putheader(name, single)
            if bytes is not None:
                connection.putheader("Content-Length", str(len(bytes)))
            connection.endheaders(bytes)
            answer = connection.getresponse()
            names = {name.lower() for name in answer.headers}
            return Answer(answer.status, {name: answer.headers.get_all(name) for name in names}, answer.read())
        finally:
            connection.close()

    def admin(self, method, path, json_body=None):
        """A call of the admin API, which must succeed; its JSON, or None where the answer has no body."""
        answer = self.ask(method, f"/__admin{path}", json_body=json_body)
        assert answer.status in (200, 201), f"{method} {path}: {answer.status} {answer.text}"
        return answer.json() if answer.body else None

    def reset(self):
        """Forgets stubs, journal, scenarios and settings."""
        self.admin("POST", "/reset")
        self.admin("POST", "/settings", {})

    def stop(self):
        """Ends the process as an orchestrator would; returns its exit status."""
        self.process.terminate()
        try:
            return self.process.wait(STOP_SECONDS)
        finally:
            self.process.kill()


class Emulator(Server):
    """The release binary."""

    def __init__(self, *options):
        super().__init__([BINARY, "--port", "0", "--log", "off", *options], r'"port":(\d+)')


class WireMock(Server):
    """WireMock 2.35.1 with a directory of its own for its files."""

    def __init__(self, directory, *options):
        for name in ("mappings", "__files"):
            (directory / name).mkdir(exist_ok=True)
        own = ["--port", "0", "--bind-address", self.host, "--root-dir", directory, "--disable-banner"]
        options = [*own, *options] if "--global-response-templating" in options else [*own, "--local-response-templating"]
        command = [JAVA, "-XX:TieredStopAtLevel=1", "-jar", JAR, *options]
        # Its standard error is a page for each request without a stub.
        super().__init__(command, r"^port:\s+(\d+)", stderr=subprocess.DEVNULL)
