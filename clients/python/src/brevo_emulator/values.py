"""The values that the emulator returns. ``document`` has the original JSON, including fields of newer versions."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, Union

#: A duration: a ``timedelta``, or ISO 8601 text (``"PT73H"``).
Duration = Union[timedelta, str]
#: A moment: a ``datetime`` with a time zone, or RFC 3339 text (``"2026-11-20T09:00:00Z"``).
Moment = Union[datetime, str]
Document = Mapping[str, Any]


@dataclass(frozen=True)
class Mail:
    """An invitation mail that the service would have sent."""

    id: int
    to: str
    #: ``invitation`` or ``resend``.
    kind: str
    #: ``user`` or ``admin``.
    role: str
    subject: str
    text: str
    html: str
    #: The page that the person would open.
    page: str
    #: POST to one of these to answer.
    accept: str
    decline: str
    sent_at: datetime
    expires_at: datetime | None
    document: Document = field(repr=False, compare=False)

    @classmethod
    def read(cls, document: Document) -> Mail:
        links = document["links"]
        expires = document.get("expiresAt")
        return cls(
            id=document["id"],
            to=document["to"],
            kind=document["kind"],
            role=document["role"],
            subject=document["subject"],
            text=document["text"],
            html=document["html"],
            page=links["page"],
            accept=links["accept"],
            decline=links["decline"],
            sent_at=read_moment(document["sentAt"]),
            expires_at=read_moment(expires) if expires else None,
            document=document,
        )


@dataclass(frozen=True)
class Request:
    """A request to the API in a world's journal, with its response."""

    #: The id in the journal.
    id: str
    method: str
    #: The request target without the world's prefix: ``/v3/organization/invited/users?limit=1``.
    url: str
    headers: Mapping[str, str]
    body: bytes
    #: The status of the response; 0 if the connection was broken instead.
    status: int
    response_headers: Mapping[str, str]
    response_body: bytes
    #: Whether an operation or a stub matched the request.
    was_matched: bool
    document: Document = field(repr=False, compare=False)

    @classmethod
    def read(cls, document: Document) -> Request:
        request, response = document["request"], document.get("response") or {}
        return cls(
            id=document["id"],
            method=request["method"],
            url=request["url"],
            headers=_headers(request),
            body=_body(request),
            status=response.get("status", 0),
            response_headers=_headers(response),
            response_body=_body(response),
            was_matched=document.get("wasMatched", True),
            document=document,
        )

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.url.partition("?")[0]

    @property
    def json(self) -> Any:
        """The body as JSON; None if it is not JSON."""
        return _json(self.body)

    @property
    def response_json(self) -> Any:
        """The response body as JSON; None if it is not JSON."""
        return _json(self.response_body)

    @property
    def hint(self) -> str:
        """The emulator's advice about the response, or empty."""
        return _named(self.response_headers, "X-Emulator-Hint")

    @property
    def request_id(self) -> str:
        """The ``sib-request-id`` of the response."""
        return _named(self.response_headers, "sib-request-id") or self.id


@dataclass(frozen=True)
class Clock:
    """A world's clock."""

    now: datetime
    frozen: bool
    #: How many seconds of the world pass in one real second.
    rate: float

    @classmethod
    def read(cls, document: Document) -> Clock:
        return cls(read_moment(document["now"]), document["frozen"], document["rate"])


@dataclass(frozen=True)
class Event:
    """Something that happened in a world.

    Attributes:
        id: its number in the world; None if it has none.
        type: ``request`` for an API call, ``state`` for a change of state.
        data: the details.
    """

    id: int | None
    type: str
    data: Any


@dataclass(frozen=True)
class Assumption:
    """What a world assumes where the behaviour of the real service is not known."""

    name: str
    value: str
    #: All possible values; the default comes first.
    values: tuple[str, ...]
    #: What it decides.
    decides: str
    #: The ids of the rules that depend on it.
    rules: tuple[str, ...]
    document: Document = field(repr=False, compare=False)

    @classmethod
    def read(cls, document: Document) -> Assumption:
        return cls(
            name=document["name"],
            value=document["value"],
            values=tuple(document["values"]),
            decides=document.get("decides", ""),
            rules=tuple(document.get("rules", [])),
            document=document,
        )


@dataclass(frozen=True)
class Rule:
    """A rule of behaviour, and how well it is known."""

    id: str
    text: str
    #: ``DOC`` (documented by Brevo), ``OBS`` (observed on the wire) or ``INF`` (inferred).
    basis: str
    #: The evidence; empty if inferred.
    source: str
    #: The assumption that it depends on, if any.
    assumption: str | None
    document: Document = field(repr=False, compare=False)

    @classmethod
    def read(cls, document: Document) -> Rule:
        return cls(
            id=document["id"],
            text=document["text"],
            basis=document["basis"],
            source=document.get("source") or "",
            assumption=document.get("assumption"),
            document=document,
        )


def read_moment(text: str) -> datetime:
    """Parses RFC 3339 text, to the microsecond."""
    found = re.fullmatch(r"(.{19})(?:\.(\d+))?(Z|[+-]\d\d:\d\d)", text)
    if not found:
        raise ValueError(f"{text!r} is not an RFC 3339 timestamp")
    seconds, fraction, zone = found.groups()
    offset = "+00:00" if zone == "Z" else zone
    return datetime.fromisoformat(f"{seconds}.{(fraction or '0'):0<6.6}{offset}")


def moment_text(moment: Moment) -> str:
    """The moment as RFC 3339 text."""
    if isinstance(moment, str):
        return moment
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone; write datetime(…, tzinfo=timezone.utc)")
    return moment.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")


def duration_text(duration: Duration) -> str:
    """The duration as ISO 8601 text."""
    if isinstance(duration, str):
        return duration
    if duration < timedelta(0):
        raise ValueError(f"{duration!r} is negative; use freeze or run to set the clock")
    seconds = f"{duration // timedelta(milliseconds=1) / 1000:.3f}".rstrip("0").rstrip(".")
    return f"PT{seconds}S"


def _headers(message: Document) -> dict[str, str]:
    found = {}
    for name, value in (message.get("headers") or {}).items():
        found[name] = ", ".join(value) if isinstance(value, list) else value
    return found


def _named(headers: Mapping[str, str], name: str) -> str:
    return next((value for other, value in headers.items() if other.lower() == name.lower()), "")


def _body(message: Document) -> bytes:
    if encoded := message.get("bodyAsBase64"):
        return base64.b64decode(encoded)
    return (message.get("body") or "").encode()


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None
