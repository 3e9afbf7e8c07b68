"""What is asked of the servers, and one run of wrk that asks it."""

import json
import os
import subprocess
from typing import NamedTuple

from servers import HERE, WORK, fail

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "2"))
CONNECTIONS = 32

KEY = "xkeysib-bench"
USERS = [f"user{number}@bench.example" for number in range(9)]
NEW_USER = "new##########@bench.example"  # load.lua puts a number in
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
    """What one run of wrk tells: requests a second, latency in milliseconds, the server's time for one request."""

    requests: int
    rate: float
    p99: float
    processor_microseconds: float


class Scenario(NamedTuple):
    """One kind of request; `goal` is the least ratio to C that is asked for."""

    name: str
    method: str
    path: str
    goal: float
    email: str = None

    @property
    def body_file(self):
        return WORK / f"{self.name.replace(' ', '-')}.json" if self.email else None

    def body(self):
        items = [{"feature": feature, "permissions": granted} for feature, granted in PRIVILEGES.items()]
        fields = {"email": self.email, "all_features_access": False, "privileges": items}
        return json.dumps(fields, separators=(",", ":"))


PERMISSIONS = Scenario("GET permissions", "GET", f"/v3/organization/user/{USERS[0]}/permissions", 0.85)
LIST = Scenario("GET list of 10 users", "GET", "/v3/organization/invited/users", 0.85)
INVITE = Scenario("POST invite", "POST", "/v3/organization/user/invitation/send", 0.6, NEW_USER)
UPDATE = Scenario("POST update", "POST", "/v3/organization/user/update/permissions", 0.6, USERS[0])
SCENARIOS = [PERMISSIONS, LIST, INVITE, UPDATE]


def write_inputs():
    users = [{"email": email, "status": "active", "all_features_access": True} for email in USERS]
    account = {"apiKeys": [KEY], "kind": "master", "owner": {"email": "owner@bench.example"}, "users": users}
    TEN.write_text(json.dumps({"version": 1, "accounts": [account]}))
    for scenario in (INVITE, UPDATE):
        scenario.body_file.write_text(scenario.body())


def wrk_command(server, scenario, seconds, connections, *options):
    """wrk with load.lua, which says of the run what `load` reads."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", HERE / "load.lua", *options]
    command += [f"http://127.0.0.1:{server.port}{scenario.path}", "--", scenario.method, KEY]
    return [str(part) for part in [*command, *filter(None, [scenario.body_file])]]


def load(server, scenario, seconds=SECONDS, connections=CONNECTIONS):
    """One run of wrk."""
    used = server.processor_seconds()
    command = wrk_command(server, scenario, seconds, connections)
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    result = json.loads(output.splitlines()[-1])
    if result["failed"] or not result["requests"]:
        fail(f"{scenario.name} on {server.name}: {result['failed']} of {result['requests']} failed\n{output}")
    used = server.processor_seconds() - used
    return Run(
        requests=result["requests"],
        rate=result["requests"] / result["microseconds"] * 1e6,
        p99=result["p99"] / 1000,
        processor_microseconds=used / result["requests"] * 1e6,
    )
