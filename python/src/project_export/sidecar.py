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
from .preflight import is_free, java_problem, require_java, require_startable, until_unused
from .process import SidecarProcess, StartError
from .settings import ServeSettings
from .shared_folder import SharedStart
from .sharing import SharedProcess

_log = logging.getLogger(__name__)

# What a forked process has inherited belongs to its parent: it must neither be used nor be destroyed.
_INHERITED: list[object] = []

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

    With ``shared=True``, all processes of one user that name the same data folder share one: the first starts it, and it
    stops when the last one has left it, or was killed.

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
        shared: bool = False,
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
        :param shared: share the sidecar with other processes, for example the workers of a web server; requires ``data``
            and the same workspace, projects and arguments in all of them. The token is then also in a file in the data
            folder that this user alone may read, and the log in ``DATA/shared/log``
        :param port: the port to listen on; 0 for a free one
        :param token: the token that requests must carry; random by default
        :param environment: of the process; by default that of this process
        :param start_timeout: seconds until it must be ready; at the first run the launcher builds the program, which
            takes a minute
        :param stop_timeout: seconds for an orderly stop before it is killed
        :param health_interval: seconds between health checks; after three without an answer it is killed and restarted
        :param max_restarts: how many consecutive crashes, each within a minute, lead to a restart
        """
        if shared and data is None:
            raise ValueError("a shared sidecar needs a data folder: Sidecar(data=..., shared=True)")
        folders = [part for folder in hand_over for part in ("--hand-over", fspath(folder))]
        self._settings = ServeSettings(
            None if workspace is None else fspath(workspace),
            None if projects is None else fspath(projects),
            None if data is None else fspath(data),
            [*arguments, *folders],
        )
        self._home = home
        self._command = None if command is None else list(command)
        self._shared = shared
        self._given_port, self._given_token = port, token
        self._port = port
        self._token = token or secrets.token_urlsafe(32)
        self._environment = {**(os.environ if environment is None else environment), "LC_ALL": "C.UTF-8"}
        self._environment.pop("PROJECT_EXPORT_TOKEN_FILE", None)
        self._start_timeout = start_timeout
        self._stop_timeout = stop_timeout
        self._health_interval = health_interval
        self._max_restarts = max_restarts
        self._process: SidecarProcess | SharedProcess | None = None
        self._owner = os.getpid()
        self._client: ExportClient | None = None
        self._watcher: asyncio.Task[None] | None = None
        self._failure: str | None = None
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
        """Its URL, for example ``http://127.0.0.1:40123``; unchanged by a restart, unless another program has taken the
        port."""
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
        """The number of restarts that this object has seen."""
        return self._restarts

    @property
    def client(self) -> ExportClient:
        """A client for it, which is closed when it stops.

        :raises SidecarError: if it is not running, or has crashed too often
        """
        if self._failure is not None:
            raise SidecarError(self._failure)
        if self._client is None or self._owner != os.getpid():
            raise SidecarError(
                "the sidecar is not running in this process: enter its context (async with) or call start() first"
            )
        return self._client

    async def start(self) -> None:
        """Starts it, or joins it if it is shared, and returns when it is ready to answer.

        What no waiting would change, such as a port that is taken or a missing folder, is reported at once.

        :raises SidecarError: if the program cannot be found or does not start; the end of its log is in the message
        """
        if self._owner != os.getpid():
            _INHERITED.append((self._process, self._client, self._watcher))
            self._process = self._client = self._watcher = None
            self._owner = os.getpid()
        if self._watcher is not None:
            raise SidecarError("the sidecar is already running")
        self._failure = None
        self._process = process = await self._launch(self._given_port)
        self._use(process)
        self._client = ExportClient(process.url, self._token)
        try:
            await self._until_healthy(self._client)
        except BaseException:
            await asyncio.shield(self.stop())
            raise
        self._watcher = asyncio.create_task(self._watch(), name="project-export-sidecar")

    async def stop(self) -> None:
        """Stops it, or leaves it if others share it; running exports resume when it is started again with the same data
        folder. May be called twice."""
        if self._owner != os.getpid():
            return
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

    def _running(self) -> SidecarProcess | SharedProcess:
        if self._process is None or self._owner != os.getpid():
            raise SidecarError("the sidecar is not running")
        return self._process

    def _use(self, process: SidecarProcess | SharedProcess) -> None:
        self._port = urlsplit(process.url).port or self._port
        if isinstance(process, SharedProcess):
            self._token = process.token

    async def _launch(self, port: int) -> SidecarProcess | SharedProcess:
        command = self._command or find_command(self._home, self._environment)
        require_java(command, self._environment)
        try:
            return await (self._join(command) if self._shared else self._launch_alone(command, port))
        except StartError as error:
            problem = await java_problem(command, self._environment)
            if problem is None:
                raise
            raise SidecarError(problem) from error

    async def _join(self, command: Sequence[str]) -> SharedProcess:
        await asyncio.to_thread(require_startable, self._settings, self._environment, 0)
        data = self._settings.data_folder(self._environment)
        assert data is not None, "a shared sidecar has a data folder"
        return await SharedProcess.join(
            data,
            self._settings.shared(),
            SharedStart(
                command,
                self._settings.flags(),
                self._environment,
                self._given_port,
                self._given_token,
                self._start_timeout,
            ),
        )

    async def _launch_alone(self, command: Sequence[str], port: int) -> SidecarProcess:
        await asyncio.to_thread(require_startable, self._settings, self._environment, port)
        data = self._settings.data_folder(self._environment)
        if data is not None:
            await until_unused(data)
        serve = ["serve", "--stop-with-input", "--host", "127.0.0.1", "--port", str(port)]
        environment = {**self._environment, "PROJECT_EXPORT_TOKEN": self._token}
        return await SidecarProcess.start([*command, *serve, *self._settings.flags()], environment, self._start_timeout)

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
            _log.error("the sidecar has ended%s", "" if code is None else f" with exit code {code}")
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
                before = self._running()
                # Clients know the port; only if another program has taken it meanwhile, they are sent elsewhere.
                self._process = process = await self._launch(self._port if is_free(self._port) else self._given_port)
                before.release()
                self._use(process)
                self._restarts += 1
                assert self._client is not None, "it is closed after the watcher has ended"
                self._client.move(process.url, self._token)
                _log.info("the sidecar was restarted as process %d", process.pid)
                return crashes
            except SidecarError as error:
                _log.error("%s", error)
                crashes += 1
        self._failure = f"the sidecar crashed {crashes} times in a row and is not restarted; see the log"
        if self._client is not None:
            self._client.give_up(self._failure)
        _log.critical("%s", self._failure)
        return crashes

    async def _until_gone(self) -> int | None:
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
