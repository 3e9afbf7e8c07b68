"""The errors of this package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class EmulatorError(Exception):
    """The base of every error of this package."""


class BinaryNotFound(EmulatorError):
    """The program ``brevo-emulator`` is not installed."""


class StartFailed(EmulatorError):
    """The emulator exited, or printed nothing, before it was ready.

    Attributes:
        log: its log; the last line has the reason.
    """

    def __init__(self, message: str, log: str = "") -> None:
        super().__init__(f"{message}\n{log}".rstrip())
        self.log = log


class Unreachable(EmulatorError):
    """Nothing answered at the emulator's address."""


@dataclass(frozen=True)
class Fault:
    """One fault of a document that the emulator refused.

    Attributes:
        pointer: where in the document, as a JSON Pointer (RFC 6901).
        message: what is wrong there.
    """

    pointer: str
    message: str


class CommandRefused(EmulatorError):
    """The emulator refused a command. Nothing has changed.

    Attributes:
        status: the HTTP status.
        message: what is wrong.
        hint: what to do about it, or empty.
        faults: every fault of the document that was sent, in document order.
    """

    def __init__(self, status: int, message: str, hint: str = "", faults: Sequence[Fault] = ()) -> None:
        self.status, self.message, self.hint, self.faults = status, message, hint, tuple(faults)
        lines = [f"{message} (status {status})"]
        lines += [f"  {fault.pointer or '/'}: {fault.message}" for fault in self.faults]
        lines += [f"Hint: {hint}"] if hint else []
        super().__init__("\n".join(lines))


class WaitTimedOut(CommandRefused):
    """Too few requests matched in time.

    Attributes:
        matched: how many requests matched.
    """

    def __init__(self, status: int, message: str, hint: str = "", matched: int = 0) -> None:
        super().__init__(status, message, hint)
        self.matched = matched


class EmulatorTooOld(CommandRefused):
    """The emulator is older than this package and does not know the command."""
