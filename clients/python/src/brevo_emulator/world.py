"""A world: an isolated emulator for one test, and the commands that control it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from .control import Control
from .errors import CommandRefused
from .inspection import Inspection
from .values import (
    Clock,
    Document,
    Duration,
    Mail,
    Moment,
    duration_text,
    moment_text,
    read_moment,
)

#: The name of the world at the emulator's own address.
DEFAULT = "default"


class World(Inspection):
    """An isolated emulator: it shares no accounts, mails, clock, stubs, journal or ids with other worlds.

    A world is created on first use. Give an SDK :attr:`base_url`, and any API key: a key that was never seen opens an
    account of its own.

    Attributes:
        name: the name of the world.
        url: its address, for WireMock clients.
        base_url: the base URL for an SDK.
    """

    def __init__(self, emulator: Control, name: str, base_path: str = "/v3") -> None:
        self.name = name
        self.url = emulator.url if name == DEFAULT else f"{emulator.url}/worlds/{name}"
        self.base_url = self.url + base_path
        self._emulator = emulator
        self._control = Control(self.url, emulator.token, emulator.context)

    def __repr__(self) -> str:
        return f"<World {self.url}>"

    # The invited person

    def accept(self, email: str, *, account: str | None = None, kind: str = "user") -> str:
        """The invited person accepts.

        Args:
            email: the address that was invited.
            account: a key of the account that invited, where several have invited the address.
            kind: ``user``, or ``admin`` for an admin user of a master account.

        Returns:
            The person's new status.
        """
        return self._answer(email, "accept", account, kind)

    def decline(self, email: str, *, account: str | None = None, kind: str = "user") -> str:
        """The invited person declines. Arguments and result are those of :meth:`accept`."""
        return self._answer(email, "decline", account, kind)

    def _answer(self, email: str, answer: str, account: str | None, kind: str) -> str:
        query = _query(account=account, kind=None if kind == "user" else kind)
        status: str = self.command("POST", f"/users/{quote(email, safe='')}/{answer}{query}")["status"]
        return status

    def mails(
        self,
        to: str | None = None,
        *,
        kind: str | None = None,
        role: str | None = None,
        account: str | None = None,
        limit: int | None = None,
    ) -> list[Mail]:
        """The invitation mails that the service would have sent, newest first.

        Args:
            to: only mails to this address.
            kind: ``invitation`` or ``resend``.
            role: ``user`` or ``admin``.
            account: a key of the account that sent them.
            limit: the maximum number of mails; 100 by default, 1000 at most.
        """
        query = _query(to=to, kind=kind, role=role, account=account, limit=limit)
        return [Mail.read(mail) for mail in self.command("GET", f"/mail{query}")["mails"]]

    def mail(self, mail_id: int) -> Mail:
        """One mail."""
        return Mail.read(self.command("GET", f"/mail/{mail_id}"))

    def clear_mails(self) -> None:
        """Deletes all mails. Their links stop working."""
        self.command("DELETE", "/mail")

    # Time

    def clock(self) -> Clock:
        """The world's clock."""
        return Clock.read(self.command("GET", "/clock"))

    def now(self) -> datetime:
        """The current time on the world's clock."""
        return self.clock().now

    def advance(self, by: Duration) -> datetime:
        """Moves the clock forward: ``advance("PT73H")`` or ``advance(timedelta(hours=73))``. Returns the new time."""
        return Clock.read(self.command("POST", "/clock/advance", {"by": duration_text(by)})).now

    def freeze(self, at: Moment | None = None) -> datetime:
        """Stops the clock, at ``at`` if given. Returns the time."""
        return self._set_clock(at, frozen=True)

    def run(self, at: Moment | None = None, *, rate: float | None = None) -> datetime:
        """Lets the clock run, from ``at`` if given. Returns the time.

        Args:
            rate: how many seconds of the world pass in one real second.
        """
        return self._set_clock(at, frozen=False, rate=rate)

    def _set_clock(self, at: Moment | None, *, frozen: bool, rate: float | None = None) -> datetime:
        document: dict[str, Any] = {"frozen": frozen}
        if at is not None:
            document["now"] = moment_text(at)
        if rate is not None:
            document["rate"] = rate
        return Clock.read(self.command("PUT", "/clock", document)).now

    # State

    def reset(self) -> None:
        """Restores the initial state, clock, mails, stubs, journal and faults. Snapshots are kept."""
        self.command("POST", "/reset")

    def delete(self) -> None:
        """Deletes the world if it exists. The default world cannot be deleted."""
        try:
            self._emulator.command("DELETE", f"/__emulator/worlds/{quote(self.name, safe='')}")
        except CommandRefused as refused:
            if refused.status != 404:
                raise

    def state(self) -> dict[str, Any]:
        """The whole state as one document, as :meth:`replace_state` and seed files take it."""
        document: dict[str, Any] = self.command("GET", "/state")
        return document

    def replace_state(self, document: Document) -> None:
        """Replaces the whole state. An invalid document changes nothing; the error lists every fault."""
        self.command("PUT", "/state", document)

    def snapshot(self, name: str) -> datetime:
        """Saves state and clock under this name. Returns the time on the world's clock."""
        return read_moment(self.command("PUT", f"/snapshots/{quote(name, safe='')}")["takenAt"])

    def restore(self, name: str) -> None:
        """Restores a snapshot."""
        self.command("POST", f"/snapshots/{quote(name, safe='')}/restore")

    def snapshots(self) -> list[str]:
        """The names of the snapshots."""
        return [snapshot["name"] for snapshot in self.command("GET", "/snapshots")["snapshots"]]

    def snapshot_state(self, name: str) -> dict[str, Any]:
        """The state in a snapshot, as one document."""
        document: dict[str, Any] = self.command("GET", f"/snapshots/{quote(name, safe='')}")
        return document

    def delete_snapshot(self, name: str) -> None:
        """Deletes a snapshot."""
        self.command("DELETE", f"/snapshots/{quote(name, safe='')}")

    def diff(self, start: str = "seed", end: str = "now") -> list[dict[str, Any]]:
        """What has changed, as a JSON Patch (RFC 6902).

        Args:
            start, end: ``seed``, ``now`` or the name of a snapshot.
        """
        patch: list[dict[str, Any]] = self.command("GET", "/diff" + _query(**{"from": start, "to": end}))
        return patch

    # Faults and stubs

    def chaos(self, *rules: Document, seed: int | None = None) -> None:
        """Fails or delays requests by these rules, which replace all earlier ones.

        ``world.chaos({"fault": {"status": 503}, "times": 1})`` fails the next request.

        Args:
            seed: makes rules with a probability repeatable.
        """
        document: dict[str, Any] = {"rules": list(rules)}
        if seed is not None:
            document["seed"] = seed
        self.command("PUT", "/chaos", document)

    def chaos_rules(self) -> list[dict[str, Any]]:
        """The rules. ``matched`` and ``fired`` count the requests that each has matched and affected."""
        rules: list[dict[str, Any]] = self.command("GET", "/chaos")["rules"]
        return rules

    def clear_chaos(self) -> None:
        """Removes all rules."""
        self.command("DELETE", "/chaos")

    def add_stub(self, stub: Document) -> str:
        """Adds a stub in WireMock's format, which takes precedence over the emulator. Returns its id."""
        stub_id: str = self._control.command("POST", "/__admin/mappings", stub)["id"]
        return stub_id

    def remove_stub(self, stub_id: str) -> None:
        """Removes a stub."""
        self._control.command("DELETE", f"/__admin/mappings/{quote(stub_id, safe='')}")


def _query(**parameters: Any) -> str:
    given = {name: value for name, value in parameters.items() if value is not None}
    return f"?{urlencode(given)}" if given else ""
