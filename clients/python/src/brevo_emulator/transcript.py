"""Formats the requests to a world for a failure message."""

from __future__ import annotations

from collections.abc import Sequence

from .values import Request

#: The most requests to show; older ones are left out.
SHOWN = 50
#: The most characters to show of a body.
WIDTH = 400


def transcript(requests: Sequence[Request]) -> str:
    """The requests, the oldest first."""
    if not requests:
        return "This world received no request. Does the application use its base_url?"
    left_out = len(requests) - SHOWN
    lines = [f"({left_out} earlier requests are left out)"] if left_out > 0 else []
    for request in requests[-SHOWN:]:
        lines += _lines(request)
    return "\n".join(lines)


def _lines(request: Request) -> list[str]:
    status = f"{request.status}" if request.status else "connection broken"
    lines = [f"{request.method} {request.url} -> {status}"]
    is_error = not 200 <= request.status < 400
    # The bodies of successful reads do not help.
    if request.body and (is_error or request.method not in ("GET", "HEAD")):
        lines.append(f"    sent:     {_text(request.body)}")
    if is_error and request.response_body:
        lines.append(f"    answered: {_text(request.response_body)}")
    for name, value in request.response_headers.items():
        if name.lower() == "x-emulator-fault":
            lines.append(f"    fault:    {value}")
    if request.hint:
        lines.append(f"    hint:     {request.hint}")
    return lines


def _text(body: bytes) -> str:
    text = body.decode(errors="replace").strip()
    return text if len(text) <= WIDTH else f"{text[:WIDTH]}… ({len(body)} bytes)"
