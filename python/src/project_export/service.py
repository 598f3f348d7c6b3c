"""One call from a project to an archive: the basis for a backend's own service."""

from __future__ import annotations

import asyncio
import inspect
import logging
import os
import shutil
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import Union

from .client import ExportClient, completed
from .download import is_downloaded
from .errors import (
    ConflictError,
    LocalFileError,
    ProjectExportError,
    ProtocolError,
    RequestRefusedError,
    WrongStateError,
)
from .estimate import ExportEstimate
from .events import ExportEvent
from .options import ExportOptions
from .resources import Export, ExportState
from .sidecar import Sidecar

_log = logging.getLogger(__name__)

ProgressCallback = Callable[[ExportEvent], Union[None, Awaitable[None]]]
"""Called with each event. Its exceptions are logged and do not affect the export."""


class ProjectExportService:
    """Exports projects into a folder of the application.

    >>> sidecar = Sidecar(workspace="/srv/projects")
    >>> exports = ProjectExportService(sidecar, "/srv/exports")
    >>> async with sidecar:
    ...     path = await exports.export_project("film", ExportOptions(), lambda event: print(event.progress))
    """

    def __init__(
        self,
        server: ExportClient | Sidecar,
        output_dir: str | PathLike[str],
        *,
        keep_on_server: bool = True,
        cancel_timeout: float = 10.0,
    ) -> None:
        """
        :param server: the server to use; a sidecar need not be running yet
        :param output_dir: the folder for archives; created if it does not exist
        :param keep_on_server: whether the server keeps the archive too, for its retention time; otherwise it is deleted
            there afterwards. On one file system the server hands its own file over, if its operator allows the folder
            (``Sidecar(hand_over=...)``, ``serve --hand-over``): then there is no second copy either way, and the file
            must not be changed while the server has it
        :param cancel_timeout: seconds that cancelling the export may take when its task is cancelled
        """
        self._server = server
        self._output_dir = Path(output_dir)
        self._keep_on_server = keep_on_server
        self._cancel_timeout = cancel_timeout
        self._hands_over = True
        self._cancelling: set[asyncio.Task[None]] = set()

    @property
    def client(self) -> ExportClient:
        """The client, for everything else a backend needs: status, events, imports.

        :raises SidecarError: if the sidecar is not running
        """
        return self._server.client if isinstance(self._server, Sidecar) else self._server

    async def export_project(
        self,
        project_id: str,
        options: ExportOptions | None = None,
        progress_callback: ProgressCallback | None = None,
    ) -> str:
        """Exports a project and downloads the archive to ``OUTPUT_DIR/EXPORT_ID/NAME``.

        If the task is cancelled, so is the export, and its files are removed, here and on the server. After any other
        failure nothing is removed: if the error has an ``export_id``, :meth:`resume` continues from there.

        :param progress_callback: a function or coroutine function; it receives every event, or the latest of several if
            it is slow
        :return: path of the archive, checked and synced; if ``split_size_mb`` has split it, of its first volume, with
            the others next to it
        :raises ProjectExportError: in all cases, with the ``export_id`` as soon as it is known; in particular
        :raises ExportFailedError: if the export fails
        :raises ExportCancelledError: if someone else cancels it
        :raises LocalFileError: if the archive cannot be written here, for example because the disk is full
        :raises UnavailableError: if the server stays away
        """
        client = self.client
        key = uuid.uuid4().hex
        starting = asyncio.ensure_future(client.start(project_id, options, idempotency_key=key))
        try:
            # Only the answer shows whether the server has received the request; so it is awaited in any case.
            export = await asyncio.shield(starting)
            with _about(export.export_id):
                return await self._complete(client, export, progress_callback)
        except asyncio.CancelledError:
            await self._cancel(client, starting)
            raise

    async def estimate_project(self, project_id: str, options: ExportOptions | None = None) -> ExportEstimate:
        """Estimates what :meth:`export_project` would make of a project: nothing is exported.

        Cancelling the task ends the estimate.

        :raises ProjectExportError: in all cases; as :meth:`~project_export.client.ExportClient.estimate`
        """
        return await self.client.estimate(project_id, options)

    async def resume(self, export_id: str, progress_callback: ProgressCallback | None = None) -> str:
        """Continues what :meth:`export_project` has begun, in this process or an earlier one, and returns the same path.

        A paused export, or a failed one that is resumable, is resumed on the server; one that is running is followed; of
        a completed one is downloaded what is missing here. Cancelling the task cancels the export, as for
        :meth:`export_project`, and so do the errors correspond.

        :raises UnknownExportError: if the server no longer has the export
        """
        client = self.client
        try:
            with _about(export_id):
                export = await self._resumed(client, await client.get(export_id))
                return await self._complete(client, export, progress_callback)
        except asyncio.CancelledError:
            known: asyncio.Future[Export] = asyncio.ensure_future(client.get(export_id))
            await self._cancel(client, known)
            raise

    async def _resumed(self, client: ExportClient, export: Export) -> Export:
        failed = export.error is not None and export.error.resumable and export.state is ExportState.FAILED
        if not failed and export.state is not ExportState.PAUSED:
            return export
        try:
            return await client.resume(export.export_id)
        except WrongStateError:  # another caller was faster
            return await client.get(export.export_id)

    async def _complete(self, client: ExportClient, export: Export, callback: ProgressCallback | None) -> str:
        export = await self._follow(client, export, callback)
        path = await self._download(client, export)
        if not self._keep_on_server:
            try:
                await client.delete(export.export_id)
            except ProjectExportError as error:
                _log.warning("the server still has the archive of export %s: %r", export.export_id, error)
        return str(path)

    async def _follow(self, client: ExportClient, export: Export, callback: ProgressCallback | None) -> Export:
        last = 0
        while True:
            async for event in client.events(export.export_id, last):
                last = event.event_id
                if event.is_final:
                    export = await client.get(export.export_id)
                    if not export.state.is_final:  # it was resumed after that event
                        continue
                if callback is not None:
                    await _notify(callback, event)
            export = await client.get(export.export_id)
            if export.state.is_final:
                return completed(export)

    async def _download(self, client: ExportClient, export: Export) -> Path:
        assert export.result is not None, "a completed export has a result"
        folder = self._output_dir / export.export_id
        await asyncio.to_thread(os.makedirs, folder, exist_ok=True)
        volumes = export.result.volumes
        if not await self._hand_over(client, export, folder):
            for volume in volumes:
                target = folder / Path(volume.name).name
                if not await asyncio.to_thread(is_downloaded, target, volume):
                    await client.download(export.export_id, target, volume=volume.number)
        return folder / Path(volumes[0].name).name

    async def _hand_over(self, client: ExportClient, export: Export, folder: Path) -> bool:
        """Whether the server has put the archive into the folder. If it may not, it is not asked again."""
        if not self._hands_over:
            return False
        try:
            files = await client.hand_over(export.export_id, folder)
        except (RequestRefusedError, ProtocolError) as error:
            _log.debug("the server does not hand archives over: %r", error)
            self._hands_over = isinstance(error, ConflictError)
            return False
        # The server may run on another machine that has a folder of the same name.
        here = await asyncio.to_thread(lambda: [_size(Path(file.path)) == file.bytes for file in files])
        self._hands_over = all(here)
        return self._hands_over

    async def _cancel(self, client: ExportClient, starting: asyncio.Future[Export]) -> None:
        """Removes the export, even if the task is cancelled a second time."""
        task = asyncio.ensure_future(asyncio.wait_for(self._remove(client, starting), self._cancel_timeout))
        self._cancelling.add(task)
        task.add_done_callback(self._cancelling.discard)
        try:
            await asyncio.shield(task)
        except (ProjectExportError, asyncio.TimeoutError) as error:
            _log.warning("a cancelled export may still be running on the server: %r", error)

    async def _remove(self, client: ExportClient, starting: asyncio.Future[Export]) -> None:
        export = await client.get((await starting).export_id)
        if export.state.is_final:  # only the cancelled task knows about the archive
            await client.delete(export.export_id)
        else:
            await client.cancel(export.export_id)
        await asyncio.to_thread(shutil.rmtree, self._output_dir / export.export_id, ignore_errors=True)


@contextmanager
def _about(export_id: str) -> Iterator[None]:
    """Every failure becomes a ``ProjectExportError`` with the id of the export."""
    try:
        yield
    except ProjectExportError as error:
        if error.export_id is None:
            error.export_id = export_id
        raise
    except Exception as error:
        failure = (
            LocalFileError.of(error, "the archive")
            if isinstance(error, OSError)
            else ProjectExportError(f"export {export_id} could not be completed: {error!r}")
        )
        failure.export_id = export_id
        raise failure from error


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return -1


async def _notify(callback: ProgressCallback, event: ExportEvent) -> None:
    try:
        answer = callback(event)
        if inspect.isawaitable(answer):
            await answer
    except Exception:
        _log.exception("the progress callback failed at event %d of export %s", event.event_id, event.export_id)
