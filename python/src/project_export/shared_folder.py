"""The files by which processes find a sidecar that they share: see :mod:`project_export.sharing`."""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import os
import platform
import stat
import subprocess
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from .descriptors import CHILDREN, PAUSE_SECONDS, Descriptor, try_lock, until
from .errors import SidecarError
from .process import StartError, parse_ready

_log = logging.getLogger(__name__)

_LAST_LINES = 20
_PRIVATE_FILE, _PRIVATE_FOLDER = 0o600, 0o700


@dataclass(frozen=True)
class SharedServer:
    """What ``server.json`` says."""

    url: str
    token: str
    pid: int
    place: str
    settings: Mapping[str, object]

    def require_usable(self, settings: Mapping[str, object], token: str | None) -> None:
        """
        :raises SidecarError: if it has other settings, or runs where it cannot be reached
        """
        if self.place != place():
            raise SidecarError(
                f"the sidecar (process {self.pid}) that uses this data folder runs in another container or on another machine,"
                " and cannot be shared from here; give each its own data folder"
            )
        other = sorted(name for name in settings if settings[name] != self.settings.get(name))
        if token is not None and token != self.token:
            other.append("token")
        if other:
            raise SidecarError(
                f"the running sidecar (process {self.pid}) was started with other settings ({', '.join(other)}); stop all"
                " processes that share it first, or use another data folder"
            )


@dataclass(frozen=True)
class SharedStart:
    """How to start the sidecar if there is none."""

    command: Sequence[str]
    flags: Sequence[str]
    environment: Mapping[str, str]
    port: int
    token: str | None
    timeout: float


class SharedFolder:
    """``DATA/shared``. All methods but the asynchronous ones block, though only for local files."""

    def __init__(self, data: Path) -> None:
        self.data = data
        try:
            data.mkdir(_PRIVATE_FOLDER, parents=True, exist_ok=True)
            self._folder = data.resolve() / "shared"
            self._folder.mkdir(_PRIVATE_FOLDER, exist_ok=True)
            found = self._folder.lstat()
        except OSError as error:
            raise SidecarError(f"cannot use the data folder {data}: {error}") from error
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o077:
            raise SidecarError(f"{self._folder} must be a folder that this user alone may access")

    @asynccontextmanager
    async def locked(self, timeout: float) -> AsyncIterator[None]:
        """Holds the lock.

        :raises SidecarError: if another process holds it for longer than this many seconds
        """
        lock = self._open("lock", os.O_RDWR | os.O_CREAT)
        try:
            if not await until(lambda: try_lock(lock), timeout):
                raise SidecarError(f"another process has held {self._folder / 'lock'} for {timeout:g} seconds")
            yield
        finally:
            lock.close()

    def open_lifeline(self) -> Descriptor | None:
        """Begins to use the running sidecar; None if there is none."""
        try:
            lifeline = self._open("lifeline", os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno in (errno.ENXIO, errno.ENOENT):
                return None
            raise SidecarError(f"cannot open {self._folder / 'lifeline'}: {error}") from error
        if try_lock(lifeline, shared=True):
            return lifeline
        lifeline.close()
        return None

    def is_unused(self) -> bool:
        """Whether there is no running sidecar."""
        lifeline = self.open_lifeline()
        if lifeline is not None:
            lifeline.close()
        return lifeline is None

    def has_users(self) -> bool:
        """Whether processes use the sidecar, or used one that has just ended."""
        try:
            lifeline = self._open("lifeline", os.O_RDWR | os.O_NONBLOCK)
        except OSError:
            return False
        try:
            return not try_lock(lifeline)
        finally:
            lifeline.close()

    def make_lifeline(self) -> tuple[Descriptor, Descriptor]:
        """A new pipe: the end for the sidecar, and that of this process. Nothing is known about that sidecar yet."""
        (self._folder / "server.json").unlink(missing_ok=True)
        path = self._folder / "lifeline"
        path.unlink(missing_ok=True)
        os.mkfifo(path, _PRIVATE_FILE)
        reading = self._open("lifeline", os.O_RDONLY | os.O_NONBLOCK)  # else opening it would wait for a writer
        lifeline = self.open_lifeline()
        assert lifeline is not None, "it has a reader"
        os.set_blocking(reading.fileno(), True)
        return reading, lifeline

    def run(self, start: SharedStart, port: int, token: str, reading: Descriptor) -> subprocess.Popen[bytes]:
        """Runs the program, in a session of its own, so that Ctrl-C and the end of this process do not reach it."""
        with suppress(FileNotFoundError):
            os.replace(self._folder / "log", self._folder / "log.1")
        log = self._open("log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        ready = self._open("ready", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        serve = ["serve", "--stop-with-input", "--host", "127.0.0.1", "--port", str(port)]
        try:
            process = subprocess.Popen(
                [*start.command, *serve, *start.flags],
                env={**start.environment, "PROJECT_EXPORT_TOKEN": token},
                stdin=reading.fileno(),
                stdout=ready.fileno(),
                stderr=log.fileno(),
                start_new_session=True,
            )
        except OSError as error:
            raise StartError(f"cannot run {start.command[0]}: {error}") from error
        finally:
            log.close()
            ready.close()
        CHILDREN[process.pid] = process
        return process

    async def until_ready(self, process: subprocess.Popen[bytes], timeout: float) -> tuple[str, int]:
        """Waits until the program listens; returns its URL and its process id."""
        end = time.monotonic() + timeout
        try:
            while True:
                code = process.poll()
                ready = parse_ready((self._folder / "ready").read_text("utf-8", "replace"))
                if ready is not None and code is None:
                    return ready
                if code is not None or time.monotonic() > end:
                    raise StartError.of(code, timeout, self._end_of_log())
                await asyncio.sleep(PAUSE_SECONDS)
        except BaseException:
            process.kill()
            CHILDREN.pop(process.pid, None)
            await asyncio.to_thread(process.wait)
            raise

    def _end_of_log(self) -> Sequence[str]:
        return (self._folder / "log").read_text("utf-8", "replace").splitlines()[-_LAST_LINES:]

    def read_server(self) -> SharedServer | None:
        """What is known about the sidecar that was last started; None if there is nothing."""
        try:
            file = self._open("server.json", os.O_RDONLY)
        except FileNotFoundError:
            return None
        try:
            return SharedServer(**json.loads(os.read(file.fileno(), 1 << 20)))
        except (OSError, ValueError, TypeError) as error:
            _log.warning("%s cannot be used: %r", self._folder / "server.json", error)
            return None
        finally:
            file.close()

    def write_server(self, server: SharedServer) -> None:
        """Replaces the file as a whole."""
        new = self._folder / "server.json.new"
        new.unlink(missing_ok=True)
        file = self._open(new.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            os.write(file.fileno(), json.dumps(asdict(server)).encode())
        finally:
            file.close()
        os.replace(new, self._folder / "server.json")

    def _open(self, name: str, flags: int) -> Descriptor:
        return Descriptor(os.open(self._folder / name, flags | os.O_NOFOLLOW | os.O_CLOEXEC, _PRIVATE_FILE))


def place() -> str:
    """The machine and, in containers, the namespaces: a process id and a loopback address mean nothing elsewhere."""
    spaces = []
    for kind in ("pid", "net"):
        with suppress(OSError):
            spaces.append(os.readlink(f"/proc/self/ns/{kind}"))
    return " ".join([platform.node(), *spaces])
