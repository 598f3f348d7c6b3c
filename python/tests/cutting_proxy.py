"""A TCP proxy that cuts connections after a given number of bytes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit


class CuttingProxy:
    """Forwards bytes to a server. Each of ``cuts`` ends one connection after the server has sent that many bytes over
    it."""

    def __init__(self, url: str, cuts: list[int]) -> None:
        address = urlsplit(url)
        self._host, self._port = address.hostname, address.port
        self._cuts = cuts
        self._writers: set[asyncio.StreamWriter] = set()
        self.connections = 0
        self.url = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[CuttingProxy]:
        """Listens."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.close()
            self.cut_all()

    def cut_all(self) -> None:
        """Ends all connections abruptly."""
        for writer in list(self._writers):
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        there_reader, there_writer = await asyncio.open_connection(self._host, self._port)
        ends = {writer, there_writer}
        self._writers |= ends
        with suppress(OSError):
            await asyncio.gather(self._hand_on(reader, there_writer, False), self._hand_on(there_reader, writer, True))
        for end in ends:
            end.transport.abort()
        self._writers -= ends

    async def _hand_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, counted: bool) -> None:
        total = 0
        while block := await reader.read(1 << 16):
            total += len(block)
            writer.write(block)
            await writer.drain()
            if counted and self._cuts and total >= self._cuts[0]:
                self._cuts.pop(0)
                break
        writer.close()
        if counted:
            raise ConnectionResetError("cut")
