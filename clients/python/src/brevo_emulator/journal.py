"""Which requests of a world's journal are meant."""

from __future__ import annotations

from typing import Any

from .control import Control
from .values import Document, Request


def request_pattern(pattern: Document | None, method: str | None, path: str | None) -> dict[str, Any]:
    """One request pattern, as WireMock writes it, of all that is given."""
    wanted = dict(pattern or {})
    if method is not None:
        wanted["method"] = method
    if path is not None:
        wanted["urlPath"] = path
    return wanted


def recorded_requests(control: Control, pattern: Document) -> list[Request]:
    """The requests that match, the oldest first, with their responses."""
    entries = reversed(control.command("GET", "/__admin/requests")["requests"])
    requests = [Request.read(entry) for entry in entries]
    if not pattern:
        return requests
    # WireMock finds requests without their responses.
    found = control.command("POST", "/__admin/requests/find", pattern)["requests"]
    wanted = {request["id"] for request in found}
    return [request for request in requests if request.id in wanted]
