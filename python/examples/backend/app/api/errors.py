"""Rejections by the sidecar become rejections by the backend, for the same reason."""

from __future__ import annotations

import logging

from fastapi import Request
from fastapi.responses import JSONResponse

from project_export import (
    AuthenticationError,
    InvalidOptionError,
    ProjectExportError,
    QueueFullError,
    RequestRefusedError,
)


_log = logging.getLogger(__name__)


async def refused(_: Request, error: Exception) -> JSONResponse:
    """The sidecar's answer; except that a wrong token of the backend is not the client's fault."""
    assert isinstance(error, RequestRefusedError)
    unsent = 400 if isinstance(error, InvalidOptionError) else 404
    status = 500 if isinstance(error, AuthenticationError) else error.status or unsent
    headers = {"Retry-After": f"{error.retry_after:.0f}"} if isinstance(error, QueueFullError) else None
    return JSONResponse({"detail": str(error), "code": error.code, "field": error.field}, status, headers)


async def unavailable(_: Request, error: Exception) -> JSONResponse:
    """The sidecar is being restarted, or has crashed too often."""
    assert isinstance(error, ProjectExportError)
    _log.error("exports are not available: %s", error)
    return JSONResponse({"detail": "exports are not available at the moment", "code": "unavailable"}, 503)


REFUSED = (RequestRefusedError, refused)
UNAVAILABLE = (ProjectExportError, unavailable)
