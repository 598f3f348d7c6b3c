"""The application: ``uvicorn app.main:app``."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app.api import errors, exports, page, progress
from app.services.export import sidecar


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """The sidecar runs as long as the application; all workers share it."""
    async with sidecar:
        yield


app = FastAPI(title="Films")
app.router.lifespan_context = lifespan  # from FastAPI 0.93 on also: FastAPI(lifespan=lifespan)
app.include_router(exports.router, prefix="/api/v1")
app.include_router(progress.router, prefix="/api/v1")
app.include_router(page.router)
app.add_exception_handler(*errors.REFUSED)
app.add_exception_handler(*errors.UNAVAILABLE)
