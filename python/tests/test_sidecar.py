"""The sidecar as a part of an application: it starts, is kept running, and stops."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from film import essence, make_film, make_long_film, sha256
from project_export import ExportOptions, ProjectExportService, Sidecar, SidecarError
from project_export.launcher import find_command

PACKAGE = Path(__file__).resolve().parents[1] / "src"


def program(folder: Path, text: str) -> list[str]:
    """A program in place of the JVM."""
    script = folder / "program.py"
    script.write_text(text)
    return [sys.executable, "-B", str(script)]


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


async def test_kill_9_during_an_export_is_not_noticed_by_who_follows_it(command: list[str], tmp_path: Path) -> None:
    make_long_film(tmp_path / "workspace" / "film", 48)
    folders = {"workspace": tmp_path / "workspace", "data": tmp_path / "data"}
    async with Sidecar(**folders, command=command) as sidecar:  # type: ignore[arg-type]
        whole = await ProjectExportService(sidecar, tmp_path / "whole").export_project("film")
        first_pid, url = sidecar.pid, sidecar.url
        export_id = (await sidecar.client.start("film")).export_id
        numbers: list[int] = []
        killed_at = 0.0
        async for event in sidecar.client.events(export_id):
            numbers.append(event.event_id)
            if not killed_at and event.progress > 0.2:
                killed_at = event.progress
                os.kill(sidecar.pid, signal.SIGKILL)
        assert killed_at, "the export was over before it could be killed"
        assert event.result is not None, event
        assert numbers == sorted(set(numbers))
        assert (sidecar.restarts, sidecar.url) == (1, url) and sidecar.pid != first_pid
        path = await sidecar.client.download(export_id, tmp_path / "film.zip")
        assert event.result.volumes[0].sha256 == sha256(path)
        assert essence(path) == essence(whole)
        last_pid = sidecar.pid
    assert not is_running(last_pid)


async def test_stop_is_orderly_and_exports_go_on_at_the_next_start(
    command: list[str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make_film(tmp_path / "workspace" / "film")
    sidecar = Sidecar(tmp_path / "workspace", data=tmp_path / "data", command=command)
    with caplog.at_level(logging.DEBUG):
        async with sidecar:
            export = await sidecar.client.wait((await sidecar.client.start("film", ExportOptions())).export_id)
        async with sidecar:
            assert (await sidecar.client.get(export.export_id)).result == export.result
            assert sidecar.token not in " ".join(Path(f"/proc/{sidecar.pid}/cmdline").read_text().split("\0"))
    assert sidecar.token not in caplog.text
    with pytest.raises(SidecarError, match="is not running"):
        sidecar.client


async def test_projects_have_the_ids_of_the_application(command: list[str], tmp_path: Path) -> None:
    make_film(tmp_path / "disk" / "film")
    projects = tmp_path / "projects.json"
    projects.write_text(json.dumps({"42": str(tmp_path / "disk" / "film")}))
    async with Sidecar(projects=projects, data=tmp_path / "data", command=command) as sidecar:
        export = await sidecar.client.wait((await sidecar.client.start("42", ExportOptions())).export_id)
        assert await sidecar.client.projects() == ["42"]
    assert export.project_id == "42"
    assert export.result is not None
    assert export.result.archive_name == "film.zip"
    assert export.result.warnings == ()


async def test_the_sidecar_ends_with_an_application_that_is_killed(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir()
    application = program(
        tmp_path,
        "import asyncio, json, sys\n"
        f"sys.path.insert(0, {str(PACKAGE)!r})\n"
        "from project_export import Sidecar\n"
        "async def main():\n"
        f"    async with Sidecar({str(tmp_path / 'workspace')!r}, data={str(tmp_path / 'data')!r},\n"
        f"                       command={command!r}) as sidecar:\n"
        "        print(sidecar.pid, flush=True)\n"
        "        await asyncio.sleep(60)\n"
        "asyncio.run(main())\n",
    )
    process = subprocess.Popen(application, stdout=subprocess.PIPE)
    assert process.stdout is not None
    pid = int(await asyncio.to_thread(process.stdout.readline))
    assert is_running(pid)
    process.kill()
    process.wait()
    end = time.monotonic() + 10
    while is_running(pid):
        assert time.monotonic() < end, "the JVM was left behind"
        await asyncio.sleep(0.05)


async def test_a_program_that_does_not_start_is_reported_with_the_end_of_its_log(tmp_path: Path) -> None:
    failing = program(tmp_path, "import sys; print('the port is taken', file=sys.stderr); sys.exit(2)")
    with pytest.raises(SidecarError, match="exit code 2(.|\n)*the port is taken"):
        await Sidecar(tmp_path, command=failing).start()
    silent = program(tmp_path, "import time; time.sleep(60)")
    begun = time.monotonic()
    with pytest.raises(SidecarError, match="not ready within 0.3 seconds"):
        await Sidecar(tmp_path, command=silent, start_timeout=0.3).start()
    assert time.monotonic() - begun < 5


async def test_another_sidecar_that_is_about_to_end_is_waited_for(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir()
    first = Sidecar(tmp_path / "workspace", data=tmp_path / "data", command=command)
    second = Sidecar(tmp_path / "workspace", data=tmp_path / "data", command=command)
    await first.start()
    starting = asyncio.create_task(second.start())
    await asyncio.sleep(0.3)
    assert not starting.done()
    await first.stop()
    await starting
    assert list(await second.client.projects()) == []
    await second.stop()


async def test_another_sidecar_that_stays_is_reported_with_what_to_do(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir()
    async with Sidecar(tmp_path / "workspace", data=tmp_path / "data", command=command) as first:
        with pytest.raises(SidecarError, match=f"process {first.pid}(.|\n)*shared=True"):
            await Sidecar(tmp_path / "workspace", data=tmp_path / "data", command=command).start()


SERVER_THAT_CRASHES = """
import http.server, json, sys, threading, os, time
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.send_header("Content-Length", "0"); self.end_headers()
    def log_message(self, *_): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[sys.argv.index("--port") + 1])), Health)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(json.dumps({"event": "ready", "url": "http://127.0.0.1:%d" % server.server_port, "pid": os.getpid()}), flush=True)
