"""The example, run with uvicorn as a process of its own, and driven as a browser does."""

from __future__ import annotations

import asyncio
import random
import re
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest

from backends import Backend, backend
from film import make_film, sha256, status, tree, unpack

STORY = {
    "format": "tar.gz",
    "include_history": True,
    "include_cache": True,
    "include_dependencies": False,
    "compress_media": False,
    "split_size_mb": None,
}


@pytest.fixture(name="films", scope="module")
def _films(command: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Backend, Path]]:
    folder = tmp_path_factory.mktemp("backend")
    make_film(folder / "workspace" / "film")
    (folder / "workspace" / "film" / "render.tmp").write_text("cache")
    (folder / "workspace" / "long film").mkdir()
    (folder / "workspace" / "long film" / "take.mov").write_bytes(random.Random(4).randbytes(40 << 20))
    create = [*command, "tokens", "create", "page", "--data", str(folder / "state" / "sidecar"), "--project", "film"]
    token = subprocess.run([*create, "--scope", "read,start"], check=True, capture_output=True, text=True).stdout.strip()
    with backend(command, folder, page_token=token) as running:
        yield running, folder


async def test_a_browser_starts_an_export_follows_it_and_fetches_the_archive(films: tuple[Backend, Path], tmp_path: Path) -> None:
    running, folder = films
    async with aiohttp.ClientSession(running.url) as browser:
        async with browser.post("/api/v1/projects/film/export", json=STORY) as started:
            assert started.status == 202
            export_id = (await started.json())["export_id"]
        events = await _events(browser, export_id)
        assert events[-1]["type"] == "export_complete"
        export = await _get(browser, export_id)
        assert (export["state"], export["progress"]) == ("completed", 1)
        assert export["download"] == f"/api/v1/exports/{export_id}/download"
        archive = tmp_path / "film.tar.gz"
        async with browser.get(export["download"]) as answer:
            assert "film.tar.gz" in answer.headers["Content-Disposition"]
            archive.write_bytes(await answer.read())
        async with browser.head(export["download"]) as head:
            assert (head.status, int(head.headers["Content-Length"])) == (200, archive.stat().st_size)
            assert {name: head.headers[name] for name in ("ETag", "Repr-Digest", "Accept-Ranges")} == {
                name: answer.headers[name] for name in ("ETag", "Repr-Digest", "Accept-Ranges")
            }
        async with browser.get(export["download"], headers={"Range": "bytes=5-9"}) as part:
            assert (part.status, await part.read()) == (206, archive.read_bytes()[5:10])
        async with browser.get(export["download"], headers={"If-None-Match": answer.headers["ETag"]}) as same:
            assert same.status == 304
        async with browser.get(export["download"], headers={"Range": "bytes=999999999-"}) as beyond:
            assert beyond.status == 416
        assert sha256(archive) == events[-1]["result"]["volumes"][0]["sha256"]
    film = unpack(archive, tmp_path / "unpacked") / "film"
    assert tree(film) == tree(folder / "workspace" / "film")
    assert (film / "render.tmp").exists()
    assert status(film) == "?? notes.txt\n?? render.tmp\n"


async def test_volumes_are_downloaded_one_by_one(films: tuple[Backend, Path]) -> None:
    async with aiohttp.ClientSession(films[0].url) as browser:
        async with browser.post("/api/v1/projects/film/export", json={"format": "tar", "split_size_mb": 2}) as started:
            export_id = (await started.json())["export_id"]
        volumes = (await _events(browser, export_id))[-1]["result"]["volumes"]
        assert len(volumes) > 1
        download = f"/api/v1/exports/{export_id}/download"
        parts = []
        for number in range(1, len(volumes) + 1):
            async with browser.get(f"{download}/{number}") as answer:
                parts.append(await answer.read())
        async with browser.get(download) as answer:
            assert await answer.read() == b"".join(parts)
        for method in ("GET", "HEAD"):
            async with browser.request(method, f"{download}/99") as none:
                assert none.status == 404


