"""Sends valid documents with evil values to the emulator, over a socket: numbers at the ends of their ranges and beyond,
texts that are long, empty or not what they seem, structures that repeat and nest. Each request must be answered in time,
never by 500, and the process must live on, no larger than its memory budget allows.

Usage: documents.py [REQUESTS [SEED]]      EMULATOR names another binary than the release build, and SLACK the MiB that
                                           it may take beside its budget, 64 unless said otherwise
"""

import http.client
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("EMULATOR", ROOT / ".build/release/brevo-emulator")
MEBIBYTE = 1 << 20
BUDGET = 64 * MEBIBYTE
SLACK = int(os.environ.get("SLACK", "64")) * MEBIBYTE
SECONDS = 5

NUMBERS = [
    0, 1, -1, 2, 5, 255, 256, 65535, 2**31 - 1, 2**31, -(2**31), 2**32, 2**53 - 1, 2**53, 2**63 - 1, 2**63, -(2**63),
    2**64, 10**30, 0.5, -0.5, 1e-300, 1e300, -1e300, 1.7976931348623157e308, 86_400_000, 86_400_001, 1e18,
]
TEXTS = [
    "", " ", "a", "\0", "\n", "\u202e", "é", "e\u0301", "😀", "%00", "../../etc/passwd", "{{now}}", "null", "$", "$..*",
    "a" * 300, "a" * 5000, "*" * 500, "/" * 500, "(" * 300, "(a+)+[bc]", "[" * 300, "{" * 300, "now", "any", "PT1H", "P1D",
    "2026-11-20T09:00:00Z", "9999-12-31T23:59:59.999Z", "0000-01-01T00:00:00Z", "-1", "now -9223372036854775808 days",
    "now +9223372036854775807 years", "P9223372036854775807W", "PT0.0000000000001S", "a@b.example", "@", "application/json",
]
TIMES = ["2026-11-20T09:00:00Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "2026-02-30T00:00:00Z", "2026-11-20T24:00:00Z"]


class Maker:
    """Makes documents of the emulator's forms."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def pick(self, *choices):
        return self.random.choice(choices)

    def some(self, members):
        """An object of some of these members."""
        return {name: make() for name, make in members.items() if self.random.random() < 0.4}

    def list(self, make, most=4):
        count = self.pick(0, 1, 1, 2, most, 50) if self.random.random() < 0.1 else self.random.randint(0, most)
        return [make() for _ in range(count)]

    def number(self):
        return self.pick(*NUMBERS)

    def text(self):
        return self.pick(*TEXTS)

    def boolean(self):
        return self.pick(True, False)

    def any(self, depth=0):
        makers = [self.number, self.text, self.boolean, lambda: None]
        if depth < 4:
            makers += [lambda: [self.any(depth + 1) for _ in range(3)], lambda: {self.text(): self.any(depth + 1)}]
        return self.pick(*makers)()

    def pattern_of_value(self, depth=0):
        members = {
            "equalTo": self.text, "contains": self.text, "matches": self.text, "doesNotMatch": self.text,
            "before": self.text, "after": self.text, "equalToDateTime": self.text, "absent": self.boolean,
            "equalToJson": lambda: self.pick(json.dumps(self.any()), self.any()), "equalToXml": self.text,
            "matchesJsonPath": lambda: self.pick(self.text(), {"expression": self.text(), "equalTo": self.text()}),
            "matchesJsonSchema": self.any, "binaryEqualTo": self.text,
        }
        name = self.pick(*members)
        result = {name: members[name]()}
        result |= self.some({
            "caseInsensitive": self.boolean, "ignoreArrayOrder": self.boolean, "ignoreExtraElements": self.boolean,
            "actualFormat": self.text, "expectedOffset": self.number, "expectedOffsetUnit": lambda: self.pick("days", "hours", "years"),
            "truncateExpected": lambda: self.pick("first hour of day", self.text()), "applyTruncationLast": self.boolean,
        }) if self.random.random() < 0.3 else {}
        if depth < 3 and self.random.random() < 0.2:
            return {self.pick("and", "or"): [self.pattern_of_value(depth + 1) for _ in range(2)]}
        return {"not": result} if depth < 3 and self.random.random() < 0.1 else result

    def patterns(self):
        return {self.pick("a", "b", "Content-Type", self.text()): self.pattern_of_value() for _ in range(2)}

    def request_pattern(self):
        return self.some({
            "method": lambda: self.pick("GET", "POST", "ANY", self.text()),
            "urlPath": lambda: self.pick("/x", self.text()), "urlPattern": self.text, "urlPathTemplate": lambda: "/" + self.text(),
            "headers": self.patterns, "queryParameters": self.patterns, "cookies": self.patterns,
            "bodyPatterns": lambda: self.list(self.pattern_of_value), "pathParameters": self.patterns,
            "basicAuthCredentials": lambda: {"username": self.text(), "password": self.text()}, "host": self.pattern_of_value,
            "port": self.number, "scheme": self.text, "clientIp": self.pattern_of_value,
        })

    def delay(self):
        return self.pick(
            {"type": "lognormal", "median": self.number(), "sigma": self.number(), "maxValue": self.number()},
            {"type": "uniform", "lower": self.number(), "upper": self.number()},
            {"type": "fixed", "milliseconds": self.number()},
        )

    def stub(self):
        response = self.some({
            "status": self.number, "statusMessage": self.text, "body": self.text, "jsonBody": self.any,
            "base64Body": self.text, "bodyFileName": self.text, "headers": lambda: {"h": self.pick(self.text(), [self.text()])},
            "fixedDelayMilliseconds": self.number, "delayDistribution": self.delay,
            "chunkedDribbleDelay": lambda: {"numberOfChunks": self.number(), "totalDuration": self.number()},
            "fault": lambda: self.pick("EMPTY_RESPONSE", self.text()),
        })
        return {"request": self.request_pattern(), "response": response} | self.some({
            "priority": self.number, "name": self.text, "scenarioName": self.text, "newScenarioState": self.text,
            "requiredScenarioState": self.text, "metadata": self.any, "persistent": self.boolean,
        })

    def rule(self):
        fault = self.some({
            "status": self.number, "body": self.any, "headers": lambda: {"h": self.text()}, "delayMilliseconds": self.number,
            "delay": self.text, "fault": self.text,
        })
        return {"fault": fault} | self.some({
            "name": self.text, "match": self.request_pattern, "nth": self.number, "every": self.number, "times": self.number,
            "probability": self.number, "after": lambda: self.pick(*TIMES, *NUMBERS), "ttl": self.text,
        })

    def user(self):
        return {"email": self.pick(f"u{self.random.randrange(100)}@acme.example", self.text())} | self.some({
            "status": lambda: self.pick("active", "pending", "rejected", self.text()), "invitedAt": lambda: self.pick(*TIMES),
            "all_features_access": self.boolean, "locale": self.text, "id": self.text, "groupIds": lambda: self.list(self.text),
            "privileges": lambda: [{"feature": self.pick("contacts", self.text()), "permissions": ["view"]}],
        })

    def account(self, depth=0):
        members = {
            "kind": lambda: self.pick("organization", "master"), "plan": lambda: self.pick("free", "standard", "enterprise", "starter"),
            "billing": self.boolean, "invoices": self.number, "issuedIds": self.number, "companyName": self.text,
            "owner": self.user, "users": lambda: self.list(self.user), "adminUsers": lambda: self.list(self.user),
            "groups": lambda: self.list(lambda: {"id": self.text(), "groupName": self.text()}), "credits": lambda: {"sms": self.number(), "email": self.number()},
            "seats": self.number, "userLimit": self.number, "ips": lambda: self.list(lambda: {"ip": self.text()}),
            "oauthClients": lambda: self.list(lambda: {"clientId": self.text(), "secret": self.text()}),
        }
        if depth == 0:
            members["subAccounts"] = lambda: self.list(lambda: self.account(1) | {"id": self.number(), "createdAt": self.pick(*TIMES)}, 2)
        return {"apiKeys": [f"k{self.random.randrange(1000)}"]} | self.some(members)

    def state(self):
        return {"version": self.pick(1, 1, 1, 1, self.number()), "accounts": self.list(self.account)} | self.some({
            "template": self.account, "rateLimits": lambda: self.pick("documented", self.number()),
            "revokedKeys": lambda: self.list(self.text), "assumptions": lambda: {"update": self.text()},
        })

    def request(self):
        """A request: method, path, document."""
        name = self.text()
        return self.pick(
            ("POST", "/__admin/mappings", self.stub), ("POST", "/__admin/mappings", self.stub),
            ("POST", "/__admin/mappings/import", lambda: {"mappings": self.list(self.stub)}),
            ("POST", "/__admin/requests/find", self.request_pattern), ("POST", "/__admin/requests/count", self.request_pattern),
            ("POST", "/__admin/requests/remove", self.request_pattern),
            ("POST", "/__admin/near-misses/request-pattern", self.request_pattern),
            ("POST", "/__admin/mappings/find-by-metadata", self.pattern_of_value),
            ("POST", "/__admin/settings", lambda: {"fixedDelay": self.pick(0, None, self.number()), "delayDistribution": self.delay()}),
            ("PUT", "/__emulator/chaos", lambda: {"rules": self.list(self.rule)} | self.some({"seed": self.number})),
            ("PUT", "/__emulator/state", self.state), ("PUT", "/__emulator/state", self.state),
            ("GET", "/__emulator/state", lambda: None), ("GET", "/__emulator/diff", lambda: None),
            ("GET", "/__admin/requests/unmatched/near-misses", lambda: None),
            ("PUT", "/__emulator/clock", lambda: self.some({"now": lambda: self.pick(*TIMES), "frozen": self.boolean, "rate": self.number})),
            ("POST", "/__emulator/clock/advance", lambda: {"by": self.text()}),
            ("POST", "/__emulator/requests/wait", lambda: {"pattern": self.request_pattern(), "timeoutMilliseconds": self.pick(0, 1)} | self.some({"count": self.number})),
            ("POST", "/v3/organization/user/invitation/send", lambda: self.user() | {"all_features_access": True}),
            ("POST", "/v3/organization/user/update/permissions", self.user), ("POST", "/v3/corporate/user/invitation/send", self.user),
            ("POST", "/v3/corporate/subAccount", lambda: {"companyName": self.text(), "email": self.text()} | self.some({"language": self.text})),
            ("POST", "/v3/corporate/group", lambda: {"groupName": self.text(), "subAccountIds": self.list(self.number)}),
            ("GET", f"/x?a={abs(hash(name)) % 10}", lambda: None), ("POST", "/x", self.any),
            ("PUT", "/__emulator/snapshots/s", lambda: None), ("POST", "/__emulator/snapshots/s/restore", lambda: None),
        )


def resident(process):
    line = next(line for line in open(f"/proc/{process.pid}/status") if line.startswith("VmRSS"))
    return 1024 * int(line.split()[1])


class Subject:
    """The emulator under test."""

    def __init__(self):
        command = [BINARY, "--port", "0", "--log", "off", "--memory", str(BUDGET), "--request-overrides"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.port = json.loads(self.process.stdout.readline())["port"]
        self.connection = None

    def ask(self, method, path, document):
        """The status of the response; None where the connection ended without one, as a stub's fault wants."""
        body = None if document is None else json.dumps(document)
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
            self.connection.request(method, path, body, {"api-key": f"k{len(path) % 7}", "Content-Type": "application/json"})
            response = self.connection.getresponse()
            response.read()
            return response.status
        except TimeoutError:
            raise
        except (http.client.HTTPException, ConnectionError, ValueError):
            self.connection = None
            return None


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**9)
    print(f"{count} requests, seed {seed}", flush=True)
    maker, subject, statuses, late = Maker(seed), Subject(), {}, 0
    begun = time.monotonic()
    for number in range(count):
        if number % 50 == 0:
            subject.ask("POST", "/__emulator/reset", None)
        method, path, make = maker.request()
        document = make()
        try:
            status = subject.ask(method, path, document)
        except TimeoutError:
            # A delay that was asked for is not a hang; anything else must be answered during it.
            late, subject.connection, status = late + 1, None, "late"
            is_command = path.startswith("/__")
            alive = subject.ask("GET", "/__emulator/livez", None)
            if is_command or alive != 200:
                sys.exit(f"request {number} of seed {seed} hangs: {method} {path} {json.dumps(document)}")
            subject.ask("POST", "/__emulator/reset", None)
        statuses[status] = statuses.get(status, 0) + 1
        if subject.process.poll() is not None or (status == 500 and path.startswith("/__")):
            sys.exit(f"request {number} of seed {seed} ends in {status}: {method} {path} {json.dumps(document)}")
        if number % 1000 == 0 and resident(subject.process) > BUDGET + SLACK:
            sys.exit(f"after request {number} of seed {seed} the process takes {resident(subject.process)} bytes")
    took = time.monotonic() - begun
    size = resident(subject.process) // MEBIBYTE
    subject.process.terminate()
    status = subject.process.wait(10)
    print(f"{count} requests in {took:.0f} s, {late} of them delayed, {size} MiB, by status: {statuses}")
    if status != 0:
        sys.exit(f"the process ended with {status}")


if __name__ == "__main__":
    main()
