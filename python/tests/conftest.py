"""What tests share: a fake server; and the real sidecar, one for all tests, with a workspace of small projects."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from fake_server import TOKEN, FakeServer
from film import make_film
from project_export import ExportClient


def sidecar_command() -> list[str]:
    """The command line of Project Exporter: ``PROJECT_EXPORT_COMMAND`` (JSON), else the launcher of this checkout."""
    given = os.environ.get("PROJECT_EXPORT_COMMAND")
    if given:
        return [str(part) for part in json.loads(given)]
    return [str(Path(__file__).resolve().parents[2] / "project-export")]


@pytest.fixture(name="command", scope="session")
def _command() -> list[str]:
    return sidecar_command()


@dataclass(frozen=True)
class RealServer:
    """A running sidecar."""

    url: str
    token: str
    workspace: Path
    data: Path
    hand_over: Path

    def client(self) -> ExportClient:
        """A client of it."""
        return ExportClient(self.url, self.token, patience=10)


@pytest.fixture(scope="session")
def real(command: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    """The real sidecar with the project ``film``."""
    workspace = tmp_path_factory.mktemp("workspace")
    make_film(workspace / "film")
    token = secrets.token_urlsafe(32)
    data, hand_over = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("hand-over")
    folders = ["--workspace", str(workspace), "--data", str(data), "--hand-over", str(hand_over)]
    process = subprocess.Popen(
        [*command, "serve", "--stop-with-input", "--port", "0", *folders],
        env={**os.environ, "PROJECT_EXPORT_TOKEN": token, "LC_ALL": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stderr is not None
    # Passed on through Python, so that pytest shows it with the test that fails.
    errors = process.stderr
    threading.Thread(target=lambda: [sys.stderr.write(line) for line in errors], daemon=True).start()
    try:
        ready = json.loads(process.stdout.readline())
        yield RealServer(ready["url"], token, workspace, data, hand_over)
    finally:
        process.terminate()
        process.wait(10)


@pytest_asyncio.fixture
async def client(real: RealServer) -> AsyncIterator[ExportClient]:
    """A client of the real sidecar."""
    async with real.client() as client:
        yield client


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeServer]:
    """A fake server."""
    async with FakeServer().running() as server:
        yield server


@pytest_asyncio.fixture
async def fake_client(fake: FakeServer) -> AsyncIterator[ExportClient]:
    """A client of the fake server, with little patience."""
    async with ExportClient(fake.url, TOKEN, timeout=5, patience=3) as client:
        yield client
