"""The sidecar as part of the application: started with it, supervised, stopped with it."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import time
from collections.abc import Mapping, Sequence
from os import PathLike, fspath
from types import TracebackType
from urllib.parse import urlsplit

from .client import ExportClient
from .errors import SidecarError
from .launcher import find_command
from .process import SidecarProcess, StartError

_log = logging.getLogger(__name__)

# Number of start attempts: another sidecar may still be releasing the data folder.
_STARTS = 4
_FIRST_DELAY_SECONDS = 0.25
_LONGEST_DELAY_SECONDS = 10.0
# A crash after this time is not caused by the way it was started.
_STABLE_SECONDS = 60.0
_MISSED_CHECKS = 3


class Sidecar:
    """An export server that runs as long as its context.

    It is started on the loopback interface with a new token, which is only in its environment. If it crashes, or no
    longer responds, it is restarted on the same port with the same token, and running exports resume from their last
    checkpoint; clients do not notice. It stops when this process exits, for whatever reason.

    >>> async with Sidecar("/srv/projects", data="/var/lib/exports") as sidecar:
    ...     await sidecar.client.projects()
    """

    def __init__(
        self,
        workspace: str | PathLike[str] | None = None,
        *,
        projects: str | PathLike[str] | None = None,
        data: str | PathLike[str] | None = None,
        home: str | PathLike[str] | None = None,
        command: Sequence[str] | None = None,
        arguments: Sequence[str] = (),
        hand_over: Sequence[str | PathLike[str]] = (),
        port: int = 0,
        token: str | None = None,
        environment: Mapping[str, str] | None = None,
        start_timeout: float = 120.0,
        stop_timeout: float = 10.0,
        health_interval: float = 10.0,
        max_restarts: int = 8,
    ) -> None:
        """
        :param workspace: the folder whose subfolders are projects; required unless ``projects``, or ``--project-lookup``
            in ``arguments``, finds projects by the ids of the application
        :param projects: the JSON file that maps ids of projects to paths (``serve --projects``)
        :param data: the folder for state and archives, used by this sidecar only; the default is that of ``serve
            --data``
        :param home: where the launcher ``project-export`` or the jars are, instead of ``PROJECT_EXPORT_HOME`` and the
            PATH
        :param command: the command to run instead, without arguments, for example ``["java", "-cp", …,
            "org.projectexporter.cli.Main"]``
        :param arguments: additional flags of ``serve``, for example ``["--max-running", "2"]``
        :param hand_over: folders, such as that of a ``ProjectExportService``, in which the sidecar may put archives, and
            take them from, without sending them; they must exist
        :param port: the port to listen on; 0 for a free one
        :param token: the token that requests must carry; random by default
        :param environment: of the process; by default that of this process
        :param start_timeout: seconds until it must be ready; at the first run the launcher builds the program, which
            takes a minute
        :param stop_timeout: seconds for an orderly stop before it is killed
        :param health_interval: seconds between health checks; after three without an answer it is killed and restarted
        :param max_restarts: how many consecutive crashes, each within a minute, lead to a restart
        """
        self._workspace = None if workspace is None else fspath(workspace)
        self._projects = None if projects is None else fspath(projects)
        self._data = None if data is None else fspath(data)
        self._home = home
        self._command = None if command is None else list(command)
        self._arguments = list(arguments) + [part for folder in hand_over for part in ("--hand-over", fspath(folder))]
        self._port = port
        self._token = token or secrets.token_urlsafe(32)
        self._environment = dict(os.environ if environment is None else environment)
        self._start_timeout = start_timeout
        self._stop_timeout = stop_timeout
        self._health_interval = health_interval
        self._max_restarts = max_restarts
        self._process: SidecarProcess | None = None
        self._client: ExportClient | None = None
        self._watcher: asyncio.Task[None] | None = None
        self._failure: SidecarError | None = None
        self._restarts = 0

    async def __aenter__(self) -> Sidecar:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        """Its URL, for example ``http://127.0.0.1:40123``; unchanged by a restart."""
        return self._running().url

    @property
    def token(self) -> str:
        """The token that requests must carry."""
        return self._token

    @property
    def pid(self) -> int:
        """Its process id; changes with a restart."""
        return self._running().pid

    @property
    def restarts(self) -> int:
        """The number of restarts."""
        return self._restarts

    @property
    def client(self) -> ExportClient:
        """A client for it, which is closed when it stops.

        :raises SidecarError: if it is not running, or has crashed too often
        """
        if self._failure is not None:
            raise self._failure
        if self._client is None:
            raise SidecarError("the sidecar is not running: enter its context (async with) or call start() first")
        return self._client

    async def start(self) -> None:
        """Starts it, and returns when it is ready to answer.

        :raises SidecarError: if the program cannot be found or does not start; the end of its log is in the message
        """
        if self._watcher is not None:
            raise SidecarError("the sidecar is already running")
        self._failure = None
        self._process = process = await self._launch_patiently()
        self._port = urlsplit(process.url).port or self._port
        self._client = ExportClient(process.url, self._token)
        try:
            await self._until_healthy(self._client)
        except BaseException:
            await asyncio.shield(self.stop())
            raise
        self._watcher = asyncio.create_task(self._watch(), name="project-export-sidecar")

    async def stop(self) -> None:
        """Stops it; running exports resume when it is started again with the same data folder. May be called twice."""
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.cancel()
            await asyncio.wait([watcher])
        client, self._client = self._client, None
        if client is not None:
            await client.close()
        process, self._process = self._process, None
        if process is not None:
            await process.stop(self._stop_timeout)

    def _running(self) -> SidecarProcess:
        if self._process is None:
            raise SidecarError("the sidecar is not running")
        return self._process

    async def _launch(self) -> SidecarProcess:
        command = self._command or find_command(self._home, self._environment)
        data = [] if self._data is None else ["--data", self._data]
        serve = ["serve", "--stop-with-input", "--host", "127.0.0.1", "--port", str(self._port)]
        workspace = [] if self._workspace is None else ["--workspace", self._workspace]
        projects = [] if self._projects is None else ["--projects", self._projects]
        folders = [*workspace, *projects, *data]
        environment = {**self._environment, "PROJECT_EXPORT_TOKEN": self._token, "LC_ALL": "C.UTF-8"}
        environment.pop("PROJECT_EXPORT_TOKEN_FILE", None)
        return await SidecarProcess.start([*command, *serve, *folders, *self._arguments], environment, self._start_timeout)

    async def _launch_patiently(self) -> SidecarProcess:
        delay = _FIRST_DELAY_SECONDS
        for _ in range(_STARTS - 1):
            try:
                return await self._launch()
            except StartError as error:
                if error.hopeless:
                    raise
                _log.warning("%s", error)
            await asyncio.sleep(delay)
            delay *= 4
        return await self._launch()

    async def _until_healthy(self, client: ExportClient) -> None:
        end = time.monotonic() + self._start_timeout
        while not await client.is_ready():
            if time.monotonic() > end:
                raise SidecarError(f"the sidecar listens, but was not ready within {self._start_timeout:g} seconds")
            await asyncio.sleep(0.05)

    async def _watch(self) -> None:
        """Restarts it whenever it exits, until it is stopped or crashes too often."""
        crashes = 0
        while crashes <= self._max_restarts:
            since = time.monotonic()
            code = await self._until_gone()
            _log.error("the sidecar exited with exit code %d", code)
            stable = time.monotonic() - since > _STABLE_SECONDS
            crashes = await self._restart(1 if stable else crashes + 1)

    async def _restart(self, crashes: int) -> int:
        """Restarts it, which may take several attempts.

        :return: the number of consecutive crashes, including failed starts
        """
        while crashes <= self._max_restarts:
            if crashes > 1:
                await asyncio.sleep(min(_FIRST_DELAY_SECONDS * 2**crashes, _LONGEST_DELAY_SECONDS))
            try:
                self._process = await self._launch()
                self._restarts += 1
                _log.info("the sidecar was restarted as process %d", self._process.pid)
                return crashes
            except SidecarError as error:
                _log.error("%s", error)
                crashes += 1
        self._failure = SidecarError(f"the sidecar crashed {crashes} times in a row and is not restarted; see the log")
        _log.critical("%s", self._failure)
        return crashes

    async def _until_gone(self) -> int:
        """Waits for its exit code; kills it if it no longer responds."""
        process = self._running()
        ended = asyncio.ensure_future(process.wait())
        missed = 0
        try:
            while not ended.done():
                await asyncio.wait([ended], timeout=self._health_interval)
                missed = 0 if ended.done() or await self._answers() else missed + 1
                if missed >= _MISSED_CHECKS:
                    _log.error("the sidecar (process %d) no longer responds; killing it", process.pid)
                    process.kill()
                    missed = 0
            return ended.result()
        finally:
            ended.cancel()

    async def _answers(self) -> bool:
        assert self._client is not None
        return await self._client.is_alive()
