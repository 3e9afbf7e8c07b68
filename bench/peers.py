"""The servers that are compared: the emulator, bare libmicrohttpd in C, nginx, WireMock and moto."""

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field

from scenarios import KEY, PERMISSIONS, SCENARIOS, TEN, Scenario, get_bytes
from servers import HERE, ROOT, THREADS, WORK, Emulator, Server, emulator_command, free_port

INSTALLED = ROOT / ".build/peers"  # from PyPI, by scripts/bench
JOURNAL = 10_000  # entries; the emulator's default

SES = (
    "Authorization: AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/ses/aws4_request, Signature=0",
    "Content-Type: application/x-www-form-urlencoded",
)
IDENTITIES = Scenario("ListIdentities (10)", "GET", "/?Action=ListIdentities", headers=SES)
VERIFY_BODY = "Action=VerifyEmailIdentity&EmailAddress=new##########@bench.example"
VERIFY = Scenario("VerifyEmailIdentity", "POST", "/", VERIFY_BODY, headers=SES)
WITH_MOTO = [IDENTITIES, VERIFY]


class Moto(Server):
    def forget(self):
        """Resets to ten addresses."""
        self.must("POST", "/moto-api/reset", KEY)
        for number in range(10):
            self.must("POST", "/", KEY, VERIFY.body.replace("##########", f"{number:010}"), SES)


@dataclass
class Peer:
    """A server to compare, and how to start it. `requests` is how many it serves before its memory is measured."""

    name: str
    command: Callable  # takes the port, the threads, and the responses by scenario
    kind: type = Server
    scenarios: list = field(default_factory=lambda: SCENARIOS)
    counts_threads: bool = True
    requests: int = 1_000_000
    first_request: bytes = get_bytes(PERMISSIONS.path, KEY)
    errors: int | None = None
    answers: dict = field(default_factory=dict)

    def start(self, threads=THREADS):
        port = free_port()
        return self.kind(self.name, self.command(port, threads, self.answers), port=port, errors=self.errors)


def all_peers():
    """The peers that are available here, in table order, and for each other one a sentence that says why not."""
    subprocess.run(["cc", "-O2", "-o", WORK / "baseline", HERE / "baseline.c", "-lmicrohttpd"], check=True)
    own_threads = {"counts_threads": False, "errors": subprocess.DEVNULL}
    first_of_moto = get_bytes(IDENTITIES.path, KEY, *SES)
    peers = [
        Peer("C", baseline_command),
        Peer("nginx", nginx_command),
        Peer("emulator", lambda port, threads, _: emulator_command(port, TEN, threads=threads), Emulator),
        Peer("WireMock", wiremock_command, requests=100_000, **own_threads),
        Peer("moto", moto_command, Moto, WITH_MOTO, requests=10_000, first_request=first_of_moto, **own_threads),
    ]
    absent = reasons_for_absence()
    return [peer for peer in peers if peer.name not in absent], list(absent.values())


def reasons_for_absence():
    """Why a peer is not available here, by its name."""
    reasons = {}
    if not nginx_program():
        reasons["nginx"] = "nginx is not installed (apt-get install nginx-light)"
    if not shutil.which("java"):
        reasons["WireMock"] = "for WireMock there is no Java (apt-get install default-jre-headless)"
    elif not wiremock_jar():
        reasons["WireMock"] = "WireMock could not be had from PyPI"
    if not moto_program().exists():
        reasons["moto"] = "moto could not be had from PyPI"
    return reasons


def baseline_command(port, threads, answers):
    """Bare libmicrohttpd, with files that contain the responses."""
    files = [WORK / f"answer-{number}.json" for number in range(3)]
    for file, scenario in zip(files, SCENARIOS, strict=False):
        file.write_bytes(answers[scenario])
    return [WORK / "baseline", port, threads, *files]


def nginx_program():
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def nginx_command(port, threads, answers):
    """nginx with constant responses, and one worker process for each thread of the other servers."""
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
    """WireMock with a stub for each response, without what slows it down: logging, compression, chunks, new ids."""
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
