"""A server in this process that speaks the contract and makes the faults that the real one does not make."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "a-token-for-tests-only"
EXPORT_ID = "0c6a3a8e-7c1d-4a52-9f5e-6f0a5a1b2c3d"


def event(number: int, kind: str = "export_progress", **fields: Any) -> dict[str, Any]:
    """An event of the export, as JSON."""
    state = {"export_progress": "running", "export_complete": "completed", "export_error": "failed"}[kind]
    return {
        "event_id": number,
        "type": kind,
        "export_id": EXPORT_ID,
        "project_id": "film",
        "state": state,
        "phase": "writing",
        "progress": min(1.0, number / 10),
        "message": f"event {number}",
        "bytes_done": number,
        "remaining_seconds": None,
        "of_a_newer_server": True,
        **fields,
    }


@dataclass
class Connection:
    """What one WebSocket does: sends events, then closes with a code, or is cut (None)."""

    events: list[dict[str, Any]]
    close_code: int | None = 1000


@dataclass
class FakeServer:
    """One export, ``film``, whose archive is ``archive``. Faults are taken from the lists, one a request."""

    archive: bytes = b"an archive"
    state: str = "completed"
    error: dict[str, Any] | None = None
    verification: dict[str, Any] | None = None
    reported_sha256: str | None = None
    connections: list[Connection] = field(default_factory=list)
    refusals: list[tuple[int, Mapping[str, str], dict[str, Any]]] = field(default_factory=list)
    lost_answers: int = 0
    cuts: list[int] = field(default_factory=list)
    ignores_ranges: bool = False
    gone: bool = False
    resumes: bool = False
    requests: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)
    url: str = ""

    def asked(self, method: str, suffix: str) -> list[Mapping[str, str]]:
        """Headers of the requests of this method for a path that ends so."""
        return [headers for verb, path, headers in self.requests if verb == method and path.split("?")[0].endswith(suffix)]

    @asynccontextmanager
    async def running(self, port: int = 0) -> AsyncIterator[FakeServer]:
        """Listens."""
        app = web.Application(middlewares=[self._gate])
        app.router.add_route("*", "/api/v1/exports/{id}/download", self._download)
        app.router.add_route("*", "/api/v1/exports/{id}/download/{volume}", self._download)
        app.router.add_get("/api/v1/exports/{id}/events", self._events)
        app.router.add_post("/api/v1/projects/{id}/export", self._start)
        app.router.add_post("/api/v1/exports/{id}/{action}", self._act)
        app.router.add_get("/api/v1/exports/{id}", self._get)
        app.router.add_delete("/api/v1/exports/{id}", self._delete)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port, shutdown_timeout=0.1)
        await site.start()
        assert runner.addresses
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    @web.middleware
    async def _gate(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.requests.append((request.method, request.path_qs, dict(request.headers)))
        if self.refusals:
            status, headers, problem = self.refusals.pop(0)
            return web.json_response(problem, status=status, headers=headers, content_type="application/problem+json")
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"code": "unauthorized", "detail": "no token"}, status=401)
        if self.gone or request.match_info.get("id") not in (EXPORT_ID, "film"):
            return web.json_response({"code": "unknown_export", "detail": "no such export"}, status=404)
        response: web.StreamResponse = await handler(request)
        if self.lost_answers:
            self.lost_answers -= 1
            _cut(request)
        return response

    def resource(self) -> dict[str, Any]:
        """The export, as JSON."""
        sha256 = self.reported_sha256 or hashlib.sha256(self.archive).hexdigest()
        volume = {"number": 1, "name": "film.zip", "bytes": len(self.archive), "sha256": sha256}
        result = {"archive_bytes": len(self.archive), "files": 1, "bytes": 1, "commits": None, "volumes": [volume]}
        return {
            "export_id": EXPORT_ID,
            "project_id": "film",
            "state": self.state,
            "created_at": "2026-11-25T17:00:00.123456789Z",
            "progress": {"phase": "writing", "progress": 0.5},
            "result": result if self.state.startswith("completed") else None,
            "error": self.error,
            "verification": self.verification,
            "links": {},
        }

    async def _get(self, request: web.Request) -> web.Response:
        return web.json_response(self.resource())

    async def _start(self, request: web.Request) -> web.Response:
        return web.json_response(self.resource(), status=202)

    async def _act(self, request: web.Request) -> web.Response:
        if request.match_info["action"] == "resume" and self.resumes:
            self.state, self.error = "running", None
        return web.json_response(self.resource(), status=202)

    async def _delete(self, request: web.Request) -> web.Response:
        self.gone = self.state in ("completed", "failed", "cancelled")
        self.state = "cancelled"
        return web.Response(status=204)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        connection = self.connections.pop(0) if self.connections else Connection([])
        socket = web.WebSocketResponse(timeout=0.1)
        await socket.prepare(request)
        for one in connection.events:
            await socket.send_json(one)
            if one["type"] == "export_complete":
                self.state = "completed"
        if connection.close_code is None:
            await socket.ping()
            _cut(request)
        else:
            await socket.close(code=connection.close_code)
        return socket

    async def _download(self, request: web.Request) -> web.StreamResponse:
        digest = hashlib.sha256(self.archive).digest()
        etag = f'"sha256-{digest.hex()}"'
        first, status = 0, 200
        match = re.fullmatch(r"bytes=(\d+)-", request.headers.get("Range", ""))
        if match and request.headers.get("If-Range") == etag and not self.ignores_ranges:
            first, status = int(match[1]), 206
        response = web.StreamResponse(status=status)
        response.headers["ETag"] = etag
        response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(digest).decode()}:"
        if status == 206:
            response.headers["Content-Range"] = f"bytes {first}-{len(self.archive) - 1}/{len(self.archive)}"
        response.content_length = len(self.archive) - first
        await response.prepare(request)
        if request.method == "GET":
            await self._send(request, response, self.archive[first:])
        return response

    async def _send(self, request: web.Request, response: web.StreamResponse, body: bytes) -> None:
        cut = self.cuts.pop(0) if self.cuts else None
        await response.write(body[:cut])
        if cut is None:
            return
        await asyncio.sleep(0.5 if cut else 0)  # until the client has read it
        assert request.transport is not None
        request.transport.close()


def _cut(request: web.Request) -> None:
    assert request.transport is not None
    request.transport.abort()
