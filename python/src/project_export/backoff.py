"""Waiting between tries, longer each time."""

from __future__ import annotations

import asyncio
import random
import time

from .errors import UnavailableError

FIRST_SECONDS = 0.1
LONGEST_SECONDS = 5.0


class Backoff:
    """Waits 0.1 seconds before the second try, then twice as long each time, up to 5 seconds.

    Each wait is shorter by a random part of up to a third, so that many clients do not come back at once.
    """

    def __init__(self, patience: float) -> None:
        """:param patience: after how many seconds without an answer to give up"""
        self._patience = patience
        self.reset()

    def reset(self) -> None:
        """Tells that a try has got on: waits are short again."""
        self._delay = FIRST_SECONDS
        self.heard()

    def heard(self) -> None:
        """Tells that the server is there: patience begins anew."""
        self._since = time.monotonic()

    async def wait(self, what: str, cause: BaseException | None = None, at_least: float = 0.0) -> None:
        """Waits before the next try.

        :param what: is being tried, for the message
        :param at_least: so many seconds, as the server has asked for
        :raises UnavailableError: if patience would be over before the next try
        """
        delay = max(at_least, self._delay * random.uniform(0.67, 1))
        if time.monotonic() + delay > self._since + self._patience:
            because = f" ({cause!r})" if cause else ""
            raise UnavailableError(f"no answer within {self._patience:g} seconds: {what}{because}") from cause
        self._delay = min(2 * self._delay, LONGEST_SECONDS)
        await asyncio.sleep(delay)
