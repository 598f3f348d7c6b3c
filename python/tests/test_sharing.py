"""Several processes share one sidecar, whichever of them start it, end, or are killed."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from film import essence, make_film, make_long_film
from project_export import ProjectExportService, Sidecar, SidecarError
from test_sidecar import PACKAGE, is_running


@pytest.fixture(name="studio")
def _studio(command: list[str], tmp_path: Path) -> Studio:
    make_film(tmp_path / "workspace" / "film")
    return Studio(command, tmp_path)


class Studio:
    """A workspace and a data folder, and processes that use them."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.command = command
        self.folder = folder
        self.shared = folder / "data" / "shared"

    def sidecar(self, data: str = "data") -> Sidecar:
        return Sidecar(self.folder / "workspace", data=self.folder / data, shared=True, command=self.command)

    @asynccontextmanager
    async def worker(self, body: str) -> AsyncIterator[subprocess.Popen[str]]:
        """Another process, with a shared sidecar, that runs the body of a coroutine."""
        lines = "".join(f"        {line}\n" for line in body.splitlines())
        program = (
            "import asyncio, json, os, sys\n"
            f"sys.path.insert(0, {str(PACKAGE)!r})\n"
            "from project_export import Sidecar, SidecarError\n"
            "async def main():\n"
            f"    async with Sidecar({str(self.folder / 'workspace')!r}, data={str(self.folder / 'data')!r}, shared=True,\n"
            f"                       command={self.command!r}) as sidecar:\n{lines}"
            "asyncio.run(main())\n"
        )
        process = subprocess.Popen(
            [sys.executable, "-B", "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


async def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return (await asyncio.to_thread(process.stdout.readline)).strip()


async def until_ended(pid: int) -> None:
    end = time.monotonic() + 15
    while is_running(pid):
        assert time.monotonic() < end, "the sidecar was left behind"
        await asyncio.sleep(0.05)


async def test_the_first_one_starts_it_and_the_last_one_stops_it(studio: Studio) -> None:
    first, second = studio.sidecar(), studio.sidecar()
    await asyncio.gather(first.start(), second.start())
    assert (first.pid, first.url, first.token) == (second.pid, second.url, second.token)
    pid = first.pid
    await first.stop()
    export = await second.client.wait((await second.client.start("film")).export_id)
    assert second.pid == pid and is_running(pid)
    await second.stop()
    assert not is_running(pid)
    async with studio.sidecar() as again:
        assert again.pid != pid and again.token != second.token
        assert (await again.client.get(export.export_id)).result == export.result


async def test_only_its_user_may_read_its_files_and_the_token_is_in_no_argument(studio: Studio) -> None:
    async with studio.sidecar() as sidecar:
        assert stat.S_IMODE(studio.shared.stat().st_mode) == 0o700
        assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in studio.shared.iterdir()} == {
            "lock": 0o600,
            "lifeline": 0o600,
            "server.json": 0o600,
            "log": 0o600,
            "ready": 0o600,
        }
        assert json.loads((studio.shared / "server.json").read_text())["token"] == sidecar.token
        assert sidecar.token not in Path(f"/proc/{sidecar.pid}/cmdline").read_text()
        assert sidecar.token not in (studio.shared / "log").read_text()
        assert "listening on" in (studio.shared / "log").read_text()
    studio.shared.chmod(0o755)
    with pytest.raises(SidecarError, match="this user alone"):
        await studio.sidecar().start()


async def test_kill_9_of_who_started_it_leaves_the_exports_of_others_alone(studio: Studio) -> None:
    make_long_film(studio.folder / "workspace" / "long film", 32)
    async with studio.worker("print(sidecar.pid, flush=True)\nawait asyncio.sleep(60)") as starter:
        pid = int(await line_of(starter))
        async with studio.sidecar() as sidecar:
            export_id = (await sidecar.client.start("long film")).export_id
            async for event in sidecar.client.events(export_id):
                if event.progress > 0.1 and starter.poll() is None:
                    starter.kill()
                    starter.wait()
            assert event.result is not None and starter.poll() is not None
            assert (sidecar.pid, sidecar.restarts) == (pid, 0)
    assert not is_running(pid)


async def test_kill_9_of_the_last_one_stops_it(studio: Studio) -> None:
    async with studio.worker("print(sidecar.pid, flush=True)\nawait asyncio.sleep(60)") as starter:
        pid = int(await line_of(starter))
        starter.kill()
        starter.wait()
        await until_ended(pid)


async def test_kill_9_of_the_sidecar_leads_to_one_restart_and_nobody_notices(studio: Studio, tmp_path: Path) -> None:
    make_long_film(studio.folder / "workspace" / "long film", 48)
    async with studio.sidecar() as first, studio.sidecar() as second, studio.sidecar() as third:
        pid, url, token = first.pid, first.url, first.token
        whole = await ProjectExportService(first, tmp_path / "whole").export_project("long film")
        killed = False

        def kill(progress: float) -> None:
            nonlocal killed
            if progress > 0.2 and not killed:
                killed = True
                os.kill(pid, signal.SIGKILL)

        paths = await asyncio.gather(
            ProjectExportService(first, tmp_path / "first").export_project("long film"),
            ProjectExportService(second, tmp_path / "second").export_project("long film", None, lambda e: kill(e.progress)),
            ProjectExportService(third, tmp_path / "third").export_project("film"),
        )
        assert killed
        assert essence(paths[0]) == essence(paths[1]) == essence(whole)
        for one in (first, second, third):
            while one.restarts == 0:
                await asyncio.sleep(0.05)
        assert {one.pid for one in (first, second, third)} == {first.pid} != {pid}
        assert {(one.url, one.token, one.restarts) for one in (first, second, third)} == {(url, token, 1)}
        assert (studio.shared / "log.1").exists()
        last = first.pid
    assert not is_running(last)


async def test_a_file_that_is_out_of_date_has_no_effect_whoever_has_its_process_id_now(studio: Studio) -> None:
    async with studio.sidecar():
        pass
    server = json.loads((studio.shared / "server.json").read_text())
    (studio.shared / "server.json").write_text(json.dumps({**server, "pid": os.getpid(), "settings": {"workspace": "/x"}}))
    async with studio.sidecar() as sidecar:
        assert list(await sidecar.client.projects()) == ["film"]
        assert sidecar.pid != os.getpid()
    (studio.shared / "server.json").write_text("{")
    async with studio.sidecar() as sidecar:
        assert list(await sidecar.client.projects()) == ["film"]


async def test_other_settings_are_refused_at_once_and_by_name(studio: Studio) -> None:
    (studio.folder / "other").mkdir()
    async with studio.sidecar() as sidecar:
        folders = {"data": studio.folder / "data", "command": studio.command}
        for other, name in (
            (Sidecar(studio.folder / "other", shared=True, **folders), "workspace"),  # type: ignore[arg-type]
            (
                Sidecar(studio.folder / "workspace", arguments=["--max-running", "2"], shared=True, **folders),  # type: ignore[arg-type]
                "arguments",
            ),
            (Sidecar(studio.folder / "workspace", token="another-token-of-mine", shared=True, **folders), "token"),  # type: ignore[arg-type]
        ):
            with pytest.raises(SidecarError, match=f"process {sidecar.pid}.* other settings \\({name}\\)"):
                await other.start()
        server = json.loads((studio.shared / "server.json").read_text())
        (studio.shared / "server.json").write_text(json.dumps({**server, "place": "another container"}))
        with pytest.raises(SidecarError, match="another container"):
            await studio.sidecar().start()
        assert is_running(sidecar.pid)


async def test_two_data_folders_have_two_sidecars(studio: Studio) -> None:
    async with studio.sidecar() as first, studio.sidecar("other data") as second:
        assert first.pid != second.pid and first.url != second.url
        await first.stop()
        assert list(await second.client.projects()) == ["film"]


async def test_a_forked_process_is_not_a_user_until_it_joins(studio: Studio) -> None:
    body = (
        "child = os.fork()\n"
        "if child == 0:\n"
        "    try:\n"
        "        sidecar.client\n"
        "    except SidecarError:\n"
        "        print(json.dumps([sidecar._process.pid, os.getpid()]), flush=True)\n"
        "    import time; time.sleep(60)\n"
        "    os._exit(0)\n"
    )
    async with studio.worker(body) as parent:
        pid, child = json.loads(await line_of(parent))
        try:
            await asyncio.to_thread(parent.wait, 15)
            assert is_running(child) and not is_running(pid)
        finally:
            os.kill(child, signal.SIGKILL)


async def test_who_waits_for_a_start_takes_over_when_the_starter_is_killed(studio: Studio) -> None:
    marker = studio.folder / "begun"
    slow = [sys.executable, "-c", f"import sys; open({str(marker)!r}, 'w').close(); sys.stdin.read()"]
    program = (
        f"import asyncio, sys; sys.path.insert(0, {str(PACKAGE)!r})\nfrom project_export import Sidecar\n"
        f"asyncio.run(Sidecar({str(studio.folder / 'workspace')!r}, data={str(studio.folder / 'data')!r}, shared=True,\n"
        f"                    command={slow!r}).start())\n"
    )
    starter = subprocess.Popen([sys.executable, "-B", "-c", program])
    try:
        while not marker.exists():
            await asyncio.sleep(0.05)
        sidecar = studio.sidecar()
        starting = asyncio.create_task(sidecar.start())
        await asyncio.sleep(0.3)
        assert not starting.done()
    finally:
        starter.kill()
        starter.wait()
    await starting
    assert list(await sidecar.client.projects()) == ["film"]
    await sidecar.stop()
