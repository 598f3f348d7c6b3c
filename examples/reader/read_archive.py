#!/usr/bin/env python3
"""Lists and checks an archive of Project Exporter: read_archive.py FILE, or FILE.001.

Written from docs/archive-layout.md ("The bytes") alone, with Python's standard library and, for tar.zst, the program
zstd. It unpacks nothing. The exit code is 1 if anything is wrong, which is then on standard error.
"""

from __future__ import annotations

import calendar
import gzip
import hashlib
import io
import json
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

BLOCK = 512
PIECE = 1 << 20
FILES = {0o100000: "f", 0o040000: "d", 0o120000: "l"}
METADATA = (b"export-manifest.json", b"SHA256SUMS")


class Wrong(Exception):
    """The archive is not what the layout says."""


@dataclass
class Entry:
    """One entry; the kind is f, d, l, or h for a hard link."""

    kind: str
    path: bytes
    mode: int
    mtime: Decimal
    size: int = 0
    target: bytes = b""
    sha256: str = ""
    content: bytes = b""  # of the manifest and SHA256SUMS only

    def read(self, pieces: Iterator[bytes]) -> None:
        """Takes the content, which must be as long as the header says."""
        digest, length, kept = hashlib.sha256(), 0, []
        for piece in pieces:
            digest.update(piece)
            length += len(piece)
            if self.path.rsplit(b"/", 1)[-1] in METADATA or self.kind == "l":
                kept.append(piece)
        if length != self.size:
            raise Wrong(f"{self.path!r} has {length} bytes instead of {self.size}")
        self.sha256, self.content = digest.hexdigest(), b"".join(kept)


class Volumes(io.RawIOBase):
    """A file, or volumes one after the other."""

    def __init__(self, first: Path) -> None:
        self.parts = [first]
        while first.name.endswith(".001") and self._next().exists():
            self.parts.append(self._next())
        self.sizes = [part.stat().st_size for part in self.parts]
        self.at = 0

    def _next(self) -> Path:
        return self.parts[0].with_name(f"{self.parts[0].name[:-4]}.{len(self.parts) + 1:03d}")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self.at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: sum(self.sizes)}[whence]
        return self.at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        start = self.at
        for part, size in zip(self.parts, self.sizes):
            if start < size:
                with part.open("rb") as volume:
                    volume.seek(start)
                    read = volume.readinto(buffer[: size - start])
                self.at += read
                return read
            start -= size
        return 0


def exactly(file: BinaryIO, length: int) -> bytes:
    data = file.read(length)
    if len(data) != length:
        raise Wrong("the archive ends too early")
    return data


def pieces(file: BinaryIO, length: int) -> Iterator[bytes]:
    while length > 0:
        piece = exactly(file, min(length, PIECE))
        length -= len(piece)
        yield piece


def number(data: bytes) -> int:
    return int.from_bytes(data, "little")


def extra_fields(data: bytes) -> dict[int, bytes]:
    fields = {}
    while data:
        end = 4 + number(data[2:4])
        fields[number(data[:2])] = data[4:end]
        data = data[end:]
    return fields


def zip_time(dos: int, fields: dict[int, bytes]) -> Decimal:
    if 0x000A in fields:
        return Decimal(number(fields[0x000A][8:16])) / 10**7 - 11_644_473_600
    if 0x5455 in fields:
        return Decimal(number(fields[0x5455][1:5]))
    date, time = dos >> 16, dos & 0xFFFF
    day = (1980 + (date >> 9), date >> 5 & 15, date & 31)
    return Decimal(calendar.timegm((*day, time >> 11, time >> 5 & 63, 2 * (time & 31), 0, 0, 0)))


