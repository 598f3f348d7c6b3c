"""File descriptors with which processes find out about each other."""

from __future__ import annotations

import asyncio
import errno
import os
import select
import signal
import subprocess
import time
import weakref
from collections.abc import Callable
from contextlib import suppress

from .errors import SidecarError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PAUSE_SECONDS = 0.05


class Descriptor:
    """A file descriptor that is closed in forked processes, so that it counts for the process that opened it alone."""

    def __init__(self, number: int) -> None:
        self._number = number
        _OPEN.add(self)

    def fileno(self) -> int:
        """Its number; -1 if it is closed."""
        return self._number

    def close(self) -> None:
        """Closes it; may be called twice."""
        number, self._number = self._number, -1
        if number >= 0:
            os.close(number)


_OPEN: weakref.WeakSet[Descriptor] = weakref.WeakSet()
# Programs that were started here, until they have ended: only their parent learns their exit codes.
CHILDREN: dict[int, subprocess.Popen[bytes]] = {}


def _after_fork() -> None:
    for descriptor in list(_OPEN):
        descriptor.close()
    CHILDREN.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


class ProcessHandle:
    """A running process. A pidfd (pidfd_open(2)) keeps meaning it even when its id is used again; other systems have only
    the id."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._descriptor: Descriptor | None = None
        if hasattr(os, "pidfd_open"):
            with suppress(OSError):
                self._descriptor = Descriptor(os.pidfd_open(pid))

    def has_ended(self) -> bool:
        """Whether it has ended."""
        child = CHILDREN.get(self._pid)
        if child is not None and child.poll() is not None:
            del CHILDREN[self._pid]
            return True
        if self._descriptor is not None:
            return bool(_polled(self._descriptor, select.POLLIN))
        try:
            os.kill(self._pid, 0)
        except OSError:
            return True
        return False

    def kill(self) -> None:
        """Kills it."""
        with suppress(OSError):
            if self._descriptor is not None:
                signal.pidfd_send_signal(self._descriptor.fileno(), signal.SIGKILL)
            elif not self.has_ended():
                os.kill(self._pid, signal.SIGKILL)

    def close(self) -> None:
        """Forgets it."""
        if self._descriptor is not None:
            self._descriptor.close()


def is_broken(lifeline: Descriptor) -> bool:
    """Whether no process reads the pipe any more; also if it is closed."""
    return lifeline.fileno() < 0 or bool(_polled(lifeline, 0) & select.POLLERR)


def _polled(descriptor: Descriptor, events: int) -> int:
    poll = select.poll()
    poll.register(descriptor.fileno(), events)
    return next((found for _, found in poll.poll(0)), 0)


def try_lock(descriptor: Descriptor, *, shared: bool = False) -> bool:
    """Whether this process has the lock of an open file (flock(2)) now; does not wait."""
    try:
        fcntl.flock(descriptor.fileno(), (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES):
            return False
        raise SidecarError(f"this file system has no locks, which a shared sidecar needs: {error}") from error
    return True


async def until(holds: Callable[[], bool], seconds: float) -> bool:
    """Whether it holds within this time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(PAUSE_SECONDS)
    return True
