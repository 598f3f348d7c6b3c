"""Archives, proxied from the sidecar: nothing is stored."""

from __future__ import annotations

import asyncio
import logging
from typing import Optional

from fastapi import Request, Response
from starlette.types import Receive, Scope, Send

from project_export import DownloadStream, ExportClient, ProjectExportError

_log = logging.getLogger(__name__)

# The headers of the sidecar's answer that a browser needs to save an archive and to resume a download.
_FORWARDED = (
    "Accept-Ranges",
    "Content-Disposition",
    "Content-Length",
    "Content-Range",
    "Content-Type",
    "ETag",
    "Last-Modified",
    "Repr-Digest",
)


class ProxiedDownload(Response):
    """The sidecar's answer, as it is. It ends quietly when the browser disconnects, and is cut off if the sidecar is: a
    browser then continues with a range."""

    def __init__(self, client: ExportClient, export_id: str, volume: Optional[int], request: Request) -> None:  # noqa: UP007
        super().__init__()
        self._opening = client.open_download(export_id, volume, method=request.method, headers=request.headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends it."""
        async with self._opening as stream:  # a refusal is answered by the handler of the error
            await send({"type": "http.response.start", "status": stream.status, "headers": _headers(stream)})
            sending = asyncio.create_task(_send(stream, send))
            leaving = asyncio.create_task(_until_gone(receive))
            try:
                await asyncio.wait([sending, leaving], return_when=asyncio.FIRST_COMPLETED)
            finally:
                sending.cancel()
                leaving.cancel()
                await asyncio.gather(sending, leaving, return_exceptions=True)


async def _send(stream: DownloadStream, send: Send) -> None:
    try:
        async for block in stream.blocks:
            await send({"type": "http.response.body", "body": block, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    except (ProjectExportError, OSError, asyncio.TimeoutError) as error:
        _log.warning("a download was cut off: %r", error)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _headers(stream: DownloadStream) -> list[tuple[bytes, bytes]]:
    return [
        (name.lower().encode("latin-1"), stream.headers[name].encode("latin-1"))
        for name in _FORWARDED
        if name in stream.headers
    ]
