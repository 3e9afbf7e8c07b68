"""The requests that are measured, and a run of wrk that sends them."""

import json
import os
import resource
import subprocess
from typing import NamedTuple

from servers import HERE, WORK, fail

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "2"))
CONNECTIONS = 32

KEY = "xkeysib-bench"
USERS = [f"user{number}@bench.example" for number in range(9)]
NEW_USER = "new##########@bench.example"  # load.lua inserts a number
TEN = WORK / "ten-users.json"
PRIVILEGES = {
    "email_campaigns": ["create_edit_delete", "send_schedule_suspend"],
    "templates": ["create_edit_delete", "activate_deactivate"],
    "contacts": ["view", "create_edit_delete", "import", "export", "list_and_attributes", "forms"],
    "smtp_api": ["smtp", "api_keys", "authorized_ips"],
    "sales_platform": ["create_edit_deals", "delete_deals", "reports", "settings"],
    "companies": ["manage_owned_companies", "settings"],
    "transactional_emails": ["settings", "logs"],
    "phone": ["all"],
}


class Run(NamedTuple):
    """The result of one run of wrk: requests per second, latency in milliseconds, the server's processor time for one
    request, the share of one processor that wrk itself used, and whether clients were left without a response.
    """

    requests: int
    rate: float
    p99: float
    processor_microseconds: float
    generator_share: float
    stalled: bool


class Scenario(NamedTuple):
    """One kind of request. `goal` is the lowest acceptable ratio to C."""

    name: str
    method: str
    path: str
    body: str | None = None
    goal: float | None = None
    headers: tuple = ()

    @property
    def body_file(self):
        return WORK / f"{self.name.replace(' ', '-')}.body" if self.body else None


def granting(email):
    items = [{"feature": feature, "permissions": granted} for feature, granted in PRIVILEGES.items()]
    fields = {"email": email, "all_features_access": False, "privileges": items}
    return json.dumps(fields, separators=(",", ":"))


PERMISSIONS = Scenario("GET permissions", "GET", f"/v3/organization/user/{USERS[0]}/permissions", None, 0.85)
LIST = Scenario("GET list of 10 users", "GET", "/v3/organization/invited/users", None, 0.85)
INVITE = Scenario("POST invite", "POST", "/v3/organization/user/invitation/send", granting(NEW_USER), 0.6)
UPDATE = Scenario("POST update", "POST", "/v3/organization/user/update/permissions", granting(USERS[0]), 0.6)
SCENARIOS = [PERMISSIONS, LIST, INVITE, UPDATE]


def write_inputs():
    WORK.mkdir(parents=True, exist_ok=True)
    users = [{"email": email, "status": "active", "all_features_access": True} for email in USERS]
    account = {"apiKeys": [KEY], "kind": "master", "owner": {"email": "owner@bench.example"}, "users": users}
    TEN.write_text(json.dumps({"version": 1, "accounts": [account]}))


def get_bytes(path, key, *fields):
    """The bytes of a GET request, with further header fields."""
    lines = [f"GET {path} HTTP/1.1", "Host: localhost", f"api-key: {key}", *fields]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode()


def wrk_command(server, scenario, seconds, connections):
    """wrk with load.lua, which prints what `load` reads. A late response is no failure; its latency counts."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", HERE / "load.lua"]
    for header in scenario.headers:
        command += ["-H", header]
    command += [f"http://127.0.0.1:{server.port}{scenario.path}", "--", scenario.method, KEY]
    if scenario.body:
        scenario.body_file.write_text(scenario.body)
        command.append(scenario.body_file)
    return [str(part) for part in command]


def load(server, scenario, seconds=SECONDS, connections=CONNECTIONS):
    """One run of wrk."""
    used, generated = server.processor_seconds(), children_seconds()
    command = wrk_command(server, scenario, seconds, connections)
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    result = json.loads(output.splitlines()[-1])
    if result["failed"]:
        fail(f"{scenario.name} on {server.name}: {result['failed']} of {result['requests']} failed\n{output}")
    used, generated = server.processor_seconds() - used, children_seconds() - generated
    requests, microseconds = max(1, result["requests"]), result["microseconds"]
    # Each client waits for its response before it sends the next request, so this is the mean latency (Little's law).
    # wrk reports the latency of responses that came; if it is far lower, others did not come until the end.
    stalled = connections * microseconds / requests > 2 * max(result["p99"], result["mean"])
    return Run(
        requests=result["requests"],
        rate=requests / microseconds * 1e6,
        p99=(microseconds if stalled else result["p99"]) / 1000,
        processor_microseconds=used / requests * 1e6,
        generator_share=generated / microseconds * 1e6,
        stalled=stalled,
    )


def children_seconds():
    """Processor time of the child processes that have ended: the difference of two calls is what wrk used."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
