"""The server's whole API, as coroutines."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any

from .download import Download, blocks
from .errors import (
    ExportCancelledError,
    ExportFailedError,
    NotReadyError,
    ProtocolError,
    UnknownExportError,
    UnknownProjectError,
)
from .events import EventFollower, ExportEvent
from .imports import Imports
from .options import ExportOptions
from .resources import ArchiveFormat, Export, ExportState, ProjectImport, Verification, Volume
from .transport import Transport, is_segment, raise_for_refusal, segment

_FORWARDED = ("Range", "If-Range", "If-None-Match", "If-Match")


@dataclass(frozen=True)
class DownloadStream:
    """A download as the server sends it, for who hands it on: the status of HTTP, its headers under names of either case, and the
    body in blocks of about a MiB."""

    status: int
    headers: Mapping[str, str]
    blocks: AsyncIterator[bytes]


class ExportClient:
    """A client of one server; an asynchronous context manager, for use in one event loop by any number of tasks.

    Requests that do not reach the server are tried again until ``patience`` is over, and so are those that may reach it twice without
    harm; so a restart of the server is not noticed. All methods raise :class:`~project_export.errors.RequestRefusedError` (a subclass for
    each reason) where the server refuses, and :class:`~project_export.errors.UnavailableError` where it stays away.

    >>> async with ExportClient("http://127.0.0.1:8765", token) as client:
    ...     export = await client.start("film", ExportOptions(format="tar.zst"))
    ...     await client.wait(export.export_id)
    ...     await client.download(export.export_id, "film.tar.zst")
    """

    def __init__(self, base_url: str, token: str, *, timeout: float = 30.0, patience: float = 60.0) -> None:
        """
        :param base_url: as in ``http://127.0.0.1:8765``
        :param token: what the server was started with
        :param timeout: seconds that an answer may take (of a download: silence)
        :param patience: seconds for which a server that does not answer is tried again
        """
        self._transport = Transport(base_url, token, timeout=timeout, patience=patience)

    async def __aenter__(self) -> ExportClient:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Closes all connections; may be called twice."""
        await self._transport.close()

    async def is_ready(self) -> bool:
        """Whether the server takes requests, now: asked once, and not tried again."""
        return await self._transport.is_answered("/health/ready")

    async def is_alive(self) -> bool:
        """Whether the server answers at all; asked once."""
        return await self._transport.is_answered("/health/live")

    async def projects(self) -> Sequence[str]:
        """Ids of the projects in the server's workspace."""
        answer = await self._get("/api/v1/projects")
        return [str(project["id"]) for project in answer["projects"]]

    async def formats(self) -> Sequence[ArchiveFormat]:
        """Formats that the server can make."""
        answer = await self._get("/api/v1/formats")
        return [ArchiveFormat(str(one["name"]), str(one["suffix"])) for one in answer["formats"]]

    async def start(
        self, project_id: str, options: ExportOptions | None = None, *, idempotency_key: str | None = None
    ) -> Export:
        """Queues an export.

        :param options: the defaults where there are none
        :param idempotency_key: the same key with the same request gives the same export, however often it is sent; one is made where
            none is given, so that a lost answer does not lead to two exports
        :raises UnknownProjectError: if the workspace has no such project
        :raises InvalidOptionError: if the server does not know the value of an option
        :raises QueueFullError: if too many exports wait already
        """
        key = {"Idempotency-Key": idempotency_key or uuid.uuid4().hex}
        body = None if options is None else options.to_json()
        return Export.from_json(
            await self._transport.json("POST", f"{_project(project_id)}/export", body=body, headers=key, repeatable=True)
        )

    async def get(self, export_id: str) -> Export:
        """The export as it is now."""
        return Export.from_json(await self._get(_export(export_id)))

    async def list(self, project_id: str) -> Sequence[Export]:
        """The exports of a project, newest first."""
        answer = await self._get(f"{_project(project_id)}/exports")
        return [Export.from_json(one) for one in answer["exports"]]

    def events(self, export_id: str, last_event_id: int = 0) -> AsyncIterator[ExportEvent]:
        """The events of an export up to the final one (``export_complete`` or ``export_error``), each once, in order.

        Lost connections are made again, and what was missed is told then. Whoever reads slowly gets the newest progress instead of all.

        :param last_event_id: number of the last event that is known already, as from an earlier iteration; 0 for none
        """

        async def is_over() -> bool:
            return (await self.get(export_id)).state.is_final

        return EventFollower(self._transport, f"{_export(export_id)}/events", last_event_id, is_over).follow()

    async def wait(self, export_id: str) -> Export:
        """The export, as soon as it is completed. It waits through pauses, and for exports that others resume.

        :raises ExportFailedError: if it has failed
        :raises ExportCancelledError: if it was cancelled
        """
        last = 0
        while not (export := await self.get(export_id)).state.is_final:
            async for event in self.events(export_id, last):
                last = event.event_id
        return completed(export)

    async def pause(self, export_id: str) -> Export:
        """Stops an export; ``resume`` goes on with it from there. Returns when it has stopped."""
        return Export.from_json(await self._transport.json("POST", f"{_export(export_id)}/pause"))

    async def resume(self, export_id: str) -> Export:
        """Goes on with an export that is paused, or has failed in a way that can be resumed."""
        return Export.from_json(await self._transport.json("POST", f"{_export(export_id)}/resume"))

    async def cancel(self, export_id: str) -> None:
        """Cancels an export and removes what it has made; one that is final already, or unknown, stays as it is."""
        try:
            if not (await self.get(export_id)).state.is_final:
                await self._transport.json("DELETE", _export(export_id))
        except UnknownExportError:
            pass

    async def delete(self, export_id: str) -> None:
        """Removes an export with its archive, and cancels it before where it is not final. The server does not know it afterwards.

        :raises UnknownExportError: if it does not know it now
        """
        await self._transport.json("DELETE", _export(export_id))
        try:
            while True:  # the first time it was cancelled, if it was not final
                await self.get(export_id)
                await self._transport.json("DELETE", _export(export_id))
        except UnknownExportError:
            pass

    async def verify(self, export_id: str) -> Verification:
        """Reads the archive of a completed export on the server, and tells whether it is as it was when it was made.

        :raises WrongStateError: if there is no archive
        """
        before = (await self.get(export_id)).verification
        await self._transport.json("POST", f"{_export(export_id)}/verify")
        delay = 0.05
        while True:
            export = await self.get(export_id)
            if export.state is not ExportState.VERIFYING:
                break
            await asyncio.sleep(delay)
            delay = min(2 * delay, 2.0)
        if export.verification is None or export.verification == before:
            completed(export)
            raise ProtocolError(f"export {export_id} was verified, and the server does not tell what was found")
        return export.verification

    async def manifest(self, export_id: str) -> Mapping[str, Any]:
        """The manifest of a completed export."""
        answer: Mapping[str, Any] = await self._get(f"{_export(export_id)}/manifest")
        return answer

    async def download(
        self, export_id: str, target: str | PathLike[str], *, volume: int | None = None, overwrite: bool = False
    ) -> Path:
        """Brings the archive, or one of its volumes, to a file.

        Lost connections are made again, and what has arrived is not fetched twice, also where this is called anew after a crash: it lies in
        ``TARGET.DIGEST.part`` until it is whole. The target gets its name last, when its size and SHA-256 are right and it is on the disk.

        :param target: a file in a folder that exists
        :param volume: its number, from 1; None for the whole archive in one piece, also where it was split
        :param overwrite: replace what is at the target
        :raises FileExistsError: if there is something at the target
        :raises NotReadyError: if there is no archive
        :raises DigestMismatchError: if what has arrived is not what the server has
        :raises DownloadError: if another download writes to this target
        """
        path = Path(target)
        pieces = await self._pieces(export_id, volume)
        return await Download(
            self._transport, _download(export_id, volume), path, overwrite=overwrite, pieces=pieces
        ).run()

    async def _pieces(self, export_id: str, volume: int | None) -> Sequence[Volume]:
        export = await self.get(export_id)
        if export.result is None:
            raise NotReadyError(f"export {export_id} is {export.state.value}: there is no archive", code="not_ready")
        volumes = export.result.volumes
        if volume is None:
            return volumes
        if not 1 <= volume <= len(volumes):
            raise ValueError(f"volume must be 1 to {len(volumes)}, not {volume}")
        return [one for one in volumes if one.number == volume]

    @asynccontextmanager
    async def open_download(
        self, export_id: str, volume: int | None = None, *, headers: Mapping[str, str] | None = None
    ) -> AsyncIterator[DownloadStream]:
        """The download as the server sends it, for a backend that hands it on without keeping it.

        :param headers: of the request that is answered with it; of these ``Range`` and the conditions (``If-…``) are taken along
        """
        given = {name.lower(): value for name, value in (headers or {}).items()}
        taken = {name: given[name.lower()] for name in _FORWARDED if name.lower() in given}
        async with self._transport.stream("GET", _download(export_id, volume), headers=taken) as response:
            if response.status not in (412, 416):  # for who has asked
                await raise_for_refusal(response)
            yield DownloadStream(response.status, response.headers, blocks(response))

    async def import_archive(
        self,
        source: str | PathLike[str] | None = None,
        *,
        export_id: str | None = None,
        name: str,
        on_conflict: str = "fail",
        format: str | None = None,
    ) -> ProjectImport:
        """Brings an archive into the workspace as a project, and waits until it is there, whole and checked.

        :param source: an archive here, which is sent
        :param export_id: instead of ``source``, an export whose archive the server has
        :param name: id of the new project
        :param on_conflict: where there is such a project: ``fail``, or ``rename`` to take ``NAME-2``
        :param format: of ``source``, where its first bytes do not tell
        :raises ConflictError: if there is such a project
        :raises ImportFailedError: if the archive is damaged, or not let in; nothing is left of it
        """
        if (source is None) == (export_id is None):
            raise ValueError("import_archive takes either source or export_id")
        imports = Imports(self._transport)
        if export_id is not None:
            started = await imports.of_export(export_id, name, on_conflict)
        else:
            started = await imports.of_file(Path(source or ""), name, on_conflict, format)
        return await imports.wait(started)

    async def _get(self, path: str) -> Any:
        return await self._transport.json("GET", path, repeatable=True)


def completed(export: Export) -> Export:
    """An export that is final, if it is completed.

    :raises ExportFailedError: if it has failed
    :raises ExportCancelledError: if it was cancelled
    """
    if export.state.is_completed:
        return export
    if export.state is ExportState.CANCELLED:
        raise ExportCancelledError(f"the export of {export.project_id} was cancelled", export_id=export.export_id)
    error = export.error
    raise ExportFailedError(
        error.message if error else f"the export of {export.project_id} is {export.state.value}",
        export_id=export.export_id,
        code=error.code if error else "internal",
        resumable=error.resumable if error else False,
    )


def _project(project_id: str) -> str:
    if not is_segment(project_id):
        raise UnknownProjectError(f"there is no project {project_id!r}", code="unknown_project")
    return f"/api/v1/projects/{segment(project_id)}"


def _export(export_id: str) -> str:
    if not is_segment(export_id):
        raise UnknownExportError(f"there is no export {export_id!r}", code="unknown_export")
    return f"/api/v1/exports/{segment(export_id)}"


def _download(export_id: str, volume: int | None) -> str:
    return f"{_export(export_id)}/download" + ("" if volume is None else f"/{volume}")
