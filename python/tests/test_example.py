"""The example, run with uvicorn as a process of its own, and driven as a browser does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from film import make_film, sha256, status, tree, unpack

PYTHON = Path(__file__).resolve().parents[1]


@pytest.fixture(name="backend")
def _backend(command: list[str], tmp_path: Path) -> Iterator[str]:
    """Its URL."""
    make_film(tmp_path / "workspace" / "film")
    environment = {
        **os.environ,
        "PYTHONPATH": str(PYTHON / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "BACKEND_WORKSPACE": str(tmp_path / "workspace"),
        "BACKEND_STATE": str(tmp_path / "state"),
        "BACKEND_SIDECAR_COMMAND": json.dumps(command),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "app.main:app", "--port", "0", "--no-use-colors"],
        cwd=PYTHON / "examples" / "backend",
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        yield _url(process)
    finally:
        process.terminate()
        assert process.wait(15) in (0, -15)


def _url(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    for line in process.stderr:
        sys.stderr.write(line)
        running = re.search(r"running on (http://[\d.:]+)", line)
        if running:
            errors = process.stderr
            threading.Thread(target=lambda: [sys.stderr.write(line) for line in errors], daemon=True).start()
            return running[1]
    raise AssertionError("uvicorn has ended")


async def test_a_browser_starts_an_export_follows_it_and_fetches_the_archive(backend: str, tmp_path: Path) -> None:
    async with aiohttp.ClientSession(backend) as browser:
        async with browser.post("/projects/film/export", json={"format": "tar.gz"}) as started:
            assert started.status == 202
            export_id = (await started.json())["export_id"]
        events = await _events(browser, export_id)
        assert events[-1]["type"] == "export_complete"
        async with browser.get(f"/exports/{export_id}") as answer:
            export = await answer.json()
        assert (export["state"], export["progress"]) == ("completed", 1)
        archive = tmp_path / "film.tar.gz"
        async with browser.get(export["download"]) as answer:
            assert "film.tar.gz" in answer.headers["Content-Disposition"]
            archive.write_bytes(await answer.read())
        async with browser.get(export["download"], headers={"Range": "bytes=5-9"}) as part:
            assert (part.status, await part.read()) == (206, archive.read_bytes()[5:10])
        assert sha256(archive) == events[-1]["result"]["volumes"][0]["sha256"]
        await _refusals(browser)
    film = unpack(archive, tmp_path / "unpacked") / "film"
    assert tree(film) == tree(tmp_path / "workspace" / "film")
    assert status(film) == "?? notes.txt\n"


async def _events(browser: aiohttp.ClientSession, export_id: str) -> list[dict[str, Any]]:
    async with browser.ws_connect(f"/ws/exports/{export_id}") as socket:
        return [message.json() async for message in socket]


async def _refusals(browser: aiohttp.ClientSession) -> None:
    async with browser.post("/projects/nowhere/export") as unknown:
        assert (unknown.status, (await unknown.json())["code"]) == (404, "unknown_project")
    async with browser.post("/projects/film/export", json={"format": "rar"}) as wrong:
        assert (wrong.status, (await wrong.json())["field"]) == (400, "format")
    async with browser.ws_connect("/ws/exports/unknown") as socket:
        assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
        assert socket.close_code == 4404
