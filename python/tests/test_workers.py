"""Two applications, each with three workers, share one sidecar, whatever is killed."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import io
import itertools
import json
import os
import signal
import zipfile
from collections.abc import Mapping
from pathlib import Path

import aiohttp

from backends import Backend, backend
from film import make_film
from test_sharing import until_ended
from test_sidecar import is_running

EXPORTS = 60


async def test_sixty_exports_of_two_applications_while_a_worker_and_the_sidecar_are_killed(
    command: list[str], tmp_path: Path
) -> None:
    make_film(tmp_path / "workspace" / "film")
    data = tmp_path / "state" / "sidecar"
    with backend(command, tmp_path, 3) as first, backend(command, tmp_path, 3) as second:
        pid = _sidecar(data)
        starter = _parent(pid)
        assert starter not in (os.getpid(), first.process.pid, second.process.pid)
        done = itertools.count(1)

        async def export(number: int, slots: asyncio.Semaphore, browser: aiohttp.ClientSession) -> str:
            async with slots:
                url = (first if number % 2 else second).url
                export_id = await _export(browser, f"{url}/api/v1", number)
                finished = next(done)
                if finished == EXPORTS // 4:
                    os.kill(starter, signal.SIGKILL)
                elif finished == EXPORTS // 2:
                    assert _sidecar(data) == pid, "the sidecar ended with the worker that had started it"
                    os.kill(pid, signal.SIGKILL)
                return export_id

        slots = asyncio.Semaphore(10)
        timeout = aiohttp.ClientTimeout(total=120)
        async with aiohttp.ClientSession(timeout=timeout) as browser:
            ids = await asyncio.gather(*(export(number, slots, browser) for number in range(EXPORTS)))
        assert len(set(ids)) == EXPORTS
        last = _sidecar(data)
        assert last != pid and not is_running(pid)
        first.stop()
        assert is_running(last)
        async with aiohttp.ClientSession(timeout=timeout) as browser:
            await _export(browser, f"{second.url}/api/v1", EXPORTS)
        assert _sidecar(data) == last
        second.stop()
    await until_ended(last)
    _assert_quiet(first)
    _assert_quiet(second)


async def _export(browser: aiohttp.ClientSession, api: str, number: int) -> str:
    """Exports the film, reads the archive in full, and returns the id of the export."""
    options = {"compress_media": bool(number % 3), "include_cache": bool(number % 2)}
    started = await _asked(browser, "POST", f"{api}/projects/film/export", 202, json.dumps(options))
    export_id = str(json.loads(started[0])["export_id"])
    path = f"{api}/exports/{export_id}"
    while (export := json.loads((await _asked(browser, "GET", path, 200))[0]))["state"] != "completed":
        assert export["state"] in ("queued", "running"), export
        await asyncio.sleep(0.1)
    content, headers = await _asked(browser, "GET", f"{path}/download", 200)
    digest = hashlib.sha256(content).digest()
    assert headers["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest).decode()}:"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        manifest = json.loads(archive.read("export-manifest.json"))
        assert manifest["export_options"]["compress_media"] == options["compress_media"]
        assert manifest["statistics"]["git_commits"] == 2
        assert archive.read("film/notes.txt") == b"Not committed.\n"
    return export_id


async def _asked(
    browser: aiohttp.ClientSession, method: str, url: str, status: int, body: str | None = None
) -> tuple[bytes, Mapping[str, str]]:
    """An answer, asked again where a worker was killed, as a browser's user would."""
    for _ in range(100):
        try:
            headers = {"Content-Type": "application/json"} if body else {}
            async with browser.request(method, url, data=body, headers=headers) as answer:
                content = await answer.read()
                assert answer.status == status, content[:500]
                return content, answer.headers
        except aiohttp.ClientError:
            await asyncio.sleep(0.1)
    raise AssertionError(f"no answer: {method} {url}")


def _sidecar(data: Path) -> int:
    """The only sidecar that uses the folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            arguments = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"serve" in arguments and os.fsencode(data) in arguments and is_running(int(process.name)):
            found.append(int(process.name))
    assert len(found) == 1, found
    return found[0]


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


def _assert_quiet(stopped: Backend) -> None:
    assert not [line for line in stopped.log if "Traceback" in line], stopped.log
