"""Requests to the server: common headers, retries, and the mapping of rejections to errors."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from .backoff import Backoff
from .errors import ProtocolError, UnavailableError, of_problem

LOST: tuple[type[BaseException], ...] = (aiohttp.ClientError, asyncio.TimeoutError, ConnectionError)
"""The exceptions of a lost or failed connection."""

# aiohttp drops unread data when a connection is lost; so up to twice as much of a download is fetched again.
_READ_BUFFER_BYTES = 1 << 18


# A forked process must neither use nor close the connections and event loops of its parent.
_INHERITED: list[aiohttp.ClientSession] = []


class _Stopping(Exception):
    """The server is shutting down, or a proxy cannot reach it; the condition is temporary."""

    def __init__(self, retry_after: float) -> None:
        super().__init__("the server is not ready")
        self.retry_after = retry_after


def segment(value: str) -> str:
    """Encodes a value as one segment of a path. Dots are unchanged: see :func:`is_segment`."""
    return quote(value, safe="")


def is_segment(value: str) -> bool:
    """Whether a value can be a path segment at all; others would change the path."""
    return value not in ("", ".", "..") and "/" not in value and "\0" not in value


class Transport:
    """HTTP to one server, with its token. Not for use from several event loops."""

    def __init__(self, base_url: str, token: str, *, timeout: float, patience: float) -> None:
        """
        :param timeout: seconds that an answer may take
        :param patience: seconds for which to retry requests that do not reach the server
        """
        self._base = base_url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"}
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None
        self._process = os.getpid()
        self._hopeless: str | None = None
        self.patience = patience

    @property
    def base_url(self) -> str:
        """The URL of the server, without a trailing slash."""
        return self._base

    def move(self, base_url: str, token: str) -> None:
        """Sends further requests, and further attempts, to the server's new URL, with its new token."""
        self._base = base_url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"}

    def give_up(self, why: str) -> None:
        """Ends all waiting for the server with a ``SidecarError``."""
        self._hopeless = why

    def backoff(self) -> Backoff:
        """Waits between attempts to reach the server."""
        return Backoff(self.patience, lambda: self._hopeless)

    async def close(self) -> None:
        """Closes all connections; may be called twice."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _open(self) -> aiohttp.ClientSession:
        if self._process != os.getpid():
            _INHERITED.extend([self._session] if self._session else [])
            self._session, self._process = None, os.getpid()
        if self._session is None:  # requires an event loop
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=self._timeout),  # for a WebSocket: until it is open
                read_bufsize=_READ_BUFFER_BYTES,
            )
        return self._session

    def _url(self, path: str) -> URL:
        return URL(self._base + path, encoded=True)

    async def json(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        repeatable: bool = False,
        timeout: float | None = None,
    ) -> Any:
        """Sends a request and returns the JSON of the answer; None if it is empty.

        A request that did not reach the server, or was answered with 503, is retried until patience runs out.

        :param timeout: seconds that an answer may take, if not as long as others
        :param repeatable: whether the request is safe to repeat, so that it is also retried if only the answer was lost
        :raises RequestRefusedError: if the server rejects it
        :raises UnavailableError: if the server cannot be reached
        """
        return await self._answer(read_json, method, path, body, headers, repeatable, timeout)

    async def text(self, path: str) -> str:
        """Sends a GET and returns the text of the answer; see :meth:`json`."""
        return str(await self._answer(read_text, "GET", path, None, None, True, None))

    async def _answer(
        self,
        read: Callable[[aiohttp.ClientResponse], Awaitable[Any]],
        method: str,
        path: str,
        body: Mapping[str, Any] | None,
        headers: Mapping[str, str] | None,
        repeatable: bool,
        timeout: float | None,
    ) -> Any:
        backoff = self.backoff()
        while True:
            try:
                return await self._answer_once(read, method, path, body, headers, timeout)
            except _Stopping as stopping:
                await backoff.wait(f"{method} {path}", stopping, stopping.retry_after)
            except LOST as error:
                if not repeatable and not isinstance(error, aiohttp.ClientConnectorError):
                    raise UnavailableError(f"the answer to {method} {path} was lost: {error!r}") from error
                await backoff.wait(f"{method} {path}", error)

    async def _answer_once(
        self,
        read: Callable[[aiohttp.ClientResponse], Awaitable[Any]],
        method: str,
        path: str,
        body: Mapping[str, Any] | None,
        headers: Mapping[str, str] | None,
        timeout: float | None,
    ) -> Any:
        data = None if body is None else json.dumps(body).encode()
        typed = dict(headers or {}) if data is None else {"Content-Type": "application/json", **(headers or {})}
        async with self._open().request(
            method,
            self._url(path),
            data=data,
            headers={**self._headers, **typed},
            timeout=aiohttp.ClientTimeout(total=self._timeout if timeout is None else timeout),
            allow_redirects=False,
        ) as response:
            return await read(response)

    @asynccontextmanager
    async def stream(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, data: Any = None, expect100: bool = False
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """One request whose bodies may be long: only idle time is limited. It is not retried, and any status is an
        answer."""
        limit = aiohttp.ClientTimeout(total=None, sock_connect=self._timeout, sock_read=max(self._timeout, 60.0))
        async with self._open().request(
            method,
            self._url(path),
            headers={**self._headers, **(headers or {})},
            data=data,
            timeout=limit,
            allow_redirects=False,
            expect100=expect100,
        ) as response:
            yield response

    async def is_answered(self, path: str) -> bool:
        """Whether a GET is answered with 200 within 10 seconds; a single attempt."""
        limit = aiohttp.ClientTimeout(total=min(self._timeout, 10.0))
        try:
            async with self._open().get(
                self._url(path), headers=self._headers, timeout=limit, allow_redirects=False
            ) as response:
                return response.status == 200
        except LOST:
            return False

    @asynccontextmanager
    async def websocket(self, path: str) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
        """One WebSocket.

        :raises RequestRefusedError: if the server rejects the upgrade permanently; a temporary failure raises one of
            ``LOST``
        """
        try:
            socket = await self._open().ws_connect(self._url(path), headers=self._headers)
        except aiohttp.WSServerHandshakeError as error:
            if error.status in (429, 502, 503, 504) or error.status < 400:
                raise
            raise _why_refused(path, error.status) from error
        try:
            yield socket
        finally:
            # Does not wait for a hanging peer. (asyncio.wait_for of Python 3.11 and older may swallow the cancellation
            # of this task.)
            closing = asyncio.ensure_future(socket.close())
            await asyncio.wait([closing], timeout=1.0)
            closing.cancel()


def _why_refused(path: str, status: int) -> Exception:
    """The error for a rejected handshake; aiohttp does not read its body."""
    unknown = "unknown_import" if path.startswith("/api/v1/imports/") else "unknown_export"
    code = {401: "unauthorized", 404: unknown}.get(status, "")
    return of_problem(status, {"code": code, "detail": f"the server rejected the WebSocket {path} with status {status}"}, {})


async def read_text(response: aiohttp.ClientResponse) -> str:
    """The text of an answer.

    :raises RequestRefusedError: if the request was rejected
    """
    if response.status >= 300:
        await read_json(response)
    return await response.text()


async def read_json(response: aiohttp.ClientResponse) -> Any:
    """The JSON of an answer; None if it is empty.

    :raises RequestRefusedError: if the request was rejected
    """
    text = await response.read()
    if response.status in (502, 503, 504):
        raise _Stopping(_retry_after(response))
    try:
        parsed = json.loads(text) if text else None
    except ValueError as error:
        parsed = error
    if response.status >= 400:
        raise of_problem(response.status, parsed if isinstance(parsed, dict) else {}, response.headers)
    if response.status >= 300 or isinstance(parsed, ValueError):
        raise ProtocolError(f"{response.method} {response.url.path} was answered with {response.status}: {text[:200]!r}")
    return parsed


def _retry_after(response: aiohttp.ClientResponse) -> float:
    try:
        return min(30.0, max(0.0, float(response.headers.get("Retry-After", "0"))))
    except ValueError:  # a date
        return 0.0


async def raise_for_refusal(response: aiohttp.ClientResponse) -> None:
    """Raises the error for a rejected ``stream``; a server that is shutting down counts as a lost connection."""
    if response.status < 400:
        return
    try:
        await read_json(response)
    except _Stopping as stopping:
        raise aiohttp.ServerDisconnectedError(str(stopping)) from stopping
