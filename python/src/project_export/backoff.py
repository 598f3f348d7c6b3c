"""Waits between attempts, longer each time."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable

from .errors import SidecarError, UnavailableError

FIRST_SECONDS = 0.1
LONGEST_SECONDS = 5.0


class Backoff:
    """Waits 0.1 seconds before the second attempt, then twice as long each time, up to 5 seconds.

    Each wait is shortened by a random fraction of up to a third, so that many clients do not return at the same time.
    """

    def __init__(self, patience: float, hopeless: Callable[[], str | None] = lambda: None) -> None:
        """
        :param patience: seconds without an answer after which to give up
        :param hopeless: why no answer will come, if that is known
        """
        self._patience = patience
        self._hopeless = hopeless
        self.reset()

    def reset(self) -> None:
        """Records progress: waits are short again."""
        self._delay = FIRST_SECONDS
        self.heard()

    def heard(self) -> None:
        """Records a sign of life from the server: patience starts over."""
        self._since = time.monotonic()

    async def wait(self, what: str, cause: BaseException | None = None, at_least: float = 0.0) -> None:
        """Waits before the next attempt.

        :param what: the operation, for the message
        :param at_least: minimum wait in seconds, as requested by the server
        :raises UnavailableError: if patience would run out before the next attempt
        :raises SidecarError: if no answer will come
        """
        hopeless = self._hopeless()
        if hopeless is not None:
            raise SidecarError(hopeless) from cause
        delay = max(at_least, self._delay * random.uniform(0.67, 1))
        if time.monotonic() + delay > self._since + self._patience:
            because = f" ({cause!r})" if cause else ""
            raise UnavailableError(f"no answer within {self._patience:g} seconds: {what}{because}") from cause
        self._delay = min(2 * self._delay, LONGEST_SECONDS)
        await asyncio.sleep(delay)
