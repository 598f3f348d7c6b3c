"""Starts and queries exports, and downloads archives."""

from __future__ import annotations

from typing import Any, Optional

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, StrictBool, StrictInt, StrictStr

from app.api.downloads import ProxiedDownload
from app.services.export import exports
from project_export import Export, ExportOptions

router = APIRouter()


class ExportRequest(BaseModel, extra="forbid"):
    """The options that users of this backend may choose; others are refused with 422."""

    format: StrictStr = "zip"
    include_history: StrictBool = True
    include_cache: StrictBool = False
    include_dependencies: StrictBool = False
    compress_media: StrictBool = False
    split_size_mb: Optional[StrictInt] = None  # noqa: UP007 (pydantic 1 evaluates it)


@router.post("/projects/{project_id}/export", status_code=202)
async def start(project_id: str, request: Optional[ExportRequest] = None) -> dict[str, Any]:
    """Queues an export. Its events: ``/api/v1/exports/{export_id}/events``."""
    options = ExportOptions(**dict(request or ExportRequest()))
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


@router.head("/exports/{export_id}/download", include_in_schema=False)
@router.get("/exports/{export_id}/download")
async def download(export_id: str, request: Request) -> Response:
    """The archive in one piece, even if it was split; ranges work."""
    return ProxiedDownload(exports.client, export_id, None, request)


@router.head("/exports/{export_id}/download/{volume}", include_in_schema=False)
@router.get("/exports/{export_id}/download/{volume}")
async def download_volume(export_id: str, volume: int, request: Request) -> Response:
    """One volume of the archive, by its number."""
    return ProxiedDownload(exports.client, export_id, volume, request)


def _shown(export: Export) -> dict[str, Any]:
    return {
        "export_id": export.export_id,
        "project_id": export.project_id,
        "state": export.state.value,
        "progress": export.progress.progress,
        "warnings": export.result.warnings if export.result else (),
        "error": export.error.message if export.error else None,
        "download": f"/api/v1/exports/{export.export_id}/download" if export.result else None,
    }
