"""Exports and imports as reported by the server.

Unknown fields are ignored, so that a newer server can add some.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from enum import Enum
from typing import Any

from .errors import ProtocolError
from .estimate import ClassTotal


class ExportState(str, Enum):
    """The state of an export."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    WAITING_FOR_PROJECT = "waiting_for_project"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    COMPLETED_WITH_WARNINGS = "completed_with_warnings"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_completed(self) -> bool:
        """Whether the archive is available."""
        return self in (ExportState.COMPLETED, ExportState.COMPLETED_WITH_WARNINGS)

    @property
    def is_final(self) -> bool:
        """Whether the state no longer changes on its own; a failed export may still be resumed."""
        return self.is_completed or self in (ExportState.FAILED, ExportState.CANCELLED)


@dataclass(frozen=True)
class ExportProgress:
    """The progress of an export. Sizes in bytes; ``progress`` from 0 to 1, never decreasing."""

    phase: str
    progress: float
    files_done: int
    files_total: int
    bytes_done: int
    bytes_total: int
    current: str
    bytes_per_second: float
    remaining_seconds: float | None
    message: str

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> ExportProgress:
        """Parses the fields of an event, or of an export's ``progress``."""
        remaining = json.get("remaining_seconds")
        return cls(
            phase=str(json.get("phase") or ""),
            progress=float(json.get("progress") or 0),
            files_done=int(json.get("files_done") or 0),
            files_total=int(json.get("files_total") or 0),
            bytes_done=int(json.get("bytes_done") or 0),
            bytes_total=int(json.get("bytes_total") or 0),
            current=str(json.get("current") or ""),
            bytes_per_second=float(json.get("bytes_per_second") or 0),
            remaining_seconds=None if remaining is None else float(remaining),
            message=str(json.get("message") or ""),
        )


@dataclass(frozen=True)
class ExportFailure:
    """The reason why an export or import failed."""

    code: str
    message: str
    resumable: bool

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> ExportFailure:
        """Parses ``error`` of an export, import or event."""
        return cls(str(json.get("code", "")), str(json.get("message", "")), bool(json.get("resumable", False)))


@dataclass(frozen=True)
class Volume:
    """A file of an archive: ``number`` from 1, ``name`` for the recipient, ``sha256`` in lower-case hexadecimal."""

    number: int
    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class ExportResult:
    """The result of an export. ``commits`` is None if they could not be counted.

    ``warnings`` say what is missing or changed; ``notes`` what else is worth knowing. ``lfs_media_once_saves`` is about
    how many bytes smaller the archive would be with ``lfs_media="once"``; 0 if it would hardly be smaller. ``classes`` are
    the same as in an estimate.
    """

    archive_bytes: int
    files: int
    bytes: int
    commits: int | None
    left_out_files: int
    incomplete: bool
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    volumes: tuple[Volume, ...]
    lfs_media_once_saves: int = 0
    classes: tuple[ClassTotal, ...] = ()

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> ExportResult:
        """Parses ``result`` of an export or event."""
        volumes = tuple(
            Volume(int(one["number"]), str(one["name"]), int(one["bytes"]), str(one["sha256"]).lower())
            for one in json["volumes"]
        )
        return cls(
            archive_bytes=int(json["archive_bytes"]),
            files=int(json["files"]),
            bytes=int(json["bytes"]),
            commits=json.get("commits"),
            left_out_files=int(json.get("left_out_files") or 0),
            incomplete=bool(json.get("incomplete", False)),
            warnings=tuple(str(one) for one in json.get("warnings") or ()),
            notes=tuple(str(one) for one in json.get("notes") or ()),
            volumes=volumes,
            lfs_media_once_saves=int(json.get("lfs_media_once_saves") or 0),
            classes=tuple(ClassTotal.from_json(one) for one in json.get("classes") or ()),
        )

    @property
    def archive_name(self) -> str:
        """The archive's name for the recipient, without the suffix of a volume."""
        first = self.volumes[0].name
        return first.removesuffix(".001") if len(self.volumes) > 1 else first


