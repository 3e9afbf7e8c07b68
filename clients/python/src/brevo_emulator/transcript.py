"""What a person wants to see of a world where a test has failed: each request, and how it was answered."""

from __future__ import annotations

from collections.abc import Sequence

from .values import Request

#: More requests than this are left out, the oldest first.
SHOWN = 50
#: Characters of a body.
WIDTH = 400


def transcript(requests: Sequence[Request]) -> str:
    """The requests, the oldest first."""
    if not requests:
        return "This world was sent no request. Is its base_url what the application calls?"
    left_out = len(requests) - SHOWN
    lines = [f"({left_out} earlier requests are left out)"] if left_out > 0 else []
    for request in requests[-SHOWN:]:
        lines += _lines(request)
    return "\n".join(lines)


def _lines(request: Request) -> list[str]:
    status = f"{request.status}" if request.status else "connection broken"
    lines = [f"{request.method} {request.url} -> {status}"]
    is_error = not 200 <= request.status < 400
    # What was read and answered well is of no help.
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
