"""Those that are measured side by side: the emulator, bare libmicrohttpd in C, nginx, WireMock and moto."""

import json
import shutil
import subprocess
from subprocess import DEVNULL
from dataclasses import dataclass, field
from typing import Callable

from scenarios import KEY, PERMISSIONS, SCENARIOS, TEN, Scenario, get_octets
from servers import HERE, ROOT, THREADS, WORK, Emulator, Server, emulator_command, free_port

INSTALLED = ROOT / ".build/peers"  # by scripts/bench, from PyPI
JOURNAL = 10_000  # entries, which is the emulator's own default

SES = (
    "Authorization: AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/ses/aws4_request, Signature=0",
    "Content-Type: application/x-www-form-urlencoded",
)
IDENTITIES = Scenario("ListIdentities (10)", "GET", "/?Action=ListIdentities", headers=SES)
VERIFY = Scenario(
    "VerifyEmailIdentity", "POST", "/", "Action=VerifyEmailIdentity&EmailAddress=new##########@bench.example", headers=SES
)
WITH_MOTO = [IDENTITIES, VERIFY]


class Moto(Server):
    def forget(self):
        """Back to ten addresses."""
        self.must("POST", "/moto-api/reset", KEY)
        for number in range(10):
            self.must("POST", "/", KEY, VERIFY.body.replace("##########", f"{number:010}"), SES)


@dataclass
class Peer:
    """One of them, by the command that starts it; `requests` are asked for before its memory is looked at."""

    name: str
    command: Callable  # of the port, the threads, and the answers by scenario
    kind: type = Server
    scenarios: list = field(default_factory=lambda: SCENARIOS)
    counts_threads: bool = True
    requests: int = 1_000_000
    first_request: bytes = get_octets(PERMISSIONS.path, KEY)
    errors: int | None = None
    answers: dict = field(default_factory=dict)

    def start(self, threads=THREADS):
        port = free_port()
        return self.kind(self.name, self.command(port, threads, self.answers), port=port, errors=self.errors)


def all_peers():
    """Those that can be had here, and a sentence for each that cannot; the first is C, then the emulator."""
    peers, absent = [Peer("C", baseline_command)], []
    peers.append(Peer("emulator", lambda port, threads, _: emulator_command(port, TEN, threads=threads), Emulator))
    subprocess.run(["cc", "-O2", "-o", WORK / "baseline", HERE / "baseline.c", "-lmicrohttpd"], check=True)
    if nginx_program():
        peers.append(Peer("nginx", nginx_command))
    else:
        absent.append("nginx is not installed (apt-get install nginx-light)")
    if not shutil.which("java"):
        absent.append("for WireMock there is no Java (apt-get install default-jre-headless)")
    elif not wiremock_jar():
        absent.append("WireMock could not be had from PyPI")
    else:
        more = {"counts_threads": False, "errors": DEVNULL, "requests": 100_000}
        peers.append(Peer("WireMock", wiremock_command, **more))
    if moto_program().exists():
        more = {"counts_threads": False, "errors": DEVNULL, "requests": 10_000, "scenarios": WITH_MOTO}
        first = get_octets(IDENTITIES.path, KEY, *SES)
        peers.append(Peer("moto", moto_command, Moto, first_request=first, **more))
    else:
        absent.append("moto could not be had from PyPI")
    return peers, absent


def baseline_command(port, threads, answers):
    """Bare libmicrohttpd, with the files of the permissions, the list, and what a POST answers."""
    files = [WORK / f"answer-{number}.json" for number in range(3)]
    for file, scenario in zip(files, SCENARIOS, strict=False):
        file.write_bytes(answers[scenario])
    return [WORK / "baseline", port, threads, *files]


def nginx_program():
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def nginx_command(port, threads, answers):
    """nginx with constant answers, from one worker process for each thread of the others."""
    locations = "\n".join(
        f"location = {scenario.path} {{ return 200 '{body.decode()}'; }}" for scenario, body in answers.items()
    )
    temporary = " ".join(
        f"{kind}_temp_path {WORK}/nginx-{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = WORK / f"nginx-{threads}.conf"
    configuration.write_text(
        f"""daemon off; worker_processes {threads}; pid {WORK}/nginx-{threads}.pid; error_log stderr;
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
    return [nginx_program(), "-e", "stderr", "-c", configuration, "-p", WORK]


def wiremock_jar():
    return next(INSTALLED.glob("lib/python*/site-packages/wiremock/server/wiremock-standalone-*.jar"), None)


def wiremock_command(port, _, answers):
    """WireMock with a stub for each answer, spared what makes it slower: logging, compression, chunks, fresh ids."""
    headers = {
        "Content-Type": "application/json",
        "sib-request-id": "00000000-0000-4000-8000-000000000000",
        "access-control-allow-origin": "*",
        "access-control-allow-headers": "*",
        "access-control-allow-methods": "PUT, POST, GET, DELETE, PATCH, OPTIONS",
        "access-control-allow-credentials": "true",
    }
    stubs = [
        {
            "request": {"method": scenario.method, "urlPath": scenario.path},
            "response": {"status": 200, "headers": headers, "body": body.decode()},
        }
        for scenario, body in answers.items()
    ]
    root = WORK / "wiremock"
    (root / "mappings").mkdir(parents=True, exist_ok=True)
    (root / "mappings/answers.json").write_text(json.dumps({"mappings": stubs}))
    options = ["--port", port, "--bind-address", "127.0.0.1", "--root-dir", root, "--disable-banner"]
    options += ["--max-request-journal-entries", JOURNAL, "--disable-request-logging", "--disable-gzip"]
    options += ["--use-chunked-encoding", "never"]
    return ["java", "-jar", wiremock_jar(), *options]


def moto_program():
    return INSTALLED / "bin/moto_server"


def moto_command(port, *_):
    return [moto_program(), "-H", "127.0.0.1", "-p", port]
