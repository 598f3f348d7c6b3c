"""What an export is expected to result in, as reported by the server.

Unknown fields are ignored, so that a newer server can add some; and so are unknown classes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .errors import ProtocolError


@dataclass(frozen=True)
class ClassTotal:
    """Files of one class.

    ``file_class`` is ``media``, ``history``, ``lfs_versions`` (media kept by Git LFS), ``cache``, ``dependencies`` (files
    outside the project), ``text``, ``other`` or ``left_out``. ``examples`` are the largest of them; the result of an export
    has none.
    """

    file_class: str
    files: int
    bytes: int
    examples: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> ClassTotal:
        """Parses an element of ``classes``."""
        return cls(str(json["class"]), int(json["files"]), int(json["bytes"]), _texts(json.get("examples")))


@dataclass(frozen=True)
class Excluded:
    """Files that are not exported.

    ``reason`` is ``exclude``, ``exportignore``, ``cache`` or ``secret`` for a pattern, ``unused_media``, ``history``, or ``lfs_media_once``.
    """

    reason: str
    pattern: str
    files: int
    bytes: int
    examples: tuple[str, ...]

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Excluded:
        """Parses an element of ``left_out``."""
        return cls(
            str(json["reason"]),
            str(json.get("pattern") or ""),
            int(json["files"]),
            int(json["bytes"]),
            _texts(json.get("examples")),
        )


@dataclass(frozen=True)
class Missing:
    """Something that the archive would lack although no option leaves it out."""

    path: str
    reason: str


@dataclass(frozen=True)
class PortabilityIssue:
    """What another system cannot keep when the archive is unpacked there: ``what`` describes it for people."""

    kind: str
    what: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class ExportEstimate:
    """What an export is expected to result in. Sizes in bytes.

    Each ``…_basis`` says in one sentence what the number before it rests on; ``seconds`` is None if there is no basis.
    ``missing`` and the examples are limited, and their totals are not.
    """

    format: str
    files: int
    bytes: int
    archive_bytes: int
    archive_bytes_basis: str
    seconds: float | None
    seconds_basis: str
    volumes: int
    classes: tuple[ClassTotal, ...]
    left_out: tuple[Excluded, ...]
    missing: tuple[Missing, ...]
    missing_total: int
    portability: tuple[PortabilityIssue, ...]
    portability_total: int
    lfs_media_once_saves: int
    warnings: tuple[str, ...]

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> ExportEstimate:
        """Parses the answer.

        :raises ProtocolError: if it is invalid
        """
        try:
            seconds = json.get("seconds")
            return cls(
                format=str(json["format"]),
                files=int(json["files"]),
                bytes=int(json["bytes"]),
                archive_bytes=int(json["archive_bytes"]),
                archive_bytes_basis=str(json.get("archive_bytes_basis") or ""),
                seconds=None if seconds is None else float(seconds),
                seconds_basis=str(json.get("seconds_basis") or ""),
                volumes=int(json["volumes"]),
                classes=tuple(ClassTotal.from_json(one) for one in json["classes"]),
                left_out=tuple(Excluded.from_json(one) for one in json["left_out"]),
                missing=tuple(Missing(str(one["path"]), str(one["reason"])) for one in json["missing"]),
                missing_total=int(json["missing_total"]),
                portability=tuple(_issue(one) for one in json["portability"]),
                portability_total=int(json["portability_total"]),
                lfs_media_once_saves=int(json["lfs_media_once_saves"]),
                warnings=_texts(json.get("warnings")),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ProtocolError(f"the server sent an invalid estimate ({error!r}): {json!r:.300}") from error


def _issue(json: Mapping[str, Any]) -> PortabilityIssue:
    paths = tuple(str(one["path"]) for one in json.get("examples") or ())
    return PortabilityIssue(str(json["kind"]), str(json["what"]), int(json["count"]), paths)


def _texts(json: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in json or ())
