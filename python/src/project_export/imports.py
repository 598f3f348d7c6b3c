"""Imports: sends archives, and waits until they are a project."""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Union

from .errors import ConflictError, ImportFailedError, ProjectExportError, UnavailableError, UploadInterruptedError
from .events import EventFollower, ImportEvent
from .resources import ImportProgress, ProjectImport
from .transport import Transport, segment
from .uploads import Uploads

_log = logging.getLogger(__name__)

ImportCallback = Callable[[ImportProgress], Union[None, Awaitable[None]]]
"""Called with the progress of an import. Its exceptions are logged and do not affect the import."""

_CANCEL_SECONDS = 10.0


class Imports:
    """Imports of one server."""

    def __init__(self, transport: Transport, callback: ImportCallback | None = None) -> None:
        self._transport = transport
        self._callback = callback
        self._uploads = Uploads(transport)

    async def run(self, files: Sequence[Path], request: Mapping[str, Any]) -> ProjectImport:
        """Sends the files, if there are any, and imports what the request names. If the task is cancelled, the server
        keeps neither a project nor an upload.

        :raises ImportFailedError: if it failed
        """
        ids: list[str] = []
        starting: asyncio.Future[ProjectImport] | None = None
        if files:
            await self._require_free(request)
        try:
            for file in files:
                size = (await asyncio.to_thread(file.stat)).st_size
                ids.append(await self._uploads.create(size))
                await self._uploads.send(ids[-1], file, self._sent)
            source = {"upload_ids": ids} if ids else {}
            # Only the answer shows whether the server has received the request; so it is awaited in any case.
            starting = asyncio.ensure_future(self.start({**request, **source}))
            done = await self.wait(await asyncio.shield(starting))
        except UploadInterruptedError:
            raise  # the upload can be continued
        except asyncio.CancelledError:
            await self._give_up(ids, starting)
            raise
        except ProjectExportError:
            await self._delete_uploads(ids)
            raise
        if done.preview:
            await self._delete_uploads(ids)
        return done

    async def _require_free(self, request: Mapping[str, Any]) -> None:
        """Before an archive is sent for nothing; the server has the last word."""
        if request["on_conflict"] == "fail" and not request["preview"]:
            answer = await self._transport.json("GET", "/api/v1/projects", repeatable=True)
            if request["name"] in [str(project["id"]) for project in answer["projects"]]:
                raise ConflictError("there is already a project of this name", code="conflict", field="name")

    async def upload(self, file: Path, upload_id: str | None) -> str:
        """Sends a file, or the rest of it, and returns the id of the upload."""
        known = upload_id or await self._uploads.create((await asyncio.to_thread(file.stat)).st_size)
        await self._uploads.send(known, file, self._sent)
        return known

    async def start(self, request: Mapping[str, Any]) -> ProjectImport:
        """Queues an import."""
        return ProjectImport.from_json(await self._transport.json("POST", "/api/v1/projects/import", body=request))

    async def get(self, import_id: str) -> ProjectImport:
        """The current state of an import."""
        return ProjectImport.from_json(await self._transport.json("GET", _import(import_id), repeatable=True))

    def events(self, import_id: str, last_event_id: int) -> AsyncIterator[ImportEvent]:
        """The events of an import up to the final one."""

        async def is_over() -> bool:
            return (await self.get(import_id)).is_final

        path = f"{_import(import_id)}/events"
        return EventFollower(self._transport, path, last_event_id, ImportEvent.from_json, is_over).follow()

    async def delete(self, import_id: str) -> None:
        """Cancels an import that is not final; forgets a final one."""
        await self._transport.json("DELETE", _import(import_id))

    async def wait(self, started: ProjectImport) -> ProjectImport:
        """Waits for the end of the import.

        :raises ImportFailedError: if it failed or was cancelled
        """
        if not started.is_final:
            async for event in self.events(started.import_id, 0):
                details = event.details
                await self._notify(
                    ImportProgress(
                        details.phase, details.progress, details.bytes_done, details.bytes_total, details.message
                    )
                )
            started = await self.get(started.import_id)
        if started.state == "completed":
            return started
        error = started.error
        raise ImportFailedError(
            error.message if error else f"the import is {started.state}", code=error.code if error else started.state
        )

    async def _sent(self, done: int, total: int) -> None:
        await self._notify(ImportProgress("sending", done / total if total else 1.0, done, total, "sending the archive"))

    async def _notify(self, progress: ImportProgress) -> None:
        if self._callback is None:
            return
        try:
            answer = self._callback(progress)
            if inspect.isawaitable(answer):
                await answer
        except Exception:
            _log.exception("the progress callback failed")

    async def _give_up(self, ids: Sequence[str], starting: asyncio.Future[ProjectImport] | None) -> None:
        """Removes everything, even if the task is cancelled a second time."""
        task = asyncio.ensure_future(asyncio.wait_for(self._remove(ids, starting), _CANCEL_SECONDS))
        try:
            await asyncio.shield(task)
        except (ProjectExportError, asyncio.TimeoutError) as error:
            _log.warning("a cancelled import may still be running on the server: %r", error)

    async def _remove(self, ids: Sequence[str], starting: asyncio.Future[ProjectImport] | None) -> None:
        if starting is not None:
            try:
                started = await self.get((await starting).import_id)
            except UnavailableError:
                raise
            except ProjectExportError:
                started = None  # it was refused
            if started is not None and not started.is_final:
                await self.delete(started.import_id)
        await self._delete_uploads(ids)

    async def _delete_uploads(self, ids: Sequence[str]) -> None:
        for upload_id in ids:
            try:
                await self._uploads.delete(upload_id)
            except ProjectExportError as error:
                _log.debug("the upload %s is gone: %r", upload_id, error)


def _import(import_id: str) -> str:
    return f"/api/v1/imports/{segment(import_id)}"
