"""Progress for browsers: the sidecar's events, forwarded."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from app.services.export import exports
from project_export import RequestRefusedError

router = APIRouter()


@router.websocket("/ws/exports/{export_id}")
async def relay(socket: WebSocket, export_id: str, last_event_id: int = 0) -> None:
    """Each event as a text frame, up to the final one; a reconnecting browser sends the number of the last event it has
    seen."""
    await socket.accept()
    sending = asyncio.create_task(_send(socket, export_id, last_event_id))
    leaving = asyncio.create_task(_until_gone(socket))
    await asyncio.wait([sending, leaving], return_when=asyncio.FIRST_COMPLETED)
    for task in (sending, leaving):
        task.cancel()
    await asyncio.gather(sending, leaving, return_exceptions=True)


async def _send(socket: WebSocket, export_id: str, last_event_id: int) -> None:
    try:
        async for event in exports.client.events(export_id, last_event_id):
            await socket.send_json(event.json)
        await socket.close()
    except RequestRefusedError as error:
        await socket.close(4404, str(error)[:100])


async def _until_gone(socket: WebSocket) -> None:
    """Waits until the browser closes the socket; it sends nothing."""
    try:
        while True:
            await socket.receive_text()
    except WebSocketDisconnect:
        pass