def inflated(compressed: Iterator[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-15)
    for piece in compressed:
        while piece:
            yield inflater.decompress(piece, PIECE)
            piece = inflater.unconsumed_tail
    yield inflater.flush()
    if not inflater.eof or inflater.unused_data:
        raise Wrong("a deflate stream does not end where its entry ends")


def zip_directory(file: BinaryIO) -> tuple[int, int]:
    """The offset of the directory, and the number of its records."""
    end = file.seek(-22, io.SEEK_END)
    record = exactly(file, 22)
    if record[:4] != b"PK\5\6":
        raise Wrong("there is no end record")
    count, offset = number(record[10:12]), number(record[16:20])
    file.seek(max(0, end - 20))
    locator = file.read(20)
    if locator[:4] == b"PK\6\7":
        file.seek(number(locator[8:16]))
        record = exactly(file, 56)
        count, offset = number(record[32:40]), number(record[48:56])
    return offset, count


def zip_entries(file: BinaryIO) -> Iterator[Entry]:
    at, count = zip_directory(file)
    expected = 0
    for _ in range(count):
        file.seek(at)
        record = exactly(file, 46)
        name = exactly(file, number(record[28:30]))
        fields = extra_fields(exactly(file, number(record[30:32])))
        at += 46 + len(name) + number(record[30:32])
        wide = fields.get(1, b"")
        values = {}
        for field, where in (("size", 24), ("packed", 20), ("offset", 42)):
            values[field] = number(record[where : where + 4])
            if values[field] == 0xFFFFFFFF:
                values[field], wide = number(wide[:8]), wide[8:]
        attributes = number(record[40:42])
        entry = Entry(
            kind=FILES[attributes & 0o170000],
            path=name.rstrip(b"/"),
            mode=attributes & 0o7777,
            mtime=zip_time(number(record[12:16]), fields),
            size=values["size"],
        )
        if values["offset"] != expected:
            raise Wrong(f"there is a gap before {entry.path!r}")
        file.seek(expected)
        local = exactly(file, 30)
        if local[:4] != b"PK\3\4" or exactly(file, number(local[26:28])) != name:
            raise Wrong(f"the two headers of {entry.path!r} differ")
        exactly(file, number(local[28:30]))
        start = expected + 30 + len(name) + number(local[28:30])
        expected = start + values["packed"]
        stored = pieces(file, values["packed"])
        crc = 0

        def checked(content: Iterator[bytes]) -> Iterator[bytes]:
            nonlocal crc
            for piece in content:
                crc = zlib.crc32(piece, crc)
                yield piece

        entry.read(checked(inflated(stored) if number(record[10:12]) == 8 else stored))
        if crc != number(record[16:20]):
            raise Wrong(f"the CRC-32 of {entry.path!r} is wrong")
        if entry.kind == "l":
            entry.target = entry.content
        yield entry


def tar_number(field: bytes) -> int:
    if field[0] == 0x80:
        return int.from_bytes(field[1:], "big")
    return int(field.rstrip(b"\0 "), 8)


def records(data: bytes) -> dict[str, bytes]:
    found = {}
    while data:
        length = int(data[: data.index(b" ")])
        key, _, value = data[data.index(b" ") + 1 : length - 1].partition(b"=")
        found[key.decode()] = value
        data = data[length:]
    return found


def tar_entries(file: BinaryIO) -> Iterator[Entry]:
    pax: dict[str, bytes] = {}
    while any(header := exactly(file, BLOCK)):
        if sum(header[:148]) + 8 * 32 + sum(header[156:]) != tar_number(header[148:156]):
            raise Wrong("the checksum of a header is wrong")
        name, link, prefix = (header[at:end].rstrip(b"\0") for at, end in ((0, 100), (157, 257), (345, 500)))
        kind = header[156:157].decode()
        size = int(pax["size"]) if "size" in pax else tar_number(header[124:136])
        padding = -size % BLOCK
        if kind == "x":
            pax = records(exactly(file, size))
            exactly(file, padding)
            continue
        name = prefix + b"/" + name if prefix else name
        entry = Entry(
            kind={"0": "f", "1": "h", "2": "l", "5": "d"}[kind],
            path=pax.get("path", name).rstrip(b"/"),
            mode=tar_number(header[100:108]),
            mtime=Decimal(pax["mtime"].decode()) if "mtime" in pax else Decimal(tar_number(header[136:148])),
            size=size,
            target=pax.get("linkpath", link),
        )
        entry.read(pieces(file, size))
        exactly(file, padding)
        pax = {}
        yield entry
    if any(exactly(file, BLOCK)) or file.read(1):
        raise Wrong("something follows the end")


def entries(first: Path) -> Iterator[Entry]:
    file = io.BufferedReader(Volumes(first), PIECE)
    start = file.read(4)
    file.seek(0)
    if start == b"PK\3\4":
        yield from zip_entries(file)
    elif start[:2] == b"\x1f\x8b":
        with gzip.open(file) as tar:
            yield from tar_entries(tar)
    elif start == b"\x28\xb5\x2f\xfd":
        with (
            subprocess.Popen(["cat", *map(str, file.raw.parts)], stdout=subprocess.PIPE) as joined,
            subprocess.Popen(["zstd", "-dcq"], stdin=joined.stdout, stdout=subprocess.PIPE) as zstd,
        ):
            yield from tar_entries(zstd.stdout)
        if zstd.returncode != 0:
            raise Wrong("zstd reports that a frame is damaged")
    else:
        yield from tar_entries(file)


def sums(text: bytes) -> dict[bytes, str]:
    found = {}
    for line in text.splitlines():
        digest, name = line.lstrip(b"\\").split(b"  ", 1)
        if line.startswith(b"\\"):
            name = name.replace(b"\\\\", b"\0").replace(b"\\n", b"\n").replace(b"\\r", b"\r").replace(b"\0", b"\\")
        found[name] = digest.decode()
    return found


def check(found: list[Entry]) -> list[str]:
    """What is wrong with the entries of an archive."""
    bag = b"" if found[-1].path == METADATA[1] else found[-1].path.rsplit(b"/", 1)[0] + b"/data/"
    payload = [entry for entry in found if entry.path.startswith(bag)]
    for entry in payload:
        entry.path = entry.path[len(bag) :]
    by_path = {entry.path: entry for entry in payload}
    manifest, listed = (by_path[name] for name in METADATA)
    says = json.loads(manifest.content)
    contents, files, problems = hashlib.sha256(), {}, []
    for entry in payload:
        if entry.kind == "h":
            entry.size, entry.sha256 = files[entry.target].size, files[entry.target].sha256
        if entry.kind in "fh":
            files[entry.path] = entry
        what = {"d": b"", "l": entry.target}.get(entry.kind, f"{entry.size} {entry.sha256}".encode())
        mode = b"-" if entry.kind == "l" else b"%o" % entry.mode
        if entry.path not in (*METADATA, b"RESTORE-LFS.sh"):
            kind = entry.kind.replace("h", "f").encode()
            contents.update(b"".join(field + b"\0" for field in (kind, mode, entry.path, what)))
    expected = sums(listed.content)
    for other in says["not_in_sha256sums"]:
        expected[other["path"].encode()] = other["sha256"]
    del files[METADATA[1]]
    for path in sorted(expected.keys() | files.keys()):
        if path not in files or files[path].sha256 != expected.get(path):
            problems.append(f"{path!r} is missing, or not what SHA256SUMS says")
    if contents.hexdigest() != says["contents_sha256"]:
        problems.append("names, modes, links or folders are not what the manifest says")
    inside = [entry for entry in payload if (entry.path + b"/").startswith(says["name"].encode() + b"/")]
    counted = {
        "total_files": sum(entry.kind in "fh" for entry in inside),
        "total_size_bytes": sum(entry.size for entry in inside if entry.kind in "fh"),
        "folders": sum(entry.kind == "d" for entry in inside),
        "symbolic_links": sum(entry.kind == "l" for entry in inside),
    }
    for name, count in counted.items():
        if count != says["statistics"][name]:
            problems.append(f"{name}: {count}, and the manifest says {says['statistics'][name]}")
    return problems


def main(first: Path) -> int:
    found = []
    try:
        for entry in entries(first):
            shown = entry.path.decode(errors="replace") + (" -> " + entry.target.decode(errors="replace") if entry.target else "")
            print(f"{entry.kind} {entry.mode:04o} {entry.size:>12} {entry.mtime} {shown}")
            found.append(entry)
        problems = check(found)
    except (Wrong, ValueError, KeyError, IndexError, EOFError, OSError, zlib.error) as error:
        problems = [f"damaged: {error or type(error).__name__}"]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
