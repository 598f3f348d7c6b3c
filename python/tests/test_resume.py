"""Whatever stops an export, the error has its id, and it can be continued from there."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import signal
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from conftest import RealServer
from fake_server import EXPORT_ID, TOKEN, Connection, FakeServer, event
from film import essence, make_long_film, sha256
from project_export import (
    DownloadError,
    ExportCancelledError,
    ExportClient,
    ExportEvent,
    ExportFailedError,
    ExportOptions,
    LocalFileError,
    ProjectExportError,
    ProjectExportService,
    Sidecar,
    SidecarError,
    UnavailableError,
    UnknownExportError,
)
from test_sidecar import PACKAGE

SMALL_DISK = """
import asyncio, json, os, subprocess, sys
sys.path.insert(0, sys.argv[1])
from project_export import ExportClient, ExportOptions, LocalFileError, ProjectExportService

async def main():
    async with ExportClient(sys.argv[2], os.environ["TOKEN"]) as client:
        exports = ProjectExportService(client, "small/archives")
        try:
            await exports.export_project("film", ExportOptions(format="tar"))
        except LocalFileError as error:
            kept = sum(file.stat().st_size for file in os.scandir(f"small/archives/{error.export_id}"))
            print(json.dumps({"errno": error.errno, "export_id": error.export_id, "kept": kept, "message": str(error)}))
            subprocess.run(["mount", "-o", "remount,size=40m", "small"], check=True)
            ranges, stream = [], client._transport.stream

            def watched(method, path, **given):
                ranges.extend([given["headers"].get("Range")] if method == "GET" else [])
                return stream(method, path, **given)

            client._transport.stream = watched
            path = await exports.resume(error.export_id)
            print(json.dumps({"path": path, "files": os.listdir(os.path.dirname(path)), "ranges": ranges}))
            subprocess.run(["cp", path, "film.tar"], check=True)

