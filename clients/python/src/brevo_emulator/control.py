"""Speaks HTTP with an emulator."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from .errors import CommandRefused, Fault, Unreachable

#: Seconds in which the emulator must answer a command.
TIMEOUT = 10.0


@dataclass(frozen=True)
class Control:
    """Sends commands to an emulator. Proxies that the environment names are not used.

    Attributes:
        url: the emulator's address, without a slash at its end.
        token: what the emulator was started with as ``--admin-token``.
        context: trusts the emulator's certificate where ``url`` is https.
    """

    url: str
    token: str | None = None
    context: ssl.SSLContext | None = None

    def command(
        self, method: str, path: str, document: Any = None, *, timeout: float = TIMEOUT, accept: str | None = None
    ) -> Any:
        """Sends a command and returns the JSON document of the response.

        Args:
            path: below ``url``, with a slash at its start.
            document: what to send as JSON; None for no body.
            accept: the media type wanted; with it the response's text is returned as it is.

        Raises:
            CommandRefused: the emulator refused it.
            Unreachable: nothing answered.
        """
        with self.exchange(method, path, document, timeout=timeout, accept=accept) as response:
            text = response.read().decode()
        return text if accept else json.loads(text or "null")

    @contextmanager
    def exchange(
        self,
        method: str,
        path: str,
        document: Any = None,
        *,
        timeout: float | None = TIMEOUT,
        accept: str | None = None,
    ) -> Iterator[HTTPResponse]:
        """The response to a command, for its body to be read while it comes."""
        connection = self._connection(timeout)
        headers = {"Content-Type": "application/json", "Accept": accept or "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        body = None if document is None else json.dumps(document).encode()
        target = urlsplit(self.url).path + path
        try:
            connection.request(method, target, body, headers)
            response = connection.getresponse()
            if response.status >= 400:
                raise refusal(response.status, response.read().decode(errors="replace"))
            yield response
        except (OSError, HTTPException) as error:
            reason = str(error) or type(error).__name__
            raise Unreachable(f"{method} {self.url}{path}: {reason}") from error
        finally:
            connection.close()

    def _connection(self, timeout: float | None) -> HTTPConnection:
        address = urlsplit(self.url)
        host, port = address.hostname or "", address.port
        if address.scheme == "https":
            return HTTPSConnection(host, port, timeout=timeout, context=self.context)
        return HTTPConnection(host, port, timeout=timeout)


def refusal(status: int, text: str) -> CommandRefused:
    """The refusal in the body of a response, of ``/__emulator`` or of ``/__admin``."""
    try:
        document = json.loads(text)
    except ValueError:
        document = None
    if not isinstance(document, Mapping):
        return CommandRefused(status, text.strip() or "the emulator gave no reason")
    faults = [Fault(fault.get("pointer", ""), fault.get("message", "")) for fault in document.get("faults", [])]
    # WireMock's form of a refusal.
    for error in document.get("errors", []):
        pointer = error.get("source", {}).get("pointer", "")
        faults.append(Fault(pointer, " ".join(filter(None, [error.get("title"), error.get("detail")]))))
    message = document.get("error") or document.get("message") or (faults[0].message if faults else text)
    return CommandRefused(status, message, document.get("hint", ""), faults)
