"""Downloads an archive, completely or not at all."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import logging
import os
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

import aiohttp

from .errors import (
    DigestMismatchError,
    DownloadError,
    LocalFileError,
    ProjectExportError,
    ProtocolError,
    TargetExistsError,
)
from .resources import Volume
from .transport import LOST, Transport, raise_for_refusal

try:
    import fcntl
except ImportError:  # Windows: there the caller must avoid two downloads to one target
    fcntl = None  # type: ignore[assignment]

_log = logging.getLogger(__name__)

_BLOCK_BYTES = 1 << 20
_DIGEST = re.compile(r"(?:^|,)\s*sha-256=:([A-Za-z0-9+/=]+):")
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")


@dataclass(frozen=True)
class Representation:
    """A file on the server: size in bytes, strong entity tag, and SHA-256 in lower-case hexadecimal.

    The digest is None for joined volumes: the server only knows those of the single volumes.
    """

    bytes: int
    etag: str
    sha256: str | None

    @classmethod
    def from_headers(cls, headers: Mapping[str, str]) -> Representation:
        """From the answer to HEAD: ``Repr-Digest`` as in RFC 9530, ``ETag`` as in RFC 9110.

        :raises ProtocolError: if the size or tag is missing
        """
        match = _DIGEST.search(headers.get("Repr-Digest", ""))
        try:
            sha256 = base64.b64decode(match[1], validate=True).hex() if match else None
            return cls(int(headers["Content-Length"]), headers["ETag"], sha256)
        except (KeyError, ValueError, binascii.Error) as error:
            raise ProtocolError(f"the headers of a download are incomplete ({error!r}): {dict(headers)!r:.500}") from error


class Download:
    """One file on its way from a server.

    Received data is in ``TARGET.DIGEST.part`` next to the target until it is complete and its SHA-256 is correct. The
    name contains the beginning of a digest of the entity tag, so that a later call resumes a part only if it belongs to
    the same archive.
    """

    def __init__(self, transport: Transport, path: str, target: Path, *, overwrite: bool, pieces: Sequence[Volume]) -> None:
        """:param pieces: the parts of the file, in order, with the expected digests"""
        self._transport = transport
        self._path = path
        self._target = target
        self._overwrite = overwrite
        self._pieces = pieces
        self._backoff = transport.backoff()

    async def run(self) -> Path:
        """Downloads the file and returns the target, synced to disk.

        :raises TargetExistsError: if the target exists and must not be overwritten
        :raises DigestMismatchError: if what has arrived is not what the server has
        :raises LocalFileError: if it cannot be written
        :raises DownloadError: if another download writes to the same part
        :raises UnavailableError: if the server is unreachable for longer than patience
        """
        try:
            return await self._run()
        except ProjectExportError:
            raise
        except OSError as error:
            raise LocalFileError.of(error, self._target) from error

    async def _run(self) -> Path:
        self._refuse_existing()
        wanted = await self._look()
        self._refuse_another(wanted)
        tag = hashlib.sha256(wanted.etag.encode()).hexdigest()[:12]
        part = self._target.with_name(f"{self._target.name}.{tag}.part")
        _log.debug("downloading %s, %d bytes, to %s", self._path, wanted.bytes, self._target)
        with await asyncio.to_thread(_PartFile.open, part) as file:
            while not file.bytes == wanted.bytes:
                await self._fetch_some(file, wanted)
            await asyncio.to_thread(file.finish, self._pieces)
            self._refuse_existing()
            await asyncio.to_thread(_give_name, part, self._target)
        return self._target

    def _refuse_existing(self) -> None:
        if not self._overwrite and os.path.lexists(self._target):
            raise TargetExistsError(f"{self._target} already exists; choose another target, or with overwrite=True")

    def _refuse_another(self, there: Representation) -> None:
        expected = sum(piece.bytes for piece in self._pieces)
        digest_differs = len(self._pieces) == 1 and there.sha256 not in (None, self._pieces[0].sha256)
        if expected != there.bytes or digest_differs:
            raise DigestMismatchError(
                f"{self._path} has {there.bytes} bytes with the SHA-256 {there.sha256}, which differs from the digest in the export's result"
            )

    async def _look(self) -> Representation:
        while True:
            try:
                async with self._transport.stream("HEAD", self._path) as response:
                    if response.status < 400:
                        return Representation.from_headers(response.headers)
                # Only the answer to GET has a body with the reason.
                async with self._transport.stream("GET", self._path) as response:
                    await raise_for_refusal(response)
            except LOST as error:
                await self._backoff.wait(self._path, error)

    async def _fetch_some(self, file: _PartFile, wanted: Representation) -> None:
        """Downloads the rest, or as much of it as arrives before the connection is lost."""
        headers = {"Range": f"bytes={file.bytes}-", "If-Range": wanted.etag} if file.bytes else {}
        try:
            async with self._transport.stream("GET", self._path, headers=headers) as response:
                await raise_for_refusal(response)
                await self._seek(file, wanted, response)
                async for block in blocks(response):
                    await self._write(file, block)
                    self._backoff.reset()
            if file.bytes == wanted.bytes:
                return
            lost: BaseException | None = None
        except LOST as error:
            lost = error
        if file.bytes > wanted.bytes:
            file.remove()
            raise DigestMismatchError(f"{self._path} has more bytes than it should: {file.bytes}, not {wanted.bytes}")
        if file.bytes < wanted.bytes:
            _log.info("download of %s interrupted at byte %d of %d: %r", self._path, file.bytes, wanted.bytes, lost)
            await self._backoff.wait(self._path, lost)

    async def _write(self, file: _PartFile, block: bytes) -> None:
        try:
            await asyncio.to_thread(file.write, block)
        except OSError as error:  # a network file system may time out, which is not a lost connection to the server
            raise LocalFileError.of(error, self._target) from error

    async def _seek(self, file: _PartFile, wanted: Representation, response: aiohttp.ClientResponse) -> None:
        if response.headers.get("ETag") != wanted.etag:
            raise DownloadError(f"{self._path} changed during the download; download it again")
        if response.status == 200:
            await asyncio.to_thread(file.start_over)
            return
        match = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
        if response.status != 206 or match is None or int(match[1]) != file.bytes or int(match[2]) != wanted.bytes:
            got = f"{response.status} {response.headers.get('Content-Range')}"
            raise ProtocolError(f"requested bytes from {file.bytes} of {wanted.bytes} of {self._path}, but got {got}")


async def blocks(response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    """The body in blocks of about a MiB; data read before the connection was lost is yielded before the error."""
    gathered = bytearray()
    try:
        async for chunk in response.content.iter_any():
            gathered += chunk
            if len(gathered) >= _BLOCK_BYTES:
                yield bytes(gathered)
                gathered.clear()
    except LOST:
        if gathered:
            yield bytes(gathered)
        raise
    if gathered:
        yield bytes(gathered)


class _PartFile:
    """The received part of a file and its digest so far. Locked against other downloads; all methods block."""

    def __init__(self, path: Path, file: FileIO) -> None:
        self._path = path
        self._file = file
        self._sha256 = hashlib.sha256()
        self.bytes = 0

    @classmethod
    def open(cls, path: Path) -> _PartFile:
        """Opens or creates the file, and reads its existing content."""
        file = FileIO(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666), "r+")
        try:
            _lock(file, path)
            part = cls(path, file)
            while block := file.read(_BLOCK_BYTES):
                part._count(block)
            return part
        except BaseException:
            file.close()
            raise

    def __enter__(self) -> _PartFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def _count(self, block: bytes) -> None:
        self._sha256.update(block)
        self.bytes += len(block)

    def write(self, block: bytes) -> None:
        """Appends received data."""
        view = memoryview(block)
        while view:
            view = view[self._file.write(view) :]
        self._count(block)

    def start_over(self) -> None:
        """Discards all data."""
        self._file.seek(0)
        self._file.truncate()
        self._sha256 = hashlib.sha256()
        self.bytes = 0

    def remove(self) -> None:
        """Deletes the file."""
        self._path.unlink(missing_ok=True)

    def finish(self, pieces: Sequence[Volume]) -> None:
        """Checks the digests and syncs the file; deletes it if one is wrong. With several pieces it is read once
        more."""
        found = [self._sha256.hexdigest()] if len(pieces) == 1 else self._digests(pieces)
        for piece, sha256 in zip(pieces, found):
            if sha256 != piece.sha256:
                self.remove()
                raise DigestMismatchError(
                    f"{piece.name} in {self._path} has the SHA-256 {sha256}, but on the server {piece.sha256}; it was removed"
                )
        try:
            os.fsync(self._file.fileno())
        except OSError:  # what did not reach the disk may still be in the cache, so that it could not be found later
            self.remove()
            raise

    def _digests(self, pieces: Sequence[Volume]) -> list[str]:
        self._file.seek(0)
        digests = []
        for piece in pieces:
            digest, left = hashlib.sha256(), piece.bytes
            while left and (block := self._file.read(min(left, _BLOCK_BYTES))):
                digest.update(block)
                left -= len(block)
            digests.append(digest.hexdigest())
        return digests


def is_downloaded(target: Path, volume: Volume) -> bool:
    """Whether a file is there already, with the right content; blocks."""
    try:
        if target.is_symlink() or target.stat().st_size != volume.bytes:
            return False
        digest = hashlib.sha256()
        with open(target, "rb") as file:
            while block := file.read(_BLOCK_BYTES):
                digest.update(block)
    except OSError:
        return False
    return digest.hexdigest() == volume.sha256


def _lock(file: FileIO, path: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise DownloadError(f"another download writes to {path}; wait for it, or choose another target") from error


def _give_name(part: Path, target: Path) -> None:
    os.replace(part, target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
