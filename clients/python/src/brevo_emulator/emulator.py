"""The emulator: a process of its own, or one that somebody else has started."""

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

#: Seconds that a start and a stop may take.
START_SECONDS = 20.0
STOP_SECONDS = 10.0

# Ends the emulator when this process ends without stopping it, even if it is killed: its end of the pipe closes then.
WATCHDOG = 'read -r line || kill -TERM "$0" 2>/dev/null'


class Emulator:
    """An emulator on a free port of this machine, with any number of worlds.

    ::

        with Emulator() as emulator:
            world = emulator.world()

    It ends with the ``with`` block, with :meth:`stop`, or with this process, however that ends. Its log is
    :attr:`log`. Variables named ``BREVO_EMULATOR_…`` do not reach it, so that a test means the same on every machine;
    give it options.

    Args:
        options: options of the program, each a word: ``Emulator("--rate-limits", "documented")``.
        seed: the state to start with: a file, or a document.
        binary: the program; found by :func:`find_binary` unless given.
        base_path: what stands before every path of the API; ``/`` for nothing.
        admin_token: what commands must be sent with; they are.
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
        #: The version that the program told when it was ready; None for one that was attached to.
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
        """An emulator that somebody else has started, and that :meth:`stop` leaves running.

        Args:
            url: its address, as its ready line has it: ``http://127.0.0.1:8080``.

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
            raise Unreachable(f"no emulator at {url}: start it, and see what its ready line says\n{error}") from None
        return emulator

    # Start and stop

    def start(self) -> Emulator:
        """Starts the program and waits until it is ready.

        Raises:
            BinaryNotFound: the program is not installed.
            StartFailed: it did not start; the error has its log.
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
            # In a session of its own: an interrupt is for the tests, which stop the emulator when they are done.
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
        """Stops the program, if :meth:`start` started it, and waits for its end. The log stays readable."""
        process, self._process = self._process, None
        # A forked child has a copy of this object, and no business with the process.
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

    # What it is

    @property
    def url(self) -> str:
        """The emulator's address, and that of its default world."""
        return self._running.url

    @property
    def base_url(self) -> str:
        """The base URL that an SDK takes for the default world."""
        return self.default_world.base_url

    @property
    def log(self) -> str:
        """What the program has written to its log since it started, one line a request."""
        if self._log is None:
            return ""
        # Not by seek: the program writes to the same open file.
        size = os.fstat(self._log.fileno()).st_size
        return os.pread(self._log.fileno(), size, 0).decode(errors="replace")

    @property
    def default_world(self) -> World:
        """The world that the emulator's own address leads to, shared by all who use it."""
        return World(self._running, DEFAULT, self._path)

    def world(self, name: str | None = None) -> World:
        """A world by its name, made on first touch; a new one where no name is given."""
        return World(self._running, name or uuid4().hex, self._path)

    def worlds(self) -> list[str]:
        """The names of all worlds."""
        return [world["name"] for world in self._running.command("GET", "/__emulator/worlds")["worlds"]]

    def metrics(self) -> str:
        """The process's metrics, in Prometheus's text format."""
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

    # How it starts

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
        """What the program says once it listens; it says nothing before."""
        assert self._process and self._process.stdout
        output, deadline, line = self._process.stdout.fileno(), time.monotonic() + START_SECONDS, b""
        while not line.endswith(b"\n"):
            if not select.select([output], [], [], max(0, deadline - time.monotonic()))[0]:
                raise StartFailed(f"{program} was not ready within {START_SECONDS:.0f} s", self.log)
            part = os.read(output, 65536)
            if not part:
                status = self._process.wait(STOP_SECONDS)
                reason = signal.Signals(-status).name if status < 0 else f"status {status}"
                raise StartFailed(f"{program} ended with {reason}", self.log)
            line += part
        try:
            ready: dict[str, Any] = json.loads(line)
        except ValueError:
            raise StartFailed(f"{program} said {line!r} where its ready line should be", self.log) from None
        return ready
