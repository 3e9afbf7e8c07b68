"""Sends the requests of operations.py to a world."""

import json
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

SEED = Path(__file__).resolve().parents[2] / "fixtures/seeds/acme.json"
NOW = "2026-11-20T09:00:00Z"


class Answer:
    def __init__(self, response):
        self.status, self.reason = response.status, response.reason
        self.headers, self.body = response.headers, response.read().decode()

    @property
    def document(self):
        try:
            return json.loads(self.body)
        except ValueError:
            return None


def send(world, call):
    """Sends a call, after those that must come first."""
    if call.state:
        world.replace_state({**json.loads(SEED.read_text()), **call.state})
    for earlier in call.after:
        send(world, earlier)
    address = urlsplit(world.url)
    headers = {name: value for name, value in all_headers(call).items() if value is not None}
    connection = HTTPConnection(address.hostname, address.port, timeout=60)
    body = call.body if isinstance(call.body, (str, type(None))) else json.dumps(call.body)
    connection.request(call.method, address.path + call.base + call.path, body, headers)
    answer = Answer(connection.getresponse())
    connection.close()
    return answer


def all_headers(call):
    headers = {"api-key": call.key} if call.key else {}
    if call.body is not None:
        headers["Content-Type"] = "application/json"
    return headers | call.headers
