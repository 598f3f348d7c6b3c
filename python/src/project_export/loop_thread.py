"""An event loop in a thread of its own, for callers without one."""

from __future__ import annotations

import asyncio
import os
import queue
import threading
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .errors import ProjectExportError

T = TypeVar("T")
N = TypeVar("N")

_WAKE_SECONDS = 0.5
_CALL = "project-export-call"
# A forked process must neither use nor destroy the event loop of its parent, with which it shares descriptors.
_INHERITED: list[object] = []


@dataclass(frozen=True)
class _Outcome(Generic[T]):
    value: T | None = None
    error: BaseException | None = None


@dataclass(frozen=True)
class _Notice(Generic[N]):
    value: N
    taken: asyncio.Event


class _Call:
    """A task that another thread waits for."""

    def __init__(self, loop: asyncio.AbstractEventLoop, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self.loop = loop
        self._work = work
        self._ended = threading.Event()
        self._task: asyncio.Task[None] | None = None
        loop.call_soon_threadsafe(self._begin)

    def _begin(self) -> None:
        self._task = self.loop.create_task(self._work(), name=_CALL)
        self._task.add_done_callback(lambda _: self._ended.set())

    def has_ended(self) -> bool:
        return self._ended.is_set() or not self.loop.is_running()

    def cancel(self) -> None:
        """Cancels it, and returns when it has ended."""
        self.loop.call_soon_threadsafe(lambda: self._task and self._task.cancel())
        while not self.has_ended():
            self._ended.wait(_WAKE_SECONDS)


class LoopThread:
    """Runs coroutines for any number of threads. It is started when it is first needed, and in a forked process again."""

    def __init__(self) -> None:
        self._reset()

    def _reset(self) -> None:
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def is_running(self) -> bool:
        """Whether there is a thread, in this process."""
        return self._process == os.getpid() and self._loop is not None

    def call(
        self,
        work: Callable[[Callable[[N], Awaitable[None]]], Coroutine[Any, Any, T]],
        callback: Callable[[N], object] | None = None,
    ) -> T:
        """Runs a coroutine, and returns its result.

        :param work: makes the coroutine; its argument passes something to the callback, and returns when that has returned
        :param callback: called in the thread that called this
        :raises BaseException: what the coroutine raises; or what interrupts the waiting, such as ``KeyboardInterrupt``, in
            which case the coroutine is cancelled first, and has ended
        """
        loop = self._started()
        mail: queue.SimpleQueue[_Outcome[T] | _Notice[N]] = queue.SimpleQueue()

        async def forward(value: N) -> None:
            taken = asyncio.Event()
            mail.put(_Notice(value, taken))
            await taken.wait()

        async def run() -> None:
            try:
                mail.put(_Outcome(value=await work(forward)))
            except BaseException as error:  # it belongs to the caller
                mail.put(_Outcome(error=error))

        call = _Call(loop, run)
        try:
            outcome = self._outcome(call, mail, callback)
        except BaseException:
            call.cancel()
            raise
        if isinstance(outcome.error, asyncio.CancelledError):
            raise ProjectExportError("the service was closed meanwhile") from outcome.error
        if outcome.error is not None:
            raise outcome.error
        return outcome.value  # type: ignore[return-value]

    def _outcome(
        self,
        call: _Call,
        mail: queue.SimpleQueue[_Outcome[T] | _Notice[N]],
        callback: Callable[[N], object] | None,
    ) -> _Outcome[T]:
        while True:
            try:
                found = mail.get(timeout=_WAKE_SECONDS)
            except queue.Empty:
                if call.has_ended() and mail.empty():
                    return _Outcome(error=asyncio.CancelledError())
                continue
            if isinstance(found, _Outcome):
                return found
            if callback is not None:
                callback(found.value)
            call.loop.call_soon_threadsafe(found.taken.set)

    def _started(self) -> asyncio.AbstractEventLoop:
        if self._process != os.getpid():  # the lock may be held by a thread that was not copied
            _INHERITED.append((self._loop, self._thread, self._lock))
            self._reset()
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=self._loop.run_forever, name="project-export-loop", daemon=True
                )
                self._thread.start()
            return self._loop

    def stop(self, last: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Cancels what is running, runs one more coroutine, and ends the thread. May be called twice."""
        if not self.is_running():
            return
        with self._lock:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is None or thread is None:
            return
        try:
            asyncio.run_coroutine_threadsafe(_end(last), loop).result()
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()


async def _end(last: Callable[[], Coroutine[Any, Any, None]]) -> None:
    calls = [task for task in asyncio.all_tasks() if task.get_name() == _CALL]
    for task in calls:
        task.cancel()
    await asyncio.gather(*calls, return_exceptions=True)
    await last()
    await asyncio.get_running_loop().shutdown_asyncgens()
    with suppress(RuntimeError):  # when the interpreter ends, it has ended the threads of the executor already
        await asyncio.get_running_loop().shutdown_default_executor()
