"""The cases of cases/*.json: requests in a row, and what a server answers to them, ready to be compared."""

import base64
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from comparison import normalised

FILES = Path(__file__).parent / "cases"
TEMPLATES = Path(__file__).parents[2] / "fixtures/wiremock/templates.json"
MATCHED = {"status": 200, "body": "matched"}
TRANSPORT_HEADERS = {"connection", "content-length", "date", "keep-alive", "server", "transfer-encoding", "vary"}


@dataclass
class Step:
    """One request of a case; `keep` names parts of its JSON answer, by their path, for the targets that follow."""

    method: str
    target: str
    headers: dict
    body: bytes | None
    keep: dict
    exact: bool = False  # whether the body is compared byte for byte, though it may be JSON

    @classmethod
    def read(cls, form):
        """A step as the case files write it: "GET /path", or {"POST": "/path", "json": …} with headers and so on."""
        if isinstance(form, str):
            method, target = form.split(" ", 1)
            return cls(method, target, {}, None, {})
        form = dict(form)
        headers, keep, exact = form.pop("headers", {}), form.pop("keep", {}), form.pop("exact", False)
        body = None
        if "json" in form:
            body = json.dumps(form.pop("json")).encode()
        elif "base64" in form:
            body = base64.b64decode(form.pop("base64"))
        elif "body" in form:
            body = form.pop("body").encode()
        [(method, target)] = form.items()
        return cls(method, target, headers, body, keep, exact)

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
        body = answer.body.decode(errors="backslashreplace")
        if not self.exact:
            with suppress(ValueError):
                body = answer.json()
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
    """Every case of cases/*.json, named by its file and itself, and every template."""
    files = sorted(FILES.glob("*.json"))
    return [Case.read(file.stem, form) for file in files for form in json.loads(file.read_text())] + template_cases()


def template_cases():
    """For each template a stub with it, and where it is rendered a request."""
    form = json.loads(TEMPLATES.read_text())
    request = form["request"]
    sent = {request["method"]: request["target"], "headers": request["headers"], "body": request["body"], "exact": True}

    def case(group, template, *requests):
        response = {
            "transformers": ["response-template"],
            "transformerParameters": form["parameters"],
            "headers": {"Content-Type": "text/plain"},
            "body": template,
        }
        stub = {"request": {}, "response": response}
        return Case.read(group, {"case": template, "steps": [{"POST": "/__admin/mappings", "json": stub}, *requests]})

    rendered = [case("templates", template, sent) for template, _ in form["rendered"]]
    return rendered + [case("refused templates", template) for template in form["refused"]]
