"""Options are those of the design, and wrong ones are refused by name."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from project_export import ExportOptions, InvalidOptionError


def test_defaults_are_those_of_the_command_line() -> None:
    assert ExportOptions().to_json() == {
        "format": "zip",
        "include_history": True,
        "include_cache": False,
        "include_dependencies": False,
        "whole_cards": False,
        "media": "all",
        "media_folders": [],
        "compress_media": False,
        "split_size_mb": None,
        "compression_level": 6,
        "deflate": "jdk",
        "missing_lfs": "warn",
        "lfs_media": "both",
        "on_unreadable": "fail",
        "broken_repository": "fail",
        "include_secrets": False,
        "include_unknown_git": False,
        "exclude": [],
        "report": False,
        "verify": False,
        "seal": None,
        "seal_hash": None,
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("format", None),
        ("include_history", 1),
        ("verify", "yes"),
        ("split_size_mb", 0),
        ("split_size_mb", True),
        ("split_size_mb", 1 << 31),
        ("compression_level", 10),
        ("compression_level", -1),
        ("compression_level", 6.0),
        ("deflate", None),
        ("missing_lfs", "ignore"),
        ("lfs_media", "twice"),
        ("on_unreadable", "ignore"),
        ("broken_repository", "skip"),
        ("whole_cards", True),
        ("media", "some"),
        ("media", "used"),
        ("media_folders", "footage"),
        ("seal", True),
        ("seal_hash", "md5"),
        ("exclude", "*.bak"),
        ("exclude", [1]),
    ],
)
def test_a_value_that_the_server_would_refuse_is_refused_by_name(field: str, value: Any) -> None:
    with pytest.raises(InvalidOptionError, match=field) as refused:
        ExportOptions(**{field: value})
    assert refused.value.field == field
    assert isinstance(refused.value, ValueError)


def test_media_once_without_history_is_refused() -> None:
    with pytest.raises(InvalidOptionError, match="lfs_media"):
        ExportOptions(lfs_media="once", include_history=False)
    assert ExportOptions(lfs_media="once").to_json()["lfs_media"] == "once"


def test_options_cannot_be_changed_from_outside() -> None:
    patterns = ["*.bak"]
    options = ExportOptions(exclude=patterns)
    patterns.append("*")
    assert options.to_json()["exclude"] == ["*.bak"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        options.format = "tar"  # type: ignore[misc]
    assert dataclasses.replace(options, format="tar").exclude == ("*.bak",)