time.sleep(0.3)
os._exit(7)
"""


async def test_who_crashes_too_often_is_given_up(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with Sidecar(tmp_path, command=program(tmp_path, SERVER_THAT_CRASHES), max_restarts=1) as sidecar:
        end = time.monotonic() + 10
        with pytest.raises(SidecarError, match="2 times in a row"):
            while time.monotonic() < end:
                assert sidecar.client
                await asyncio.sleep(0.05)
    assert "exit code 7" in caplog.text


def test_the_launcher_is_found_by_argument_variable_or_path(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    launcher = home / "project-export"
    launcher.write_text("#!/bin/sh\n")
    launcher.chmod(0o755)
    assert find_command(home, {}) == [str(launcher)]
    assert find_command(None, {"PROJECT_EXPORT_HOME": str(home), "PATH": "/nowhere"}) == [str(launcher)]
    assert find_command(None, {"PATH": str(home)}) == [str(launcher)]
    with pytest.raises(SidecarError, match="PROJECT_EXPORT_HOME"):
        find_command(None, {"PATH": str(tmp_path)})


def test_jars_are_run_with_java(tmp_path: Path) -> None:
    java = tmp_path / "jdk" / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text("#!/bin/sh\n")
    java.chmod(0o755)
    (tmp_path / "export-cli.jar").touch()
    environment = {"JAVA_HOME": str(tmp_path / "jdk")}
    for home in (tmp_path, tmp_path / "export-cli.jar"):
        command = find_command(home, environment)
        assert command[0] == str(java) and command[-1] == "org.projectexporter.cli.Main"
        assert f"{tmp_path}{os.sep}*" in command[command.index("-cp") + 1]
    with pytest.raises(SidecarError, match="neither"):
        find_command(tmp_path / "jdk", environment)


def test_commands_are_json_for_the_tests(command: list[str]) -> None:
    assert command and json.loads(json.dumps(command)) == command
