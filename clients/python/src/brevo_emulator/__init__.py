"""Test code that manages users through Brevo's API, against an emulator of the service.

::

    from brevo_emulator import Emulator

    with Emulator() as emulator:
        world = emulator.world()
        # … your application, with world.base_url and any API key, invites ann@acme.example …
        world.accept("ann@acme.example")
"""

from .binary import find_binary
from .emulator import Emulator
from .errors import (
    BinaryNotFound,
    CommandRefused,
    EmulatorError,
    EmulatorTooOld,
    Fault,
    StartFailed,
    Unreachable,
    WaitTimedOut,
)
from .values import Assumption, Clock, Event, Mail, Request, Rule
from .world import World

__all__ = [
    "Assumption",
    "BinaryNotFound",
    "Clock",
    "CommandRefused",
    "Emulator",
    "EmulatorError",
    "EmulatorTooOld",
    "Event",
    "Fault",
    "Mail",
    "Request",
    "Rule",
    "StartFailed",
    "Unreachable",
    "WaitTimedOut",
    "World",
    "find_binary",
]
