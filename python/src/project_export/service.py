"""One call from a project to an archive: what a backend's own service is made of."""

from __future__ import annotations

import asyncio
import inspect
import logging
import os
import shutil
import uuid
from collections.abc import Awaitable, Callable
from os import PathLike
from pathlib import Path
from typing import Union

from .client import ExportClient, completed
from .errors import ProjectExportError
from .events import ExportEvent
from .options import ExportOptions
from .resources import Export
from .sidecar import Sidecar

_log = logging.getLogger(__name__)

ProgressCallback = Callable[[ExportEvent], Union[None, Awaitable[None]]]
"""Is called with each event. What it raises is logged, and does not disturb the export."""


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
        :param server: whose exports; a sidecar need not run yet
        :param output_dir: where archives go; it is made where it does not exist
        :param keep_on_server: let the server keep its copy of the archive until its retention has passed; else it is deleted there as
            soon as it is here
        :param cancel_timeout: seconds that cancelling an export may take, when its task is cancelled
        """
        self._server = server
        self._output_dir = Path(output_dir)
        self._keep_on_server = keep_on_server
        self._cancel_timeout = cancel_timeout
        self._cancelling: set[asyncio.Task[None]] = set()

    @property
    def client(self) -> ExportClient:
        """The client, for what else a backend wants: status, events, imports.

        :raises SidecarError: if the sidecar does not run
        """
        return self._server.client if isinstance(self._server, Sidecar) else self._server

    async def export_project(
        self,
        project_id: str,
        options: ExportOptions | None = None,
        progress_callback: ProgressCallback | None = None,
    ) -> str:
        """Exports a project and brings the archive to ``OUTPUT_DIR/EXPORT_ID/NAME``.

        When the task is cancelled, so is the export, and what it has made is removed, here and on the server.

        :param progress_callback: a function or coroutine function; it gets every event, or the newest of several where it is slow
        :return: path of the archive, checked and synced; where ``split_size_mb`` has cut it, of its first volume, the others beside it
        :raises ExportFailedError: if the export fails; ``ExportClient.resume`` may go on with it
        :raises ExportCancelledError: if somebody else cancels it
        :raises DownloadError: if the archive does not get here; ``ExportClient.download`` may go on with it
        """
        client = self.client
        key = uuid.uuid4().hex
        starting = asyncio.ensure_future(client.start(project_id, options, idempotency_key=key))
        try:
            # Whether the server has got it is known only when it has answered; so the answer is awaited in any case.
            export = await asyncio.shield(starting)
            export = await self._follow(client, export, progress_callback)
            path = await self._bring(client, export)
        except asyncio.CancelledError:
            await self._cancel(client, starting)
            raise
        if not self._keep_on_server:
            await client.delete(export.export_id)
        return str(path)

    async def _follow(self, client: ExportClient, export: Export, callback: ProgressCallback | None) -> Export:
        async for event in client.events(export.export_id):
            if callback is not None:
                await _tell(callback, event)
        return completed(await client.get(export.export_id))

    async def _bring(self, client: ExportClient, export: Export) -> Path:
        assert export.result is not None, "a completed export has a result"
        folder = self._output_dir / export.export_id
        await asyncio.to_thread(os.makedirs, folder, exist_ok=True)
        volumes = export.result.volumes
        for volume in volumes:
            await client.download(export.export_id, folder / Path(volume.name).name, volume=volume.number)
        return folder / Path(volumes[0].name).name

    async def _cancel(self, client: ExportClient, starting: asyncio.Future[Export]) -> None:
        """Removes the export, also while the task is cancelled a second time."""
        task = asyncio.ensure_future(asyncio.wait_for(self._remove(client, starting), self._cancel_timeout))
        self._cancelling.add(task)
        task.add_done_callback(self._cancelling.discard)
        try:
            await asyncio.shield(task)
        except (ProjectExportError, asyncio.TimeoutError) as error:
            _log.warning("a cancelled export may still run on the server: %r", error)

    async def _remove(self, client: ExportClient, starting: asyncio.Future[Export]) -> None:
        export = await client.get((await starting).export_id)
        if export.state.is_final:  # nobody but the cancelled task knows of the archive
            await client.delete(export.export_id)
        else:
            await client.cancel(export.export_id)
        await asyncio.to_thread(shutil.rmtree, self._output_dir / export.export_id, ignore_errors=True)


async def _tell(callback: ProgressCallback, event: ExportEvent) -> None:
    try:
        answer = callback(event)
        if inspect.isawaitable(answer):
            await answer
    except Exception:
        _log.exception("the progress callback failed at event %d of export %s", event.event_id, event.export_id)
