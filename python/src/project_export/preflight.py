"""Causes that would keep a sidecar from starting and that no waiting removes, found before it is started."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from .errors import SidecarError
from .launcher import OLDEST_JAVA, java_of
from .settings import ServeSettings

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

HOST = "127.0.0.1"

# A server that stops ends in under 5 seconds.
_ENDING_SECONDS = 6.0
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')


def require_startable(settings: ServeSettings, environment: Mapping[str, str], port: int) -> None:
    """Checks the folders, the files and the port; blocks for as long as the file system does.

    :raises SidecarError: whose message names what is wrong
    """
    if settings.workspace is not None:
        _require_readable_folder(Path(settings.workspace), "workspace")
    if settings.projects is not None and not (
        os.path.isfile(settings.projects) and os.access(settings.projects, os.R_OK)
    ):
        raise SidecarError(f"the file of projects {settings.projects} does not exist or cannot be read")
    data = settings.data_folder(environment)
    if data is not None:
        _require_data_folder(data)
    require_free(port)


def require_free(port: int) -> None:
    """
    :param port: 0 for any
    :raises SidecarError: if another program listens on it
    """
    if port and not is_free(port):
        raise SidecarError(f"port {port} of {HOST} is used by another program; choose another one, or 0 for a free one")


def is_free(port: int) -> bool:
    """Whether a server could listen on the port now."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError:
            return False
    return True


def _require_readable_folder(folder: Path, what: str) -> None:
    if not os.path.lexists(folder):
        raise SidecarError(f"the {what} {folder} does not exist")
    if not os.path.isdir(folder):
        raise SidecarError(f"the {what} {folder} is not a folder")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise SidecarError(f"the {what} {folder} cannot be read by this user")


def _require_data_folder(data: Path) -> None:
    if not os.path.lexists(data):
        parent = next(folder for folder in data.parents if os.path.exists(folder))
        if not parent.is_dir():
            raise SidecarError(f"the data folder {data} cannot be created: {parent} is not a folder")
        if not os.access(parent, os.W_OK | os.X_OK):
            raise SidecarError(f"the data folder {data} cannot be created: this user cannot write to {parent}")
        return
    if not os.path.isdir(data):
        raise SidecarError(f"the data folder {data} is not a folder")
    if hasattr(os, "geteuid") and data.stat().st_uid != os.geteuid():
        raise SidecarError(f"the data folder {data} belongs to another user")
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        raise SidecarError(f"the data folder {data} cannot be written to by this user")


async def until_unused(data: Path) -> None:
    """Waits for a server that is about to end to release the data folder.

    :raises SidecarError: if a server uses it that does not end
    """
    end = time.monotonic() + _ENDING_SECONDS
    while (owner := await asyncio.to_thread(_user_of, data)) is not None:
        if time.monotonic() > end:
            raise SidecarError(
                f"another server (process {owner}) uses the data folder {data}: stop it, choose another folder, or let all"
                " processes of the application share one sidecar with Sidecar(shared=True)"
            )
        await asyncio.sleep(0.1)


def _user_of(data: Path) -> str | None:
    """The process id of the server that holds the lock of the data folder (fcntl(2)), as it has written it there."""
    if fcntl is None:
        return None
    try:
        lock = os.open(data / "lock", os.O_RDWR | os.O_NOFOLLOW)
    except OSError:  # there has been no server yet
        return None
    try:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return None
    except OSError:
        return os.read(lock, 32).decode("ascii", "replace").strip()
    finally:
        os.close(lock)


def require_java(command: Sequence[str], environment: Mapping[str, str]) -> None:
    """Checks that the launcher, if it is what runs, will find Java.

    :raises SidecarError: if it has no Java of its own, and ``JAVA_HOME`` is wrong or there is no Java
    """
    java_of(command, environment)


async def java_problem(command: Sequence[str], environment: Mapping[str, str]) -> str | None:
    """Why Java cannot run the program, after it did not; None if that is not the reason."""
    try:
        program = java_of(command, environment)
        if program is None:
            return None
        process = await asyncio.create_subprocess_exec(
            program, "-version", env=dict(environment), stderr=asyncio.subprocess.PIPE, stdin=asyncio.subprocess.DEVNULL
        )
        _, text = await asyncio.wait_for(process.communicate(), 10)
    except (OSError, SidecarError, asyncio.TimeoutError):
        return None
    version = _VERSION.search(text.decode("utf-8", "replace"))
    if version is None or int(version[1]) >= OLDEST_JAVA:
        return None
    return f"{program} is Java {version[1]}, but the sidecar needs Java {OLDEST_JAVA} or newer; set JAVA_HOME to one"
