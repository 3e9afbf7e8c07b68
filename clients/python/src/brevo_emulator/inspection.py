"""What a world tells a test: of the requests that it was sent, and of the service that it emulates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from .control import TIMEOUT, Control
from .errors import CommandRefused, EmulatorTooOld, WaitTimedOut
from .events import EventStream
from .journal import recorded_requests, request_pattern
from .transcript import transcript
from .values import Assumption, Document, Request, Rule


class Inspection:
    """The commands of a world that change nothing, and those that choose what it assumes."""

    _control: Control

    # What the application did

    def requests(
        self,
        pattern: Document | None = None,
        *,
        method: str | None = None,
        path: str | None = None,
        status: int | None = None,
    ) -> list[Request]:
        """The requests to the API that the journal remembers, the oldest first.

        Args:
            pattern: a request pattern as WireMock writes it.
            method: only those by this method.
            path: only those to this path: ``/v3/organization/invited/users``.
            status: only those that were answered so.
        """
        requests = recorded_requests(self._control, request_pattern(pattern, method, path))
        return [request for request in requests if status is None or request.status == status]

    def wait_for_requests(
        self,
        pattern: Document | None = None,
        *,
        method: str | None = None,
        path: str | None = None,
        count: int = 1,
        timeout: float = 10.0,
    ) -> list[Request]:
        """Waits until this many requests have matched, those in the journal included; otherwise as :meth:`requests`.

        Args:
            count: how many requests to wait for.
            timeout: seconds of real time, 300 at most.

        Raises:
            WaitTimedOut: too few requests matched.
        """
        wanted = request_pattern(pattern, method, path)
        document = {"pattern": wanted, "count": count, "timeoutMilliseconds": round(timeout * 1000)}
        try:
            self.command("POST", "/requests/wait", document, timeout=timeout + TIMEOUT)
        except CommandRefused as refused:
            if refused.status != 408:
                raise
            matched = len(recorded_requests(self._control, wanted))
            raise WaitTimedOut(408, refused.message, refused.hint, matched) from None
        return recorded_requests(self._control, wanted)

    def events(self, timeout: float | None = None) -> EventStream:
        """What happens from now on, as it happens. The emulator listens for you once this returns.

        Args:
            timeout: seconds without anything from the emulator after which the events end; None waits for ever.
        """
        return EventStream(self._control, timeout)

    def transcript(self) -> str:
        """Each request and how it was answered, for a person to read where a test has failed."""
        return transcript(self.requests())

    # What the emulator knows, and how well

    def assumptions(self) -> dict[str, Assumption]:
        """The questions that no evidence settles, and the answers that this world takes, by name."""
        document = self._newer("GET", "/assumptions")
        return {item["name"]: Assumption.read(item) for item in document["assumptions"]}

    def assume(self, values: Mapping[str, str] | None = None, **more: str) -> None:
        """Takes other answers: ``assume(update="replace", missing_invitation="404")``.

        ``assume(assumptions="strictest")`` takes the strictest answer to each.
        """
        named = {name.replace("_", "-"): value for name, value in more.items()}
        self._newer("PUT", "/assumptions", {**(values or {}), **named})

    def rules(self) -> list[Rule]:
        """Every rule of behaviour, with its source."""
        return [Rule.read(rule) for rule in self._newer("GET", "/rules")["rules"]]

    def rule(self, rule_id: str) -> Rule:
        """One rule of behaviour."""
        return Rule.read(self._newer("GET", f"/rules/{quote(rule_id, safe='')}"))

    def explain(self, request: str | Request) -> dict[str, Any]:
        """Why a request was answered as it was.

        Args:
            request: one of :meth:`requests`, or the ``sib-request-id`` of a response.
        """
        request_id = request if isinstance(request, str) else request.request_id
        trace: dict[str, Any] = self._newer("GET", f"/explain/{quote(request_id, safe='')}")
        return trace

    def coverage(self) -> dict[str, Any]:
        """Which operations and outcomes the requests to this world have exercised."""
        document: dict[str, Any] = self._newer("GET", "/coverage?format=json")
        return document

    # How they are sent

    def command(self, method: str, path: str, document: Any = None, *, timeout: float = TIMEOUT) -> Any:
        """Any command of the control plane, below ``/__emulator``.

        Raises:
            CommandRefused: the emulator refused it.
            Unreachable: nothing answered.
        """
        return self._control.command(method, f"/__emulator{path}", document, timeout=timeout)

    def _newer(self, method: str, path: str, document: Any = None) -> Any:
        """A command that emulators before 0.2.0 do not have."""
        try:
            return self.command(method, path, document)
        except CommandRefused as refused:
            if refused.status == 404 and not self._knows(path):
                place = path.partition("?")[0]
                message = f"this emulator has no {method} /__emulator{place}"
                raise EmulatorTooOld(404, message, "Use brevo-emulator 0.2.0 or later.") from None
            raise

    def _knows(self, path: str) -> bool:
        """Whether the emulator has this command, and only not what was asked for by it."""
        try:
            self.command("GET", "/rules")
        except CommandRefused:
            return False
        return path.count("/") > 1
