"""What the sidecar refuses, the backend refuses for the same reason."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import JSONResponse

from project_export import (
    AuthenticationError,
    ProjectExportError,
    QueueFullError,
    RequestRefusedError,
    SidecarError,
    UnavailableError,
)


async def refused(_: Request, error: Exception) -> JSONResponse:
    """As the sidecar has answered; a client cannot help that the backend has a wrong token."""
    assert isinstance(error, RequestRefusedError)
    status = 500 if isinstance(error, AuthenticationError) else error.status or 404
    headers = {"Retry-After": f"{error.retry_after:.0f}"} if isinstance(error, QueueFullError) else None
    return JSONResponse({"detail": str(error), "code": error.code, "field": error.field}, status, headers)


async def unavailable(_: Request, error: Exception) -> JSONResponse:
    """The sidecar is being started again, or has crashed too often."""
    assert isinstance(error, (UnavailableError, SidecarError, ProjectExportError))
    return JSONResponse({"detail": "exports are not available at the moment", "code": "unavailable"}, 503)


REFUSED = (RequestRefusedError, refused)
UNAVAILABLE = (ProjectExportError, unavailable)
