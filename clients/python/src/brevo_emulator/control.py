"""The HTTP client for an emulator."""

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

#: The timeout of a command, in seconds.
TIMEOUT = 10.0


@dataclass(frozen=True)
class Control:
    """Sends commands to an emulator. Ignores proxies set in the environment.

    Attributes:
        url: the address of the emulator, without a trailing slash.
        token: the ``--admin-token`` of the emulator, if it has one.
        context: the TLS settings for https.
    """

    url: str
    token: str | None = None
    context: ssl.SSLContext | None = None

    def command(
        self, method: str, path: str, document: Any = None, *, timeout: float = TIMEOUT, accept: str | None = None
    ) -> Any:
        """Sends a command and returns the JSON document of the response.

        Args:
            path: the path below ``url``, with a leading slash.
            document: the body to send as JSON; None for no body.
            accept: the media type to ask for; the result is then the text of the response.

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
        """The response to a command, with its body unread."""
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
    """Reads the error response of ``/__emulator`` or ``/__admin``."""
    try:
        document = json.loads(text)
    except ValueError:
        document = None
    if not isinstance(document, Mapping):
        return CommandRefused(status, text.strip() or "the emulator gave no reason")
    faults = [Fault(fault.get("pointer", ""), fault.get("message", "")) for fault in document.get("faults", [])]
    # The error format of WireMock.
    for error in document.get("errors", []):
        pointer = error.get("source", {}).get("pointer", "")
        faults.append(Fault(pointer, " ".join(filter(None, [error.get("title"), error.get("detail")]))))
    message = document.get("error") or document.get("message") or (faults[0].message if faults else text)
    return CommandRefused(status, message, document.get("hint", ""), faults)
