"""The service for callers without an event loop: scripts, Flask, Celery."""

from __future__ import annotations

import asyncio
import logging
import os
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from .client import ExportClient
from .estimate import ExportEstimate
from .events import ExportEvent, ImportEvent
from .loop_thread import LoopThread
from .options import ExportOptions
from .resources import ArchiveFormat, Export, HandedOverFile, ImportProgress, ProjectImport, Verification
from .service import ProjectExportService
from .sidecar import Sidecar

_log = logging.getLogger(__name__)

T = TypeVar("T")
N = TypeVar("N")


class SyncProjectExportService:
    """:class:`~project_export.service.ProjectExportService` for threads instead of coroutines.

    Any number of threads may use it. Progress callbacks are plain functions, which are called in the thread that waits.
    Ctrl-C, or any other exception that a signal raises in that thread, cancels the export and removes its files.

    A sidecar is started by the first call, and stopped by :meth:`close`, at the end of the ``with`` block, or with the
    process. In a forked process (Celery, gunicorn with ``preload_app``) the first call starts or joins one again: use
    ``Sidecar(shared=True)`` where several processes use it.

    >>> with SyncProjectExportService(Sidecar("/srv/projects"), "/srv/exports") as exports:
    ...     path = exports.export_project("film", ExportOptions(), lambda event: print(event.progress))
    """

    def __init__(
        self,
        server: ExportClient | Sidecar,
        output_dir: str | PathLike[str],
        *,
        keep_on_server: bool = True,
        cancel_timeout: float = 10.0,
    ) -> None:
        """The parameters are those of ``ProjectExportService``. The server must not be used by an event loop as well."""
        self._service = ProjectExportService(
            server, output_dir, keep_on_server=keep_on_server, cancel_timeout=cancel_timeout
        )
        self._session = _Session(server)
        self.client: SyncExportClient = SyncExportClient(self._session)
        weakref.finalize(self, self._session.close)

    def __enter__(self) -> SyncProjectExportService:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Starts the sidecar, if it does not run yet; every other method does so too.

        :raises SidecarError: if it does not start
        """
        self._session.call(_nothing)

    def close(self) -> None:
        """Ends all calls with a ``ProjectExportError``, closes all connections, and stops or leaves the sidecar. A later
        call starts it again."""
        self._session.close()

    def export_project(
        self,
        project_id: str,
        options: ExportOptions | None = None,
        progress_callback: Callable[[ExportEvent], object] | None = None,
    ) -> str:
        """See ``ProjectExportService.export_project``."""
        return self._session.notifying(
            lambda _, notify: self._service.export_project(project_id, options, notify), progress_callback
        )

    def estimate_project(self, project_id: str, options: ExportOptions | None = None) -> ExportEstimate:
        """See ``ProjectExportService.estimate_project``."""
        return self._session.call(lambda _: self._service.estimate_project(project_id, options))

    def resume(self, export_id: str, progress_callback: Callable[[ExportEvent], object] | None = None) -> str:
        """See ``ProjectExportService.resume``."""
        return self._session.notifying(lambda _, notify: self._service.resume(export_id, notify), progress_callback)


class _Session:
    """A server that is used through a thread with an event loop."""

    def __init__(self, server: ExportClient | Sidecar) -> None:
        self._server = server
        self._thread = LoopThread()
        self._process = os.getpid()
        self._starting: asyncio.Lock | None = None
        self._is_started = False

    def call(self, work: Callable[[ExportClient], Coroutine[Any, Any, T]]) -> T:
        """Runs a coroutine."""

        async def run(_: Callable[[object], Awaitable[None]]) -> T:
            return await work(await self._ready())

        return self._thread.call(run)

    def notifying(
        self,
        work: Callable[[ExportClient, Callable[[N], Awaitable[None]] | None], Coroutine[Any, Any, T]],
        callback: Callable[[N], object] | None,
    ) -> T:
        """Runs a coroutine that reports its progress to the callback, in this thread."""

        async def run(notify: Callable[[N], Awaitable[None]]) -> T:
            return await work(await self._ready(), None if callback is None else notify)

        def call(value: N) -> None:
            assert callback is not None
            try:
                callback(value)
            except Exception:
                _log.exception("the progress callback failed")

        return self._thread.call(run, call)

    async def _ready(self) -> ExportClient:
        if not isinstance(self._server, Sidecar):
            return self._server
        if self._process != os.getpid():
            self._process, self._starting, self._is_started = os.getpid(), None, False
        if self._starting is None:
            self._starting = asyncio.Lock()
        async with self._starting:
            if not self._is_started:
                await self._server.start()
                self._is_started = True
        return self._server.client

    def close(self) -> None:
        """Ends all calls, and stops the server or closes the connections. In a forked process that has not used it there
        is nothing to do."""
        self._thread.stop(self._end)

    async def _end(self) -> None:
        self._starting, self._is_started = None, False
        await (self._server.stop() if isinstance(self._server, Sidecar) else self._server.close())


@dataclass(frozen=True)
class SyncDownloadStream:
    """A download as sent by the server, like ``DownloadStream``."""

    status: int
    headers: Mapping[str, str]
    blocks: Iterator[bytes]


class SyncExportClient:
    """``ExportClient`` for threads: the same methods, parameters and errors, see there. It belongs to a
    :class:`SyncProjectExportService`."""

    def __init__(self, session: _Session) -> None:
        self._session = session
        self._call = session.call

    def is_ready(self) -> bool:
        return self._call(lambda client: client.is_ready())

    def is_alive(self) -> bool:
        return self._call(lambda client: client.is_alive())

    def projects(self) -> Sequence[str]:
        return self._call(lambda client: client.projects())

    def formats(self) -> Sequence[ArchiveFormat]:
        return self._call(lambda client: client.formats())

    def start(
        self, project_id: str, options: ExportOptions | None = None, *, idempotency_key: str | None = None
    ) -> Export:
        return self._call(lambda client: client.start(project_id, options, idempotency_key=idempotency_key))

    def estimate(
        self, project_id: str, options: ExportOptions | None = None, *, timeout: float = 600.0
    ) -> ExportEstimate:
        return self._call(lambda client: client.estimate(project_id, options, timeout=timeout))

    def get(self, export_id: str) -> Export:
        return self._call(lambda client: client.get(export_id))

    def list(self, project_id: str) -> Sequence[Export]:
        return self._call(lambda client: client.list(project_id))

    def events(self, export_id: str, last_event_id: int = 0) -> Iterator[ExportEvent]:
        return self._each(lambda client: client.events(export_id, last_event_id))

    def wait(self, export_id: str) -> Export:
        return self._call(lambda client: client.wait(export_id))

    def pause(self, export_id: str) -> Export:
        return self._call(lambda client: client.pause(export_id))

    def resume(self, export_id: str, *, on_unreadable: str | None = None) -> Export:
        return self._call(lambda client: client.resume(export_id, on_unreadable=on_unreadable))

    def cancel(self, export_id: str) -> None:
        self._call(lambda client: client.cancel(export_id))

    def delete(self, export_id: str) -> None:
        self._call(lambda client: client.delete(export_id))

    def keep(self, export_id: str, until: datetime | None) -> Export:
        return self._call(lambda client: client.keep(export_id, until))

    def verify(self, export_id: str) -> Verification:
        return self._call(lambda client: client.verify(export_id))

    def manifest(self, export_id: str) -> Mapping[str, Any]:
        return self._call(lambda client: client.manifest(export_id))

    def report(self, export_id: str) -> str:
        return self._call(lambda client: client.report(export_id))

    def download(
        self, export_id: str, target: str | PathLike[str], *, volume: int | None = None, overwrite: bool = False
    ) -> Path:
        return self._call(lambda client: client.download(export_id, target, volume=volume, overwrite=overwrite))

    @contextmanager
    def open_download(
        self,
        export_id: str,
        volume: int | None = None,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
    ) -> Iterator[SyncDownloadStream]:
        async def open_it(client: ExportClient) -> Any:
            opening = client.open_download(export_id, volume, method=method, headers=headers)
            return opening, await opening.__aenter__()

        async def close_it(_: ExportClient) -> None:
            await opened.__aexit__(None, None, None)

        opened, stream = self._call(open_it)
        try:
            yield SyncDownloadStream(stream.status, stream.headers, self._each(lambda _: stream.blocks))
        finally:
            self._call(close_it)

    def import_archive(
        self,
        source: str | PathLike[str] | Sequence[str | PathLike[str]] | None = None,
        *,
        export_id: str | None = None,
        archive_path: str | PathLike[str] | None = None,
        upload_ids: Sequence[str] | None = None,
        name: str,
        on_conflict: str = "fail",
        format: str | None = None,
        preview: bool = False,
        relink: bool = False,
        progress_callback: Callable[[ImportProgress], object] | None = None,
    ) -> ProjectImport:
        return self._session.notifying(
            lambda client, notify: client.import_archive(
                source,
                export_id=export_id,
                archive_path=archive_path,
                upload_ids=upload_ids,
                name=name,
                on_conflict=on_conflict,
                format=format,
                preview=preview,
                relink=relink,
                progress_callback=notify,
            ),
            progress_callback,
        )

    def upload(
        self,
        source: str | PathLike[str],
        *,
        upload_id: str | None = None,
        progress_callback: Callable[[ImportProgress], object] | None = None,
    ) -> str:
        return self._session.notifying(
            lambda client, notify: client.upload(source, upload_id=upload_id, progress_callback=notify),
            progress_callback,
        )

    def delete_upload(self, upload_id: str) -> None:
        self._call(lambda client: client.delete_upload(upload_id))

    def imports(self) -> Sequence[ProjectImport]:
        return self._call(lambda client: client.imports())

    def get_import(self, import_id: str) -> ProjectImport:
        return self._call(lambda client: client.get_import(import_id))

    def import_events(self, import_id: str, last_event_id: int = 0) -> Iterator[ImportEvent]:
        return self._each(lambda client: client.import_events(import_id, last_event_id))

    def delete_import(self, import_id: str) -> None:
        self._call(lambda client: client.delete_import(import_id))

    def hand_over(self, export_id: str, folder: str | PathLike[str]) -> Sequence[HandedOverFile]:
        return self._call(lambda client: client.hand_over(export_id, folder))

    def storage(self) -> Mapping[str, Any]:
        return self._call(lambda client: client.storage())

    def run_storage_job(self, *, older_than: timedelta | None = None, preview: bool = False) -> Mapping[str, Any]:
        return self._call(lambda client: client.run_storage_job(older_than=older_than, preview=preview))

    def _each(self, make: Callable[[ExportClient], AsyncIterator[T]]) -> Iterator[T]:
        async def begin(client: ExportClient) -> AsyncIterator[T]:
            return make(client)

        async def following(_: ExportClient) -> list[T]:
            try:
                return [await iterator.__anext__()]
            except StopAsyncIteration:
                return []

        async def end(_: ExportClient) -> None:
            if hasattr(iterator, "aclose"):
                await iterator.aclose()

        iterator = self._call(begin)
        try:
            while found := self._call(following):
                yield found[0]
        finally:
            self._call(end)


async def _nothing(_: ExportClient) -> None:
    return None
