"""What an export includes, and how it is packed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from .errors import InvalidOptionError


@dataclass(frozen=True, kw_only=True)
class ExportOptions:
    """Options of an export; the defaults are those of the command line.

    Values that the server would reject for any project are rejected immediately, with :class:`InvalidOptionError`. Only
    the server knows which formats are available.

    >>> ExportOptions(format="tar.zst", exclude=["*.bak"]).to_json()["exclude"]
    ['*.bak']
    """

    format: str = "zip"
    """The archive format: ``zip``, ``tar``, ``tar.gz``, ``tar.zst``, or another one that ``ExportClient.formats``
    returns."""
    include_history: bool = True
    """The Git history; without it, Git LFS pointer files are replaced with the media they point to."""
    include_cache: bool = False
    """Files that can be regenerated, such as ``04_Cache/`` and ``*.tmp``."""
    include_dependencies: bool = False
    """The targets of links that lead out of the project, below the folders that the server's operator allows."""
    whole_cards: bool = False
    """With ``include_dependencies``: what a camera has recorded together as a whole, if a document names a part of it."""
    media: str = "all"
    """``all`` files of ``media_folders``, or those that are ``used`` by timelines and other documents, which needs
    ``include_dependencies``."""
    media_folders: Sequence[str] = ()
    """Folders of the project, such as ``footage``, to which ``media`` applies."""
    compress_media: bool = False
    """Compress audio, pictures and video too."""
    split_size_mb: int | None = None
    """Split the archive into volumes of this many MiB (1,048,576 bytes); None for one file."""
    compression_level: int = 6
    """0 (none) to 9 (smallest)."""
    deflate: str = "jdk"
    """What compresses ``zip`` and ``tar.gz``: ``jdk``, or ``libdeflate``, which is faster and produces other bytes."""
    missing_lfs: str = "warn"
    """What to do if a Git LFS object is missing or corrupt: ``fail`` or ``warn``."""
    lfs_media: str = "both"
    """``both``: media that Git LFS tracks are in the working tree and in its store. ``once``: in the working tree only;
    an import, or ``RESTORE-LFS.sh`` in the archive, copies them into the store. It needs ``include_history``."""
    on_unreadable: str = "fail"
    """What to do if a file cannot be read: ``fail``, or ``skip`` to leave it out and list it."""
    broken_repository: str = "fail"
    """What to do if a repository is broken: ``fail``, or ``keep`` to export it as it is and list what is broken."""
    include_secrets: bool = False
    """``.env`` and ``.env.*``, and the files in which DVC, Mercurial and others keep passwords."""
    include_unknown_git: bool = False
    """Files in Git folders that are no part of a repository that is known; without them such an export is incomplete."""
    exclude: Sequence[str] = ()
    """Additional patterns to exclude, as in ``.gitignore``."""
    report: bool = False
    """Write a page about the archive for its recipients: ``ExportClient.report`` returns it."""
    verify: bool = False
    """Read the archive back and check it before it is considered complete."""
    seal: str | None = None
    """A kind of seal: ``mhl`` for ASC Media Hash List, ``bagit`` for an archive that is a bag, None for none."""
    seal_hash: str | None = None
    """The hash of the seal, as in ``xxh64``; None for that of earlier seals in the project, or its default."""

    def __post_init__(self) -> None:
        _require(isinstance(self.format, str), "format", "a string", self.format)
        for name in _FLAGS:
            _require(isinstance(getattr(self, name), bool), name, "True or False", getattr(self, name))
        split = self.split_size_mb
        _require(split is None or (_is_int(split) and 1 <= split < 1 << 31), "split_size_mb", "None, or 1 or more", split)
        level = self.compression_level
        _require(_is_int(level) and 0 <= level <= 9, "compression_level", "0 to 9", level)
        _require(isinstance(self.deflate, str), "deflate", "a string", self.deflate)
        _require(self.missing_lfs in ("fail", "warn"), "missing_lfs", "'fail' or 'warn'", self.missing_lfs)
        _require(self.lfs_media in ("both", "once"), "lfs_media", "'both' or 'once'", self.lfs_media)
        _require(
            self.lfs_media == "both" or self.include_history,
            "lfs_media",
            "'both' without include_history",
            self.lfs_media,
        )
        _require(
            not self.whole_cards or self.include_dependencies,
            "whole_cards",
            "False without include_dependencies",
            self.whole_cards,
        )
        _require(self.media in ("all", "used"), "media", "'all' or 'used'", self.media)
        _require_texts("media_folders", self.media_folders)
        _require(
            self.media == "all" or (self.include_dependencies and len(self.media_folders) > 0),
            "media",
            "'all' without include_dependencies and media_folders",
            self.media,
        )
        object.__setattr__(self, "media_folders", tuple(self.media_folders))
        _require(self.on_unreadable in ("fail", "skip"), "on_unreadable", "'fail' or 'skip'", self.on_unreadable)
        _require(
            self.broken_repository in ("fail", "keep"), "broken_repository", "'fail' or 'keep'", self.broken_repository
        )
        _require(self.seal is None or isinstance(self.seal, str), "seal", "None, or a string", self.seal)
        _require(
            self.seal_hash is None or (isinstance(self.seal_hash, str) and self.seal is not None),
            "seal_hash",
            "None, or a string together with seal",
            self.seal_hash,
        )
        _require_texts("exclude", self.exclude)
        object.__setattr__(self, "exclude", tuple(self.exclude))

    def to_json(self) -> dict[str, Any]:
        """All options by name, in the form that the server accepts."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        values["media_folders"] = list(self.media_folders)
        values["exclude"] = list(self.exclude)
        return values


_FLAGS = tuple(field.name for field in fields(ExportOptions) if isinstance(field.default, bool))


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _require_texts(field: str, value: object) -> None:
    texts = isinstance(value, Sequence) and not isinstance(value, (str, bytes)) and all(isinstance(one, str) for one in value)
    _require(texts, field, "a list of strings", value)


def _require(holds: bool, field: str, wanted: str, value: object) -> None:
    if not holds:
        raise InvalidOptionError(f"{field} must be {wanted}, not {value!r}", code="invalid_option", field=field)
