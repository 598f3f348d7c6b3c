"""Progress for browsers: the sidecar's events, forwarded."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from app.services.export import exports
from project_export import ProjectExportError, RequestRefusedError

router = APIRouter()


@router.websocket("/exports/{export_id}/events")
async def relay(socket: WebSocket, export_id: str, last_event_id: int = 0) -> None:
    """Each event as a text frame, up to the final one; a reconnecting browser sends the number of the last event it has
    seen."""
    await socket.accept()
    sending = asyncio.create_task(_send(socket, export_id, last_event_id))
    leaving = asyncio.create_task(_until_gone(socket))
    try:
        await asyncio.wait([sending, leaving], return_when=asyncio.FIRST_COMPLETED)
    finally:
        sending.cancel()
        leaving.cancel()
        await asyncio.gather(sending, leaving, return_exceptions=True)


async def _send(socket: WebSocket, export_id: str, last_event_id: int) -> None:
    try:
        async for event in exports.client.events(export_id, last_event_id):
            await socket.send_json(event.json)
        await socket.close()
    except RequestRefusedError as error:
        await socket.close(4404 if error.status == 404 else 4400, str(error)[:100])
    except ProjectExportError:
        await socket.close(1013, "exports are not available at the moment")


async def _until_gone(socket: WebSocket) -> None:
    """Waits until the browser closes the socket; it sends nothing."""
    try:
        while True:
            await socket.receive_text()
    except WebSocketDisconnect:
        pass