@dataclass(frozen=True)
class Verification:
    """The result of a verification; no problems if the archive is unchanged since it was made."""

    verified_at: datetime
    ok: bool
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Export:
    """An export at the time of the request. Times are in UTC."""

    export_id: str
    project_id: str
    state: ExportState
    options: Mapping[str, Any]
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    expires_at: datetime | None
    progress: ExportProgress
    result: ExportResult | None
    error: ExportFailure | None
    verification: Verification | None
    links: Mapping[str, str]

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Export:
        """Parses the resource.

        :raises ProtocolError: if it is invalid
        """
        try:
            return cls(
                export_id=str(json["export_id"]),
                project_id=str(json["project_id"]),
                state=ExportState(json["state"]),
                options=dict(json.get("options") or {}),
                created_at=parse_time(json["created_at"]),
                started_at=_time(json.get("started_at")),
                finished_at=_time(json.get("finished_at")),
                expires_at=_time(json.get("expires_at")),
                progress=ExportProgress.from_json(json.get("progress") or {}),
                result=ExportResult.from_json(json["result"]) if json.get("result") else None,
                error=ExportFailure.from_json(json["error"]) if json.get("error") else None,
                verification=_verification(json.get("verification")),
                links=dict(json.get("links") or {}),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ProtocolError(f"the server sent an invalid export ({error!r}): {json!r:.300}") from error


@dataclass(frozen=True)
class ProjectImport:
    """An import.

    ``state`` is ``receiving``, ``queued``, ``running``, ``completed``, ``failed`` or ``cancelled``; ``project_id`` is the
    id of the project once it exists. Of a completed preview it is the id that the project would get, and None if the name
    is taken; ``result`` then says what would be imported.
    """

    import_id: str
    state: str
    project_id: str | None
    result: Mapping[str, Any] | None
    error: ExportFailure | None
    progress: ExportProgress
    name: str = ""
    preview: bool = False
    relink: bool = False

    @property
    def is_final(self) -> bool:
        """Whether it has ended."""
        return self.state not in ("receiving", "queued", "running")

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> ProjectImport:
        """Parses the resource.

        :raises ProtocolError: if it is invalid
        """
        try:
            return cls(
                import_id=str(json["import_id"]),
                state=str(json["state"]),
                project_id=json.get("project_id"),
                result=json.get("result"),
                error=ExportFailure.from_json(json["error"]) if json.get("error") else None,
                progress=ExportProgress.from_json(json.get("progress") or {}),
                name=str(json.get("name") or ""),
                preview=bool(json.get("preview")),
                relink=bool(json.get("relink")),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ProtocolError(f"the server sent an invalid import ({error!r}): {json!r:.300}") from error


@dataclass(frozen=True)
class ImportProgress:
    """How far an import is: ``phase`` is ``sending``, then ``checking``, ``unpacking`` and ``finished``, as on the
    server. ``progress`` is from 0 to 1 in each phase; bytes are those of the archive."""

    phase: str
    progress: float
    bytes_done: int
    bytes_total: int
    message: str


@dataclass(frozen=True)
class HandedOverFile:
    """A file that the server has put into a local folder: ``method`` is ``link``, ``clone`` or ``copy``."""

    path: str
    bytes: int
    sha256: str
    method: str

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> HandedOverFile:
        """Parses the resource.

        :raises ProtocolError: if it is invalid
        """
        try:
            return cls(str(json["path"]), int(json["bytes"]), str(json["sha256"]), str(json["method"]))
        except (KeyError, TypeError, ValueError) as error:
            raise ProtocolError(f"the server sent an invalid file ({error!r}): {json!r:.300}") from error


@dataclass(frozen=True)
class ArchiveFormat:
    """An archive format that the server supports, with the suffix of its files."""

    name: str
    suffix: str
    resumable: bool
    """Whether an interrupted export continues its archive; otherwise it writes it again from the beginning."""
    needs_seek: bool
    """Whether the beginning of an archive is written last, so that it cannot be split into volumes."""
    plugin: str | None
    """The name of the jar or folder of the plug-in that the format is from; None if it is bundled."""

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> ArchiveFormat:
        plugin = json["plugin"]
        return cls(
            str(json["name"]),
            str(json["suffix"]),
            bool(json["resumable"]),
            bool(json["needs_seek"]),
            None if plugin is None else str(plugin),
        )


def _verification(json: Mapping[str, Any] | None) -> Verification | None:
    if json is None:
        return None
    return Verification(parse_time(json["verified_at"]), bool(json["ok"]), tuple(str(one) for one in json.get("problems") or ()))


def _time(text: str | None) -> datetime | None:
    return None if text is None else parse_time(text)


_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)", re.IGNORECASE)


def parse_time(text: str) -> datetime:
    """A time as in RFC 3339, in UTC, truncated to microseconds. Python 3.10 supports neither ``Z`` nor nanoseconds."""
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(f"not a time as in RFC 3339: {text!r}")
    seconds, fraction, zone = match.groups()
    offset = "+00:00" if zone in "Zz" else zone
    return datetime.fromisoformat(f"{seconds}.{(fraction or '0')[:6]:0<6}{offset}").astimezone(timezone.utc)
