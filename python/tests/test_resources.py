"""Answers are parsed strictly where it matters, and leniently where a newer server may add fields."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from fake_server import FakeServer, event
from project_export import EventType, Export, ExportEstimate, ExportEvent, ExportState, ProtocolError
from project_export.resources import parse_time


@pytest.mark.parametrize(
    ("text", "microseconds"),
    [
        ("2026-11-25T17:00:00Z", 0),
        ("2026-11-25T17:00:00.1Z", 100_000),
        ("2026-11-25T18:00:00.123456789+01:00", 123_456),
    ],
)
def test_times_of_java_are_read(text: str, microseconds: int) -> None:
    assert parse_time(text) == datetime(2026, 11, 25, 17, 0, 0, microseconds, tzinfo=timezone.utc)


def test_an_export_is_read_with_fields_of_a_newer_server() -> None:
    export = Export.from_json({**FakeServer().resource(), "of_a_newer_server": 1})
    assert export.state is ExportState.COMPLETED
    assert export.result is not None and export.result.archive_name == "film.zip"
    assert export.result.commits is None


def test_an_invalid_export_is_reported() -> None:
    with pytest.raises(ProtocolError, match="flying"):
        Export.from_json({**FakeServer().resource(), "state": "flying"})


def test_an_event_has_typed_fields() -> None:
    error = {"code": "out_of_space", "message": "full", "resumable": True}
    read = ExportEvent.from_json(event(7, "export_error", error=error))
    assert (read.event_id, read.type, read.is_final) == (7, EventType.ERROR, True)
    assert read.error is not None and read.error.resumable
    assert read.details.remaining_seconds is None


def test_an_estimate_is_read_with_fields_and_classes_of_a_newer_server() -> None:
    json = {
        "format": "zip",
        "files": 2,
        "bytes": 30,
        "archive_bytes": 40,
        "archive_bytes_basis": "Counted.",
        "seconds": None,
        "seconds_basis": "Nothing was read.",
        "volumes": 1,
        "classes": [{"class": "of_a_newer_server", "files": 2, "bytes": 30, "more": 1}],
        "left_out": [{"reason": "cache", "pattern": "*.tmp", "files": 1, "bytes": 2, "examples": ["film/a.tmp"]}],
        "missing": [{"path": "film/a.mov", "reason": "gone"}],
        "missing_total": 7,
        "portability": [
            {"kind": "case_collision", "what": "names", "count": 2, "examples": [{"path": "film/A", "collides_with": "film/a"}]}
        ],
        "portability_total": 2,
        "lfs_media_once_saves": 0,
        "warnings": [],
    }
    read = ExportEstimate.from_json({**json, "more": 1})
    assert (read.seconds, read.missing_total, read.classes[0].file_class) == (None, 7, "of_a_newer_server")
    assert (read.left_out[0].examples, read.portability[0].examples) == (("film/a.tmp",), ("film/A",))
    with pytest.raises(ProtocolError, match="invalid estimate"):
        ExportEstimate.from_json({**json, "volumes": None})
