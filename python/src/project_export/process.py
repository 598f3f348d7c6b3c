"""One run of the sidecar's JVM."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any

from .errors import SidecarError

_log = logging.getLogger("project_export.sidecar")

_LINE_BYTES = 1 << 20
_LAST_LINES = 20


class StartError(SidecarError):
    """The program exited before it was ready, or was not ready in time."""

    @classmethod
    def of(cls, exit_code: int | None, timeout: float, log: Iterable[str]) -> StartError:
        """For an exit code, or a time in seconds that has passed, and the end of the program's log."""
        late = f"was not ready within {timeout:g} seconds"
        what = late if exit_code is None else f"exited with exit code {exit_code} before it was ready"
        return cls(f"the sidecar {what}; the end of its log:\n" + ("\n".join(log) or "(nothing)"))


class SidecarProcess:
    """A running JVM whose standard output and error are read. Its standard input is its lifeline: when this process
    exits, for whatever reason, the system closes it, and ``serve --stop-with-input`` stops."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._last_lines: deque[str] = deque(maxlen=_LAST_LINES)
        self._readers = asyncio.gather(self._read_output(), self._read_log())

    @classmethod
    async def start(cls, command: Sequence[str], environment: Mapping[str, str], timeout: float) -> SidecarProcess:
        """Starts the JVM and waits until it listens.

        :param timeout: maximum wait in seconds
        :raises StartError: if it does not; it is not running then
        """
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                env=environment,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                limit=_LINE_BYTES,
                start_new_session=True,  # Ctrl-C goes to the application, which stops it in an orderly way
            )
        except OSError as error:
            raise StartError(f"cannot run {command[0]}: {error}") from error
        started = cls(process)
        try:
            await started._until_ready(timeout)
        except BaseException:
            await asyncio.shield(started._kill())
            raise
        return started

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def url(self) -> str:
        """The URL it listens on."""
        return self._ready.result()

    async def wait(self) -> int | None:
        """Waits for its exit code; negative for the signal that ended it."""
        return await self._process.wait()

    async def stop(self, timeout: float) -> None:
        """Stops it, and kills it if it has not exited after this many seconds."""
        if self._process.returncode is None:
            self._process.terminate()
            ended = asyncio.ensure_future(self._process.wait())
            await asyncio.wait([ended], timeout=timeout)
            if not ended.done():
                ended.cancel()
                _log.warning("the sidecar (process %d) has not stopped within %g seconds; killing it", self.pid, timeout)
        await self._kill()

    def release(self) -> None:
        """Forgets it after its end."""

    def kill(self) -> None:
        """Kills it."""
        if self._process.returncode is None:
            self._process.kill()

    async def _kill(self) -> None:
        self.kill()
        await self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        # A child of the launcher may hold the pipes open.
        await asyncio.wait([self._readers], timeout=1)
        self._readers.cancel()

    async def _until_ready(self, timeout: float) -> None:
        ended = asyncio.ensure_future(self._process.wait())
        either: list[asyncio.Future[Any]] = [ended, self._ready]
        try:
            await asyncio.wait(either, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ended.cancel()
        if self._ready.done():
            return
        await asyncio.wait([self._readers], timeout=1)
        raise StartError.of(self._process.returncode, timeout, self._last_lines)

    async def _read_output(self) -> None:
        async for line in _lines(self._process.stdout):
            ready = parse_ready(f"{line}\n")
            if ready is not None and not self._ready.done():
                self._ready.set_result(ready[0])
            else:
                _log.info("%s", line)

    async def _read_log(self) -> None:
        async for line in _lines(self._process.stderr):
            self._last_lines.append(line)
            fields = _object(line)
            level = logging.getLevelName(str(fields.get("level", "INFO")).upper())
            message = fields.get("message") or fields.get("formattedMessage") or line
            _log.log(level if isinstance(level, int) else logging.INFO, "%s", message, extra={"sidecar": fields})


async def _lines(stream: asyncio.StreamReader | None) -> AsyncIterator[str]:
    assert stream is not None
    while True:
        try:
            line = await stream.readline()
        except ValueError:  # longer than the limit; the stream has dropped it
            continue
        if not line:
            return
        yield line.decode("utf-8", "replace").rstrip()


def parse_ready(text: str) -> tuple[str, int] | None:
    """The URL and the process id in the line that the program prints when it is ready; None if it is not complete."""
    fields = _object(text) if text.endswith("\n") else {}
    if fields.get("event") != "ready" or "url" not in fields:
        return None
    return str(fields["url"]), int(fields["pid"])


def _object(line: str) -> dict[str, Any]:
    try:
        parsed = json.loads(line)
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) else {}
