"""What a world reports: the requests that it received, and what is known of the emulated service."""

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
    """The commands of a world that read its journal and its rules, and set its assumptions."""

    _control: Control

    # The requests of the application

    def requests(
        self,
        pattern: Document | None = None,
        *,
        method: str | None = None,
        path: str | None = None,
        status: int | None = None,
    ) -> list[Request]:
        """The requests to the API in the journal, oldest first.

        Args:
            pattern: a request pattern in WireMock's format.
            method: only requests with this method.
            path: only requests to this path: ``/v3/organization/invited/users``.
            status: only requests that got this status.
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
        """Waits until ``count`` requests match, including those in the journal. Filters as :meth:`requests` does.

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
        """The events of the world from now on. The stream is open when this returns.

        Args:
            timeout: seconds of silence after which the stream ends; None waits forever.
        """
        return EventStream(self._control, timeout)

    def transcript(self) -> str:
        """Each request with its response, formatted for a failure message."""
        return transcript(self.requests())

    # What is known of the service

    def assumptions(self) -> dict[str, Assumption]:
        """The assumptions of this world about what is not known of the real service, by name."""
        document = self._newer("GET", "/assumptions")
        return {item["name"]: Assumption.read(item) for item in document["assumptions"]}

    def assume(self, values: Mapping[str, str] | None = None, **more: str) -> None:
        """Changes assumptions: ``assume(update="replace", missing_invitation="404")``.

        ``assume(assumptions="strictest")`` takes the strictest value of each.
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
        """Explains how a request was answered.

        Args:
            request: one of :meth:`requests`, or the ``sib-request-id`` of a response.
        """
        request_id = request if isinstance(request, str) else request.request_id
        trace: dict[str, Any] = self._newer("GET", f"/explain/{quote(request_id, safe='')}")
        return trace

    def coverage(self, *, all_worlds: bool = False) -> dict[str, Any]:
        """The outcomes of each operation, in ``items``, with how often requests have exercised each.

        ``covered`` of ``total`` outcomes were exercised: ``percent``.

        Args:
            all_worlds: for requests to any world, those that were deleted included, instead of to this one.
        """
        worlds = "all" if all_worlds else "this"
        document: dict[str, Any] = self._newer("GET", f"/coverage?format=json&worlds={worlds}")
        return document

    # Any other command

    def command(self, method: str, path: str, document: Any = None, *, timeout: float = TIMEOUT) -> Any:
        """Sends any command of the control plane. ``path`` is below ``/__emulator``.

        Raises:
            CommandRefused: the emulator refused it.
            Unreachable: nothing answered.
        """
        return self._control.command(method, f"/__emulator{path}", document, timeout=timeout)

    def _newer(self, method: str, path: str, document: Any = None) -> Any:
        """Sends a command that emulators before 0.2.0 do not have."""
        try:
            return self.command(method, path, document)
        except CommandRefused as refused:
            if refused.status == 404 and not self._knows(path):
                place = path.partition("?")[0]
                message = f"this emulator has no {method} /__emulator{place}"
                raise EmulatorTooOld(404, message, "Use brevo-emulator 0.2.0 or later.") from None
            raise

    def _knows(self, path: str) -> bool:
        """Whether the emulator has this command, so that a 404 is about its argument."""
        try:
            self.command("GET", "/rules")
        except CommandRefused:
            return False
        return path.count("/") > 1
