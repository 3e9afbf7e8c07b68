"""The emulator, as a child process or already running elsewhere."""

from __future__ import annotations

import atexit
import json
import os
import select
import shutil
import signal
import ssl
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any
from urllib.parse import urlsplit
from uuid import uuid4

from .binary import find_binary
from .control import Control
from .errors import EmulatorError, StartFailed, Unreachable
from .world import DEFAULT, World

#: The most seconds that a start and a stop may take.
START_SECONDS = 20.0
STOP_SECONDS = 10.0

# Stops the emulator if this process dies without stopping it, even by SIGKILL: the pipe closes then.
WATCHDOG = 'read -r line || kill -TERM "$0" 2>/dev/null'


class Emulator:
    """An emulator on a free port of this machine, with any number of worlds.

    ::

        with Emulator() as emulator:
            world = emulator.world()

    It stops at the end of the ``with`` block, by :meth:`stop`, or when this process dies, even if it is killed.
    :attr:`log` is its log. Environment variables named ``BREVO_EMULATOR_…`` are not passed on, so that tests behave
    the same on every machine; pass options instead.

    Args:
        options: command-line options of the program: ``Emulator("--rate-limits", "documented")``.
        seed: the state to start with, as a file or a document.
        binary: the program; :func:`find_binary` finds it by default.
        base_path: the prefix of every path of the API; ``/`` for none.
        admin_token: the token that the emulator requires for commands, and that this package sends.
    """

    def __init__(
        self,
        *options: str,
        seed: str | os.PathLike[str] | Mapping[str, Any] | None = None,
        binary: str | os.PathLike[str] | None = None,
        base_path: str = "/v3",
        admin_token: str | None = None,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._options, self._seed, self._binary = options, seed, binary
        self._base_path, self._token, self._context = base_path, admin_token, ssl_context
        self._control: Control | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._watchdog: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        self._log: IO[bytes] | None = None
        #: The version in the ready line; None if attached.
        self.version: str | None = None

    @classmethod
    def attach(
        cls,
        url: str,
        *,
        base_path: str = "/v3",
        admin_token: str | None = None,
        ssl_context: ssl.SSLContext | None = None,
    ) -> Emulator:
        """Connects to a running emulator, which :meth:`stop` leaves running.

        Args:
            url: its address, as in its ready line: ``http://127.0.0.1:8080``.

        Raises:
            Unreachable: no emulator answers there.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{url!r} is not an http address")
        if base_path != "/" and parts.path.rstrip("/").endswith(base_path):
            raise ValueError(f"{url!r} is the API's address; leave out {base_path}")
        emulator = cls(base_path=base_path, admin_token=admin_token, ssl_context=ssl_context)
        emulator._control = Control(url.rstrip("/"), admin_token, ssl_context)
        try:
            emulator._control.command("GET", "/__emulator/readyz")
        except Unreachable as error:
            raise Unreachable(
                f"no emulator at {url}: is it running, and does its ready line have this address?\n{error}"
            ) from None
        return emulator

    # Start and stop

    def start(self) -> Emulator:
        """Starts the program and waits until it is ready.

        Raises:
            BinaryNotFound: the program is not installed.
            StartFailed: it did not start; the error includes its log.
        """
        if self._control:
            return self
        program = Path(self._binary) if self._binary else find_binary()
        self._owner = os.getpid()
        self._log = tempfile.TemporaryFile()
        seed, words = self._seed_file(), ["--port", "0", "--base-path", self._base_path]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("BREVO_EMULATOR_")}
        if self._token:
            environment["BREVO_EMULATOR_ADMIN_TOKEN"] = self._token
        if seed:
            words += ["--seed", seed]
        try:
            # In a new session, so that Ctrl-C reaches the tests alone, which then stop the emulator.
            self._process = subprocess.Popen(
                [program, *words, *self._options],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=self._log,
                env=environment,
                start_new_session=True,
            )
        except OSError as error:
            raise StartFailed(f"{program} cannot be run here: {error.strerror}") from error
        atexit.register(self.stop)
        self._watch(self._process.pid)
        try:
            ready = self._ready_line(program)
        except BaseException:
            self.stop()
            raise
        finally:
            if seed and isinstance(self._seed, Mapping):
                shutil.rmtree(Path(seed).parent)
        self.version = ready.get("version")
        self._control = Control(ready["url"], self._token, self._context)
        return self

    def stop(self) -> None:
        """Stops the program if :meth:`start` started it, and waits for it to exit. The log stays readable."""
        process, self._process = self._process, None
        # A forked child has a copy of this object, but does not own the process.
        if process is None or self._owner != os.getpid():
            return
        atexit.unregister(self.stop)
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()
        if self._watchdog and self._watchdog.stdin:
            self._watchdog.kill()
            self._watchdog.wait()
            self._watchdog.stdin.close()
        self._watchdog = self._control = None

    def __enter__(self) -> Emulator:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def __repr__(self) -> str:
        return f"<Emulator {self._control.url if self._control else 'stopped'}>"

    # Worlds

    @property
    def url(self) -> str:
        """The address of the emulator and of its default world."""
        return self._running.url

    @property
    def base_url(self) -> str:
        """The base URL for an SDK, in the default world."""
        return self.default_world.base_url

    @property
    def log(self) -> str:
        """The log of the program since it started, one line per request."""
        if self._log is None:
            return ""
        # pread, because seeking would move the position at which the program writes.
        size = os.fstat(self._log.fileno()).st_size
        return os.pread(self._log.fileno(), size, 0).decode(errors="replace")

    @property
    def default_world(self) -> World:
        """The world at the emulator's own address, shared by everyone who uses it."""
        return World(self._running, DEFAULT, self._path)

    def world(self, name: str | None = None) -> World:
        """The world with this name, or a new one. A world is created on first use."""
        return World(self._running, name or uuid4().hex, self._path)

    def worlds(self) -> list[str]:
        """The names of all worlds."""
        return [world["name"] for world in self._running.command("GET", "/__emulator/worlds")["worlds"]]

    def metrics(self) -> str:
        """The metrics of the process, in the Prometheus text format."""
        text: str = self._running.command("GET", "/__emulator/metrics", accept="text/plain")
        return text

    @property
    def _running(self) -> Control:
        if self._control is None:
            raise EmulatorError("the emulator is not running; start it by start() or a with block")
        return self._control

    @property
    def _path(self) -> str:
        return "" if self._base_path == "/" else self._base_path

    # Details of the start

    def _seed_file(self) -> str | None:
        if not isinstance(self._seed, Mapping):
            return None if self._seed is None else os.fspath(self._seed)
        path = Path(tempfile.mkdtemp(prefix="brevo-emulator-")) / "seed.json"
        path.write_text(json.dumps(self._seed))
        return str(path)

    def _watch(self, pid: int) -> None:
        if shell := shutil.which("sh"):
            self._watchdog = subprocess.Popen(
                [shell, "-c", WATCHDOG, str(pid)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    def _ready_line(self, program: Path) -> dict[str, Any]:
        """The line that the program prints once it listens."""
        assert self._process and self._process.stdout
        output, deadline, line = self._process.stdout.fileno(), time.monotonic() + START_SECONDS, b""
        while not line.endswith(b"\n"):
            if not select.select([output], [], [], max(0, deadline - time.monotonic()))[0]:
                raise StartFailed(f"{program} was not ready within {START_SECONDS:.0f} s", self.log)
            part = os.read(output, 65536)
            if not part:
                status = self._process.wait(STOP_SECONDS)
                reason = signal.Signals(-status).name if status < 0 else f"status {status}"
                raise StartFailed(f"{program} exited with {reason}", self.log)
            line += part
        try:
            ready: dict[str, Any] = json.loads(line)
        except ValueError:
            raise StartFailed(f"{program} printed {line!r} instead of a ready line", self.log) from None
        return ready
