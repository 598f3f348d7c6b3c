"""One sidecar for several processes, found by files in its data folder.

``DATA/shared`` belongs to one user, who alone may access it:

* ``lock`` is held (flock(2)) while a process joins, starts or leaves the sidecar, so that one does so at a time.
* ``server.json`` has the URL, the token and the process id of the sidecar that was last started.
* ``lifeline`` is a named pipe (fifo(7)). The sidecar reads it as its standard input; each process that uses the sidecar
  has it open for writing. So the system itself knows who is left: when the last process has closed it, or was killed, the
  sidecar reads the end of its input and stops. And when the sidecar has ended, opening the pipe fails (ENXIO), and those
  that have it open notice (POLLERR). No process id is trusted, and a file that is out of date has no effect.
* ``log`` is the sidecar's log, ``log.1`` that of the one before. ``ready`` has the line that it prints when it is ready.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from .client import ExportClient
from .descriptors import CHILDREN, PAUSE_SECONDS, Descriptor, ProcessHandle, is_broken, try_lock, until
from .errors import SidecarError
from .preflight import is_free, require_free, until_unused
from .shared_folder import SharedFolder, SharedServer, SharedStart, place

_log = logging.getLogger(__name__)

_WATCH_SECONDS = 0.25
# A sidecar that stops ends in under 5 seconds; one that neither answers nor ends within this time hangs.
_UNANSWERED_SECONDS = 10.0


class SharedProcess:
    """A sidecar that this process shares with others, for as long as it has not left it."""

    def __init__(self, folder: SharedFolder, lifeline: Descriptor, server: SharedServer) -> None:
        self._folder = folder
        self._lifeline = lifeline
        self._server = server
        self._handle = ProcessHandle(server.pid)

    @classmethod
    async def join(cls, data: Path, settings: Mapping[str, object], start: SharedStart) -> SharedProcess:
        """Joins the sidecar that uses the data folder, or starts it.

        :raises SidecarError: if it does not start, or has other settings
        """
        if not hasattr(os, "mkfifo"):
            raise SidecarError("this system has no named pipes, which a shared sidecar needs")
        folder = await asyncio.to_thread(SharedFolder, data)
        # A process that starts it holds the lock; another one may do so after it has failed.
        async with folder.locked(2 * start.timeout + _UNANSWERED_SECONDS):
            return await cls._running(folder, settings, start) or await cls._started(folder, settings, start)

    @classmethod
    async def _running(
        cls, folder: SharedFolder, settings: Mapping[str, object], start: SharedStart
    ) -> SharedProcess | None:
        lifeline, server = folder.open_lifeline(), folder.read_server()
        if lifeline is None:
            return None
        shared = None if server is None else cls(folder, lifeline, server)
        try:
            if shared is not None:
                shared._server.require_usable(settings, start.token)
                if await shared._answers():
                    return shared
        except BaseException:
            shared.release() if shared else lifeline.close()
            raise
        shared.release() if shared else lifeline.close()
        # If the process that started it was killed before it was ready, it ends too.
        await until(folder.is_unused, _UNANSWERED_SECONDS)
        return None

    async def _answers(self) -> bool:
        """Whether it is in use; otherwise it has ended."""
        async with ExportClient(self.url, self.token) as client:
            end = asyncio.get_running_loop().time() + _UNANSWERED_SECONDS
            while not is_broken(self._lifeline):
                if await client.is_ready():
                    return True
                if asyncio.get_running_loop().time() > end:
                    if await client.is_alive():  # its workspace may be gone
                        return True
                    _log.error("the shared sidecar (process %d) does not respond; killing it", self.pid)
                    self.kill()
                    await until(lambda: is_broken(self._lifeline), _UNANSWERED_SECONDS)
                    return False
                await asyncio.sleep(PAUSE_SECONDS)
        return False

    @classmethod
    async def _started(
        cls, folder: SharedFolder, settings: Mapping[str, object], start: SharedStart
    ) -> SharedProcess:
        await until_unused(folder.data)
        # If others have used it until now, they know its URL and token.
        last = folder.read_server() if folder.has_users() else None
        require_free(start.port)
        port, token = start.port, start.token or secrets.token_urlsafe(32)
        if last is not None:
            last.require_usable(settings, start.token)
            last_port = urlsplit(last.url).port or 0
            port, token = port or (last_port if is_free(last_port) else 0), last.token
        reading, lifeline = folder.make_lifeline()
        try:
            process = folder.run(start, port, token, reading)
            url, pid = await folder.until_ready(process, start.timeout)
            server = SharedServer(url, token, pid, place(), settings)
            folder.write_server(server)
            _log.info("started the shared sidecar as process %d", pid)
            return cls(folder, lifeline, server)
        except BaseException:
            lifeline.close()
            raise
        finally:
            reading.close()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._server.pid

    @property
    def url(self) -> str:
        """The URL it listens on."""
        return self._server.url

    @property
    def token(self) -> str:
        """The token that requests must carry."""
        return self._server.token

    async def wait(self) -> int | None:
        """Waits for its end; returns its exit code, or None if another process started it."""
        while not is_broken(self._lifeline):
            await asyncio.sleep(_WATCH_SECONDS)
        child = CHILDREN.pop(self.pid, None)
        return None if child is None else await asyncio.to_thread(child.wait)

    def kill(self) -> None:
        """Kills it, for all processes that share it."""
        if not is_broken(self._lifeline):
            self._handle.kill()

    async def stop(self, timeout: float) -> None:
        """Leaves it; the last one waits for its end, and kills it if it has not ended after this many seconds."""
        try:
            with suppress(SidecarError):  # without the lock, the system still stops it if this was the last one
                async with self._folder.locked(timeout):
                    is_last = try_lock(self._lifeline)
                    self._lifeline.close()
                    if is_last and not await until(self._handle.has_ended, timeout):
                        _log.warning("the sidecar (process %d) has not stopped; killing it", self.pid)
                        self._handle.kill()
                        await until(self._handle.has_ended, timeout)
        finally:
            self.release()

    def release(self) -> None:
        """Stops counting as a user."""
        self._lifeline.close()
        self._handle.close()