async def test_wrong_requests_are_refused(films: tuple[Backend, Path]) -> None:
    async with aiohttp.ClientSession(films[0].url) as browser:
        export = "/api/v1/projects/film/export"
        async with browser.post("/api/v1/projects/nowhere/export") as unknown:
            assert (unknown.status, (await unknown.json())["code"]) == (404, "unknown_project")
        async with browser.post(export, json={"format": "rar"}) as wrong:
            assert (wrong.status, (await wrong.json())["field"]) == (400, "format")
        async with browser.post(export, json={"split_size_mb": 0}) as wrong:
            assert (wrong.status, (await wrong.json())["field"]) == (400, "split_size_mb")
        for body in ({"include_histroy": False}, {"verify": True}, {"include_cache": "yes"}, {"split_size_mb": 1.5}, ["zip"]):
            async with browser.post(export, json=body) as refused:
                assert refused.status == 422, body
        for method in ("GET", "HEAD"):
            async with browser.request(method, "/api/v1/exports/unknown/download") as none:
                assert none.status == 404
        async with browser.ws_connect("/api/v1/exports/unknown/events") as unheard:
            assert (await unheard.receive()).type is aiohttp.WSMsgType.CLOSE
            assert unheard.close_code == 4404
        async with browser.get("/openapi.json") as described:
            paths = (await described.json())["paths"]
        assert "/api/v1/projects/{project_id}/export" in paths


async def test_downloads_that_are_aborted_leave_no_trace_in_the_log(films: tuple[Backend, Path], tmp_path: Path) -> None:
    running, folder = films
    async with aiohttp.ClientSession(running.url) as browser:
        async with browser.post("/api/v1/projects/long film/export", json={"format": "tar"}) as started:
            export_id = (await started.json())["export_id"]
        await _events(browser, export_id)
        path = f"/api/v1/exports/{export_id}/download"
        before = len(running.log)
        address = urlsplit(running.url)
        for size in (1, 100_000, 3_000_000):
            for reset in (False, True):
                await asyncio.to_thread(_abort, (address.hostname, address.port), path, size, reset)
        async with browser.get(path) as answer:
            assert len(await answer.read()) > 40 << 20
        await asyncio.sleep(0.5)
    lines = running.log[before:]
    assert not [line for line in lines if not line.startswith("INFO:")], lines
    sidecar = (folder / "state" / "sidecar" / "shared" / "log").read_text()
    assert '"level":"WARN"' not in sidecar and '"level":"ERROR"' not in sidecar, sidecar


def _abort(address: Any, path: str, size: int, reset: bool) -> None:
    """Reads this many bytes of a download, then closes the connection, or resets it."""
    with socket.create_connection(address) as browser:
        browser.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        received = 0
        while received < size:
            received += len(browser.recv(1 << 16))
        if reset:
            browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


async def _get(browser: aiohttp.ClientSession, export_id: str) -> Any:
    async with browser.get(f"/api/v1/exports/{export_id}") as answer:
        return await answer.json()


async def _events(browser: aiohttp.ClientSession, export_id: str) -> list[dict[str, Any]]:
    async with browser.ws_connect(f"/api/v1/exports/{export_id}/events") as events:
        return [message.json() async for message in events]


async def test_the_page_embeds_the_element_with_a_token_that_may_do_what_users_may(films: tuple[Backend, Path]) -> None:
    running, _ = films
    async with aiohttp.ClientSession() as browser:
        async with browser.get(running.url + "/projects/film") as page:
            text = await page.text()
        async with browser.get(running.url + "/api/v1/export-token") as answer:
            token = (await answer.json())["token"]
        assert '<project-export project="film">' in text
        module = re.search(r'src="([^"]+)/page/project-export\.js"', text)
        assert module is not None
        server = module.group(1)
        headers = {"Origin": running.url, "Authorization": f"Bearer {token}"}
        for path, status_code in {
            "/page/project-export.js": 200,
            "/api/v1/exports?project_id=film": 200,
            "/api/v1/storage": 403,
            "/api/v1/projects/long%20film/exports": 404,
        }.items():
            async with browser.get(server + path, headers=headers) as answer:
                assert (path, answer.status) == (path, status_code)
                assert answer.headers["Access-Control-Allow-Origin"] == running.url
        async with browser.get(server + "/page/project-export.js", headers={"Origin": "https://evil.example"}) as answer:
            assert answer.status == 403
