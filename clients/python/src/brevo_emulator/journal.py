"""Reads the journal of a world."""

from __future__ import annotations

from typing import Any

from .control import Control
from .values import Document, Request


def request_pattern(pattern: Document | None, method: str | None, path: str | None) -> dict[str, Any]:
    """Combines the filters into one request pattern in WireMock's format."""
    wanted = dict(pattern or {})
    if method is not None:
        wanted["method"] = method
    if path is not None:
        wanted["urlPath"] = path
    return wanted


def recorded_requests(control: Control, pattern: Document) -> list[Request]:
    """The matching requests with their responses, oldest first."""
    entries = reversed(control.command("GET", "/__admin/requests")["requests"])
    requests = [Request.read(entry) for entry in entries]
    if not pattern:
        return requests
    # find returns requests without their responses.
    found = control.command("POST", "/__admin/requests/find", pattern)["requests"]
    wanted = {request["id"] for request in found}
    return [request for request in requests if request.id in wanted]
