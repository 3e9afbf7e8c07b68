"""Two servers' answers side by side: what must differ is taken out, what may differ is listed with its reason."""

import base64
import json
import re
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from math import isclose
from pathlib import Path

HERE = Path(__file__).parent
MATCHED = {"status": 200, "body": "matched"}
TRANSPORT_HEADERS = {"connection", "content-length", "date", "keep-alive", "server", "transfer-encoding", "vary"}
UUID = re.compile(r"(?!ca5e0000)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # the cases' own ids begin with ca5e
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ABSENT = "(absent)"
# What the weights of all parts of a near miss add up to. WireMock 3 looks at more, but not beyond url and method if
# they do not match.
WEIGHT_IN_2, WEIGHTS_IN_3 = 41, (46, 39)


@dataclass
class Step:
    """One request of a case; `keep` names parts of its JSON answer, by their path, for the targets that follow."""

    method: str
    target: str
    headers: dict
    body: bytes | None
    keep: dict

    @classmethod
    def read(cls, form):
        """A step as the case files write it: "GET /path", or {"POST": "/path", "json": …} with headers and so on."""
        if isinstance(form, str):
            method, target = form.split(" ", 1)
            return cls(method, target, {}, None, {})
        form = dict(form)
        headers, keep = form.pop("headers", {}), form.pop("keep", {})
        body = None
        if "json" in form:
            body = json.dumps(form.pop("json")).encode()
        elif "base64" in form:
            body = base64.b64decode(form.pop("base64"))
        elif "body" in form:
            body = form.pop("body").encode()
        [(method, target)] = form.items()
        return cls(method, target, headers, body, keep)

    def __str__(self):
        return f"{self.method} {self.target}"

    def take(self, server, kept):
        """Sends it; the answer as a value to compare."""
        target = self.target
        for name, value in kept.items():
            target = target.replace("{%s}" % name, value)
        answer = server.ask(self.method, target, self.headers, self.body)
        for name, path in self.keep.items():
            value = answer.json()
            for part in path.strip("/").split("/"):
                value = value[int(part) if isinstance(value, list) else part]
            kept[name] = value
        return self.comparable(answer, server.port)

    def comparable(self, answer, port):
        """Status, headers and body; without a stub nothing of them, as ours then answers as Brevo does."""
        if not self.target.startswith("/__admin") and "matched-stub-id" not in answer.headers:
            return {"status": "no stub"}
        headers = {name: value for name, value in answer.headers.items() if name not in TRANSPORT_HEADERS}
        try:
            body = answer.json()
        except ValueError:
            body = answer.body.decode(errors="backslashreplace")
        return {"status": answer.status, "headers": normalised(headers, port), "body": normalised(body, port)}


@dataclass
class Case:
    """Requests in a row to a server that was reset."""

    name: str
    steps: list

    @classmethod
    def read(cls, group, form):
        """A case as the files write it: with its steps, or with a request pattern and requests to try on it."""
        steps = form["steps"] if "steps" in form else cls.trials(form["pattern"], form["requests"])
        return cls(f"{group}/{form['case']}", [Step.read(step) for step in steps])

    @staticmethod
    def trials(pattern, requests):
        """A stub of the pattern, each request, and then all that can be asked about pattern and requests."""
        return [
            {"POST": "/__admin/mappings", "json": {"request": pattern, "response": MATCHED}},
            *requests,
            {"POST": "/__admin/requests/count", "json": pattern},
            {"POST": "/__admin/requests/find", "json": pattern},
            {"POST": "/__admin/near-misses/request-pattern", "json": pattern},
            "GET /__admin/requests/unmatched/near-misses",
        ]

    def run(self, server):
        """The answers, in order."""
        server.reset()
        kept = {}
        return [step.take(server, kept) for step in self.steps]


def all_cases():
    """Every case of cases/*.json, named by its file and itself."""
    files = sorted((HERE / "cases").glob("*.json"))
    return [Case.read(file.stem, form) for file in files for form in json.loads(file.read_text())]


def normalised(value, port, name=None):
    """The value without what differs from run to run: ids, dates, durations, the port."""
    if name == "timing":
        return "(timing)"  # the real one completes it only after the answer has gone
    if isinstance(value, dict):
        return {key: normalised(item, port, key) for key, item in value.items()}
    if isinstance(value, list):
        items = [normalised(item, port, name) for item in value]
        return sorted(items) if name == "possibleStates" else items
    if isinstance(value, str):
        return DATE.sub("(date)", UUID.sub("(uuid)", value)).replace(f":{port}", ":(port)")
    if isinstance(value, int) and (name == "loggedDate" or (name, value) == ("port", port)):
        return f"({name})"
    return value


def differences(real, ours, at=""):
    """Where the two differ: (path, what the real one has, what ours has)."""
    if not at and real["status"] != ours["status"]:
        yield "/status", real["status"], ours["status"]  # what follows from it says nothing more
    elif isinstance(real, dict) and isinstance(ours, dict):
        for key in real.keys() | ours.keys():
            yield from differences(real.get(key, ABSENT), ours.get(key, ABSENT), f"{at}/{key}")
        if real.keys() == ours.keys() and list(real) != list(ours) and not at.endswith("headers"):
            yield f"{at}/(order)", list(real), list(ours)
    elif isinstance(real, list) and isinstance(ours, list):
        for index in range(max(len(real), len(ours))):
            pair = (items[index] if index < len(items) else ABSENT for items in (real, ours))
            yield from differences(*pair, f"{at}/{index}")
    elif at.endswith("/distance") and isinstance(real, float) and isinstance(ours, float):
        if not any(isclose(real * WEIGHT_IN_2, ours * weight, abs_tol=1e-9) for weight in (WEIGHT_IN_2, *WEIGHTS_IN_3)):
            yield at, real, ours
    elif real != ours or isinstance(real, bool) != isinstance(ours, bool):
        yield at, real, ours


@dataclass(eq=False)
class Listed:
    """A difference that is meant, as differences.toml lists it: where (globs over case and path), and why."""

    case: str
    at: str
    why: str
    real: object = None
    ours: object = None
    step: str = "*"
    occurred: bool = False

    def covers(self, case, step, at, real, ours):
        """Whether this is the difference listed; it is marked as one that occurs."""
        covered = (
            fnmatchcase(case.name, self.case)
            and fnmatchcase(str(step), self.step)
            and fnmatchcase(at, self.at)
            and says(real, self.real)
            and says(ours, self.ours)
        )
        self.occurred = self.occurred or covered
        return covered


def says(value, expected):
    """Whether the value is the one listed: any where none is, by a glob where it is text."""
    if isinstance(expected, str):
        return fnmatchcase(str(value), expected)
    return expected is None or value == expected


def listed_differences():
    """What differences.toml lists."""
    return [Listed(**entry) for entry in tomllib.loads((HERE / "differences.toml").read_text())["difference"]]
