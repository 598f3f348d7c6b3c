"""Uploads: sends archives so that an interrupted transfer continues (tus 1.0.0)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from io import FileIO
from pathlib import Path

import aiohttp

from .errors import ProtocolError, RequestRefusedError, UnavailableError, UploadInterruptedError, of_problem
from .transport import LOST, Transport, raise_for_refusal, segment

_log = logging.getLogger(__name__)

_UPLOADS = "/api/v1/uploads"
_BLOCK_BYTES = 1 << 20
# What one request sends; what has arrived of it counts even if it is cut off.
_REQUEST_BYTES = 16 << 20
_TUS = {"Tus-Resumable": "1.0.0"}

Sent = Callable[[int, int], Awaitable[None]]
"""Called with the bytes that were sent and those of the file."""


class Uploads:
    """Uploads to one server."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def create(self, size: int) -> str:
        """Creates an upload, and returns its id. One whose answer is lost expires on the server."""
        backoff = self._transport.backoff()
        while True:
            try:
                headers = {**_TUS, "Upload-Length": str(size)}
                async with self._transport.stream("POST", _UPLOADS, headers=headers) as response:
                    await raise_for_refusal(response)
                    location = response.headers.get("Location", "")
                    if "/" not in location:
                        raise ProtocolError(f"the answer to POST {_UPLOADS} does not say where the upload is")
                    return location.rsplit("/", 1)[1]
            except LOST as error:
                await backoff.wait(_UPLOADS, error)

    async def send(self, upload_id: str, archive: Path, sent: Sent) -> None:
        """Sends what the server does not have yet; returns when the upload is complete.

        :raises UploadInterruptedError: if the server stays unreachable
        """
        size = (await asyncio.to_thread(archive.stat)).st_size
        backoff = self._transport.backoff()
        path = f"{_UPLOADS}/{segment(upload_id)}"
        while True:
            lost: BaseException
            try:
                offset = await self._offset(path, size, archive)
                while offset < size:
                    offset = await self._append(path, archive, offset, size, sent)
                    backoff.reset()
                await sent(size, size)
                return
            except RequestRefusedError as error:
                if error.status not in (409, 423):  # another request of ours still writes
                    raise
                lost = error
            except LOST as error:
                lost = error
            _log.info("the upload %s was interrupted: %r", upload_id, lost)
            try:
                await backoff.wait(path, lost)
            except UnavailableError as error:
                raise UploadInterruptedError(f"{archive} was not sent completely: {error}", upload_id=upload_id) from error

    async def delete(self, upload_id: str) -> None:
        """Removes an upload."""
        await self._transport.json("DELETE", f"{_UPLOADS}/{segment(upload_id)}", headers=_TUS)

    async def _offset(self, path: str, size: int, archive: Path) -> int:
        async with self._transport.stream("HEAD", path, headers=_TUS) as response:
            if response.status in (502, 503, 504):
                raise aiohttp.ServerDisconnectedError("the server is not ready")
            if response.status >= 400:  # the answer to HEAD has no body
                code = "unknown_upload" if response.status in (404, 410) else ""
                raise of_problem(response.status, {"code": code, "detail": f"HEAD {path}: {response.status}"}, response.headers)
            try:
                length, offset = int(response.headers["Upload-Length"]), int(response.headers["Upload-Offset"])
            except (KeyError, ValueError) as error:
                raise ProtocolError(f"the answer to HEAD {path} has no offset") from error
            if length != size or not 0 <= offset <= size:
                raise ValueError(f"the upload is of a file with {length} bytes, but {archive} has {size}")
            return offset

    async def _append(self, path: str, archive: Path, offset: int, size: int, sent: Sent) -> int:
        """Sends a part; returns the offset after it."""
        part = min(_REQUEST_BYTES, size - offset)
        headers = {
            **_TUS,
            "Upload-Offset": str(offset),
            "Content-Type": "application/offset+octet-stream",
            "Content-Length": str(part),
        }
        body = _read(archive, offset, part, size, sent)
        async with self._transport.stream("PATCH", path, headers=headers, data=body, expect100=True) as response:
            await raise_for_refusal(response)
            return int(response.headers.get("Upload-Offset", offset + part))


async def _read(archive: Path, offset: int, part: int, size: int, sent: Sent) -> AsyncIterator[bytes]:
    file = await asyncio.to_thread(FileIO, archive)
    try:
        file.seek(offset)
        left = part
        while left and (block := await asyncio.to_thread(file.read, min(_BLOCK_BYTES, left))):
            yield block
            left -= len(block)
            await sent(offset + part - left, size)
    finally:
        file.close()
