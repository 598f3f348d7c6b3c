"""Projects for tests, made with Git, and how archives are compared with them."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import zipfile
from pathlib import Path


def make_film(folder: Path) -> Path:
    """A small project with two commits, media, a link and a file that is not committed."""
    (folder / "footage").mkdir(parents=True)
    (folder / "README.txt").write_text("A film.\n")
    (folder / "footage" / "take 1.mov").write_bytes(random.Random(1).randbytes(3_000_000))
    (folder / "footage" / "best.mov").symlink_to("take 1.mov")
    _git(folder, "init", "-q")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "-m", "First cut")
    (folder / "README.txt").write_text("A better film.\n")
    _git(folder, "commit", "-q", "-a", "-m", "Second cut")
    (folder / "notes.txt").write_text("Not committed.\n")
    return folder


def make_lfs_film(folder: Path, media: bytes) -> Path:
    """A project whose only take is in Git LFS: as its pointer in Git, and as media in the store and the working tree."""
    oid = hashlib.sha256(media).hexdigest()
    folder.mkdir(parents=True)
    _git(folder, "init", "-q")
    (folder / ".gitattributes").write_text("*.mov filter=lfs diff=lfs merge=lfs -text\n")
    take = folder / "take.mov"
    take.write_text(f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {len(media)}\n")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "-m", "A take")
    take.write_bytes(media)
    stored = folder / ".git" / "lfs" / "objects" / oid[:2] / oid[2:4] / oid
    stored.parent.mkdir(parents=True)
    stored.write_bytes(media)
    return folder


def make_long_film(folder: Path, mebibytes: int) -> Path:
    """A project of one large file that takes a while to export: text-like, so that it is compressed, and without
    Git."""
    folder.mkdir(parents=True)
    block = random.Random(2).randbytes(1 << 19).hex().encode()
    with open(folder / "script.txt", "wb") as file:
        for number in range(mebibytes):
            file.write(number.to_bytes(8, "big").hex().encode() + block[16:])
    return folder


def sha256(path: Path | str) -> str:
    """Of a file, in hexadecimal."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def tree(folder: Path) -> dict[str, str]:
    """The contents of a folder: the targets of links and the digests of files, without ``.git``."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if name.split(os.sep)[0] == ".git" or (path.is_dir() and not path.is_symlink()):
            continue
        found[name] = f"-> {os.readlink(path)}" if path.is_symlink() else sha256(path)
    return found


def unpack(archive: Path, into: Path) -> Path:
    """Unpacks as a recipient would, and checks the tree with the sums in it."""
    into.mkdir()
    program = ["unzip", "-q", str(archive)] if archive.suffix == ".zip" else ["tar", "-xf", str(archive)]
    subprocess.run(program, cwd=into, check=True)
    subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=into, check=True)
    return into


def essence(archive: Path | str) -> tuple[str, dict[str, object]]:
    """What is identical in two exports of one project: the digest of a zip up to its manifest, and the manifest except
    its time."""
    with zipfile.ZipFile(archive) as zipped:
        manifest = json.loads(zipped.read("export-manifest.json"))
        end = zipped.getinfo("export-manifest.json").header_offset
    assert manifest.pop("exported_at")
    return hashlib.sha256(Path(archive).read_bytes()[:end]).hexdigest(), manifest


def status(repository: Path) -> str:
    """Git's view of a working tree."""
    return _git(repository, "status", "--porcelain")


def _git(folder: Path, *arguments: str) -> str:
    clean = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_CONFIG_GLOBAL": "/dev/null", "LC_ALL": "C.UTF-8"}
    who = ["-c", "user.name=Film Maker", "-c", "user.email=film@example.org", "-c", "init.defaultBranch=main"]
    command = ["git", *who, "-C", str(folder), *arguments]
    return subprocess.run(command, env=clean, check=True, capture_output=True, text=True).stdout
