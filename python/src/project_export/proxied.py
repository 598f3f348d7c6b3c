"""Downloads that a backend passes on as the server sends them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from .download import blocks
from .transport import Transport, raise_for_refusal

_FORWARDED = ("Range", "If-Range", "If-None-Match", "If-Match")
# 412 and 416 are for whoever has sent the conditions and the range.
_PASSED_ON = (412, 416)


@dataclass(frozen=True)
class DownloadStream:
    """A download as sent by the server, for proxying: the HTTP status, its headers with case-insensitive names, and the
    body in blocks of about a MiB."""

    status: int
    headers: Mapping[str, str]
    blocks: AsyncIterator[bytes]


@asynccontextmanager
async def open_stream(
    transport: Transport, path: str, *, method: str, headers: Mapping[str, str]
) -> AsyncIterator[DownloadStream]:
    """The download at this path; of the headers, the range and the conditions are forwarded.

    :raises RequestRefusedError: if there is none
    """
    given = {name.lower(): value for name, value in headers.items()}
    taken = {name: given[name.lower()] for name in _FORWARDED if name.lower() in given}
    async with transport.stream(method, path, headers=taken) as response:
        if response.status >= 400 and response.status not in _PASSED_ON:
            if method == "HEAD":  # only the answer to GET has a body with the reason
                async with transport.stream("GET", path) as reason:
                    await raise_for_refusal(reason)
            await raise_for_refusal(response)
        yield DownloadStream(response.status, response.headers, blocks(response))
