"""Starts and queries exports, and downloads archives."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Optional

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from app.services.export import exports
from project_export import Export, ExportOptions

router = APIRouter()

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


class ExportRequest(BaseModel):
    """The options that users of this backend may choose."""

    format: str = "zip"
    include_history: bool = True
    split_size_mb: Optional[int] = None  # noqa: UP007 (pydantic 1 evaluates it)


@router.post("/projects/{project_id}/export", status_code=202)
async def start(project_id: str, request: Optional[ExportRequest] = None) -> dict[str, Any]:
    """Queues an export. Its events: ``/ws/exports/{export_id}``."""
    options = ExportOptions(**(request or ExportRequest()).dict())
    return _shown(await exports.client.start(project_id, options))


@router.get("/exports/{export_id}")
async def status(export_id: str) -> dict[str, Any]:
    """The state of an export."""
    return _shown(await exports.client.get(export_id))


@router.delete("/exports/{export_id}", status_code=204)
async def delete(export_id: str) -> Response:
    """Cancels an export and removes its files."""
    await exports.client.delete(export_id)
    return Response(status_code=204)


@router.get("/exports/{export_id}/download")
async def download(export_id: str, request: Request) -> StreamingResponse:
    """The archive, proxied from the sidecar: nothing is stored, and ranges work."""
    opened = exports.client.open_download(export_id, headers=request.headers)
    stream = await opened.__aenter__()
    headers = {name: stream.headers[name] for name in _FORWARDED if name in stream.headers}

    async def body() -> AsyncIterator[bytes]:
        try:
            async for block in stream.blocks:
                yield block
        finally:  # also if the browser disconnects
            await opened.__aexit__(None, None, None)

    return StreamingResponse(body(), stream.status, headers)


def _shown(export: Export) -> dict[str, Any]:
    return {
        "export_id": export.export_id,
        "project_id": export.project_id,
        "state": export.state.value,
        "progress": export.progress.progress,
        "warnings": export.result.warnings if export.result else (),
        "error": export.error.message if export.error else None,
        "download": f"/exports/{export.export_id}/download" if export.result else None,
    }
