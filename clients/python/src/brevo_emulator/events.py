"""The event stream of a world."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from types import TracebackType

from .control import Control
from .values import Event


class EventStream(Iterator[Event]):
    """The events of a world since the stream was opened. As a context manager it closes itself."""

    def __init__(self, control: Control, timeout: float | None) -> None:
        self._exchange = control.exchange("GET", "/__emulator/events", timeout=timeout, accept="text/event-stream")
        self._response = self._exchange.__enter__()

    def __next__(self) -> Event:
        fields: dict[str, str] = {}
        try:
            for line in self._response:
                text = line.decode().rstrip("\r\n")
                if text:
                    name, _, value = text.partition(":")
                    fields[name] = value[1:] if value.startswith(" ") else value
                elif "data" in fields:
                    number = fields.get("id")
                    return Event(int(number) if number else None, fields.get("event", ""), json.loads(fields["data"]))
        except socket.timeout:
            pass
        self.close()
        raise StopIteration

    def close(self) -> None:
        """Closes the connection and ends the stream."""
        self._exchange.__exit__(None, None, None)

    def __enter__(self) -> EventStream:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
