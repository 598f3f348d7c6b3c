"""Events of an export or import, followed across lost connections."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, Protocol, TypeVar

import aiohttp

from .errors import ProtocolError
from .resources import ExportFailure, ExportProgress, ExportResult, ExportState
from .transport import LOST, Transport

_log = logging.getLogger(__name__)

# The server pings every 15 seconds; a connection that is silent for three of these is lost.
SILENCE_SECONDS = 45.0


class EventType(str, Enum):
    """Kinds of events."""

    PROGRESS = "export_progress"
    COMPLETE = "export_complete"
    ERROR = "export_error"


@dataclass(frozen=True)
class ExportEvent:
    """Something that happened to an export.

    ``event_id`` increases, with gaps: progress that was not received in time is merged. A complete event has a
    ``result``; an error has an ``error``, with code ``cancelled`` for an export that was cancelled. ``json`` is the
    event as sent by the server.
    """

    event_id: int
    type: EventType
    export_id: str
    project_id: str
    state: ExportState
    progress: float
    message: str
    details: ExportProgress
    error: ExportFailure | None
    result: ExportResult | None
    json: Mapping[str, Any]

    @property
    def is_final(self) -> bool:
        """Whether it is the last one."""
        return self.type is not EventType.PROGRESS

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> ExportEvent:
        """Parses the fields of an event.

        :raises ProtocolError: if they are not an event
        """
        try:
            details = ExportProgress.from_json(fields)
            return cls(
                event_id=int(fields["event_id"]),
                type=EventType(fields["type"]),
                export_id=str(fields["export_id"]),
                project_id=str(fields["project_id"]),
                state=ExportState(fields["state"]),
                progress=details.progress,
                message=details.message,
                details=details,
                error=ExportFailure.from_json(fields["error"]) if fields.get("error") else None,
                result=ExportResult.from_json(fields["result"]) if fields.get("result") else None,
                json=fields,
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ProtocolError(f"the server sent an invalid event ({error!r}): {fields!r:.300}") from error


class ImportEventType(str, Enum):
    """Kinds of events of an import."""

    PROGRESS = "import_progress"
    COMPLETE = "import_complete"
    ERROR = "import_error"


@dataclass(frozen=True)
class ImportEvent:
    """Something that happened to an import; the fields are those of :class:`ExportEvent`.

    ``project_id`` is None until there is a project, or, of a preview, if the name is taken.
    """

    event_id: int
    type: ImportEventType
    import_id: str
    project_id: str | None
    state: str
    progress: float
    message: str
    details: ExportProgress
    error: ExportFailure | None
    result: Mapping[str, Any] | None
    json: Mapping[str, Any]

    @property
    def is_final(self) -> bool:
        """Whether it is the last one."""
        return self.type is not ImportEventType.PROGRESS

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> ImportEvent:
        """Parses the fields of an event.

        :raises ProtocolError: if they are not an event
        """
        try:
            details = ExportProgress.from_json(fields)
            project_id = fields.get("project_id")
            return cls(
                event_id=int(fields["event_id"]),
                type=ImportEventType(fields["type"]),
                import_id=str(fields["import_id"]),
                project_id=None if project_id is None else str(project_id),
                state=str(fields["state"]),
                progress=details.progress,
                message=details.message,
                details=details,
                error=ExportFailure.from_json(fields["error"]) if fields.get("error") else None,
                result=dict(fields["result"]) if fields.get("result") else None,
                json=fields,
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ProtocolError(f"the server sent an invalid event ({error!r}): {fields!r:.300}") from error


class _Numbered(Protocol):
    @property
    def event_id(self) -> int: ...

    @property
    def is_final(self) -> bool: ...


E = TypeVar("E", bound=_Numbered)


class EventFollower(Generic[E]):
    """Follows the events of one export or import, reconnecting as often as necessary."""

    def __init__(
        self,
        transport: Transport,
        path: str,
        last_event_id: int,
        parse: Callable[[Mapping[str, Any]], E],
        is_over: Callable[[], Awaitable[bool]],
    ) -> None:
        """
        :param last_event_id: number of the last known event; 0 for none
        :param parse: makes an event of its fields
        :param is_over: queries the server whether the state is final
        """
        self._transport = transport
        self._path = path
        self._last = last_event_id
        self._parse = parse
        self._is_over = is_over
        self._backoff = transport.backoff()
        self._ended = False

    async def follow(self) -> AsyncIterator[E]:
        """Yields events up to the final one; none if that is already known."""
        while True:
            lost: BaseException | None = None
            try:
                async for event in self._one_connection():
                    yield event
                    if event.is_final:
                        return
            except LOST as error:
                lost = error
                _log.debug("lost the events of %s after number %d: %r", self._path, self._last, error)
            if self._ended and await self._is_over():
                return
            await self._backoff.wait(self._path, lost)

    async def _one_connection(self) -> AsyncIterator[E]:
        self._ended = False
        async with self._transport.websocket(f"{self._path}?last_event_id={self._last}") as socket:
            try:
                async for event in self._events_of(socket):
                    yield event
            finally:
                self._backoff.heard()

    async def _events_of(self, socket: aiohttp.ClientWebSocketResponse) -> AsyncIterator[E]:
        while True:
            message = await socket.receive(timeout=SILENCE_SECONDS)
            if message.type is not aiohttp.WSMsgType.TEXT:
                self._ended = socket.close_code == aiohttp.WSCloseCode.OK
                return
            event = self._parse(_fields(message.data))
            self._backoff.reset()
            if event.event_id > self._last:  # else it is a duplicate
                self._last = event.event_id
                yield event


def _fields(text: str) -> Mapping[str, Any]:
    try:
        parsed = json.loads(text)
    except json.JSONDecodeError as error:
        raise ProtocolError(f"an event is not JSON: {text:.300}") from error
    if not isinstance(parsed, dict):
        raise ProtocolError(f"an event is not a JSON object: {text:.300}")
    return parsed