asyncio.run(main())
"""


async def test_a_full_disk_is_reported_with_the_id_and_the_download_continues(real: RealServer, tmp_path: Path) -> None:
    in_namespace = ["unshare", "--map-root-user", "--mount", "sh", "-c", 'mount -t tmpfs -o size=2m none small && "$@"', "-"]
    (tmp_path / "small").mkdir()
    if subprocess.run([*in_namespace, "true"], cwd=tmp_path).returncode:
        warnings.warn("SKIPPED: this machine permits no mount of its own", stacklevel=1)
        pytest.skip("this machine permits no mount of its own")
    run = subprocess.run(
        [*in_namespace, sys.executable, "-B", "-c", SMALL_DISK, str(PACKAGE), real.url],
        cwd=tmp_path,
        env={**os.environ, "TOKEN": real.token},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    failure, result = [json.loads(line) for line in run.stdout.splitlines()]
    assert failure["errno"] == errno.ENOSPC and "No space left" in failure["message"]
    assert 1 << 20 < failure["kept"] <= 2 << 20
    assert result["ranges"] == [f"bytes={failure['kept']}-"]  # what had arrived is not sent again
    assert result["path"] == f"small/archives/{failure['export_id']}/film.tar" and result["files"] == ["film.tar"]
    async with real.client() as client:
        export = await client.get(failure["export_id"])
    assert export.result is not None and sha256(tmp_path / "film.tar") == export.result.volumes[0].sha256


async def test_a_folder_that_cannot_be_made_is_reported_with_the_id(real: RealServer, tmp_path: Path) -> None:
    (tmp_path / "archives").write_text("not a folder")
    async with real.client() as client:
        exports = ProjectExportService(client, tmp_path / "archives")
        with pytest.raises(LocalFileError, match="archives") as failure:
            await exports.export_project("film")
        (tmp_path / "archives").unlink()
        assert failure.value.export_id is not None
        path = await exports.resume(failure.value.export_id)
    assert Path(path).parent.name == failure.value.export_id and Path(path).stat().st_size > 3_000_000


async def test_a_sidecar_that_is_killed_for_good_is_reported_at_once_and_a_new_one_continues(
    command: list[str], tmp_path: Path
) -> None:
    make_long_film(tmp_path / "workspace" / "film", 48)
    folders = {"workspace": tmp_path / "workspace", "data": tmp_path / "data"}
    killed: list[float] = []
    async with Sidecar(**folders, command=command, max_restarts=0) as sidecar:  # type: ignore[arg-type]

        def kill(event: ExportEvent) -> None:
            if event.progress > 0.2 and not killed:
                killed.append(event.progress)
                os.kill(sidecar.pid, signal.SIGKILL)

        with pytest.raises(SidecarError, match="is not restarted") as failure:
            await asyncio.wait_for(ProjectExportService(sidecar, tmp_path / "here").export_project("film", None, kill), 20)
    assert killed and failure.value.export_id is not None
    seen: list[ExportEvent] = []
    async with Sidecar(**folders, command=command) as sidecar:  # type: ignore[arg-type]
        path = await ProjectExportService(sidecar, tmp_path / "here").resume(failure.value.export_id, seen.append)
        whole = await ProjectExportService(sidecar, tmp_path / "whole").export_project("film")
    assert essence(path) == essence(whole)
    assert seen[-1].result is not None


async def test_a_paused_export_is_resumed_and_one_that_was_completed_is_only_downloaded(
    client: ExportClient, real: RealServer, tmp_path: Path
) -> None:
    make_long_film(real.workspace / "paused film", 32)
    exports = ProjectExportService(client, tmp_path)
    export_id = (await client.start("paused film", ExportOptions(format="tar", split_size_mb=10))).export_id
    await client.pause(export_id)
    first = Path(await exports.resume(export_id))
    volumes = sorted(first.parent.iterdir())
    assert len(volumes) > 2
    times = [volume.stat().st_mtime_ns for volume in volumes[1:]]
    first.unlink()
    assert await exports.resume(export_id) == str(first)
    assert [volume.stat().st_mtime_ns for volume in volumes[1:]] == times  # these were not downloaded again
    volumes[1].write_bytes(b"of someone else")
    with pytest.raises(DownloadError, match="already exists") as exists:
        await exports.resume(export_id)
    assert isinstance(exists.value, FileExistsError) and exists.value.export_id == export_id
    with pytest.raises(UnknownExportError) as unknown:
        await exports.resume("00000000-0000-0000-0000-000000000000")
    assert unknown.value.export_id == "00000000-0000-0000-0000-000000000000"


async def test_cancelling_a_resume_cancels_the_export(client: ExportClient, real: RealServer, tmp_path: Path) -> None:
    make_long_film(real.workspace / "cancelled film", 48)
    export_id = (await client.start("cancelled film")).export_id
    begun = asyncio.Event()
    task = asyncio.create_task(ProjectExportService(client, tmp_path).resume(export_id, lambda _: begun.set()))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    with pytest.raises(ExportCancelledError):
        await client.wait(export_id)


async def test_a_failed_export_is_resumed_if_possible(fake: FakeServer, fake_client: ExportClient, tmp_path: Path) -> None:
    error = {"code": "out_of_space", "message": "the disk is full", "resumable": True}
    fake.state, fake.error = "failed", error
    fake.connections = [Connection([event(3, "export_error", error=error)]), Connection([event(5), event(6, "export_complete")])]
    fake.resumes = True
    seen: list[int] = []
    path = await ProjectExportService(fake_client, tmp_path).resume(EXPORT_ID, lambda one: seen.append(one.event_id))
    assert Path(path).read_bytes() == fake.archive
    assert seen == [5, 6]  # the end of the first attempt is not reported again


async def test_one_that_cannot_be_resumed_fails_again(fake: FakeServer, fake_client: ExportClient, tmp_path: Path) -> None:
    fake.state, fake.error = "failed", {"code": "project_gone", "message": "it has gone", "resumable": False}
    fake.connections = [Connection([event(3, "export_error", error=fake.error)])]
    with pytest.raises(ExportFailedError) as failed:
        await ProjectExportService(fake_client, tmp_path).resume(EXPORT_ID)
    assert failed.value.export_id == EXPORT_ID
    assert fake.asked("POST", "/resume") == []


async def test_a_server_that_stays_away_is_reported_with_the_id(fake: FakeServer, tmp_path: Path) -> None:
    fake.state = "running"
    async with ExportClient(fake.url, TOKEN, patience=0.3) as client:

        def leave(_: ExportEvent) -> None:
            fake.refusals = [(503, {}, {})] * 100

        fake.connections = [Connection([event(1)], close_code=None)]
        with pytest.raises(UnavailableError) as away:
            await ProjectExportService(client, tmp_path).export_project("film", None, leave)
    assert away.value.export_id == EXPORT_ID


async def test_even_an_unexpected_error_has_the_id(
    fake: FakeServer, fake_client: ExportClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise ValueError("not foreseen")

    monkeypatch.setattr(fake_client, "hand_over", broken)
    fake.connections = [Connection([event(1, "export_complete")])]
    with pytest.raises(ProjectExportError, match="not foreseen") as failure:
        await ProjectExportService(fake_client, tmp_path).export_project("film")
    assert failure.value.export_id == EXPORT_ID and isinstance(failure.value.__cause__, ValueError)


async def test_an_archive_that_is_here_is_returned_even_if_the_servers_cannot_be_deleted(
    fake: FakeServer, fake_client: ExportClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(_: str) -> None:
        raise UnavailableError("away")

    monkeypatch.setattr(fake_client, "delete", refused)
    fake.connections = [Connection([event(1, "export_complete")])]
    path = await ProjectExportService(fake_client, tmp_path, keep_on_server=False).export_project("film")
    assert Path(path).read_bytes() == fake.archive
