"""Imports: sends an archive and waits until it is a project."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from io import FileIO
from pathlib import Path
from urllib.parse import urlencode

from .errors import ImportFailedError, UnavailableError
from .resources import ProjectImport
from .transport import LOST, Transport, read_json, segment

_BLOCK_BYTES = 1 << 20


class Imports:
    """Imports of one server."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def of_export(self, export_id: str, name: str, on_conflict: str) -> ProjectImport:
        """Starts the import of an archive that the server has."""
        body = {"export_id": export_id, "name": name, "on_conflict": on_conflict}
        return ProjectImport.from_json(await self._transport.json("POST", "/api/v1/projects/import", body=body))

    async def of_file(self, archive: Path, name: str, on_conflict: str, format: str | None) -> ProjectImport:
        """Sends an archive. It is sent once: if the connection is lost, it is unknown how much of it has arrived.

        :raises UnavailableError: if the connection is lost
        """
        query = {"name": name, "on_conflict": on_conflict} | ({} if format is None else {"format": format})
        size = (await asyncio.to_thread(archive.stat)).st_size
        headers = {"Content-Type": "application/octet-stream", "Content-Length": str(size)}
        try:
            # A server that refuses the archive does so before it is sent, because of expect100.
            async with self._transport.stream(
                "POST",
                f"/api/v1/projects/import?{urlencode(query)}",
                headers=headers,
                data=_read(archive),
                expect100=True,
            ) as response:
                return ProjectImport.from_json(await read_json(response))
        except LOST as error:
            raise UnavailableError(f"the connection was lost while sending {archive}: {error!r}") from error

    async def wait(self, started: ProjectImport) -> ProjectImport:
        """Waits for the end of the import.

        :raises ImportFailedError: if it failed
        """
        delay = 0.05
        while started.state == "running":
            await asyncio.sleep(delay)
            delay = min(2 * delay, 2.0)
            path = f"/api/v1/imports/{segment(started.import_id)}"
            started = ProjectImport.from_json(await self._transport.json("GET", path, repeatable=True))
        if started.state == "completed":
            return started
        error = started.error
        raise ImportFailedError(error.message if error else "the import failed", code=error.code if error else "internal")


async def _read(archive: Path) -> AsyncIterator[bytes]:
    file = await asyncio.to_thread(FileIO, archive)
    try:
        while block := await asyncio.to_thread(file.read, _BLOCK_BYTES):
            yield block
    finally:
        file.close()
