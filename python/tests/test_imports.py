"""Imports with progress, cancelled, and continued; and archives that are handed over instead of sent."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import RealServer
from cutting_proxy import CuttingProxy
from film import make_long_film, sha256, tree
from project_export import (
    ConflictError,
    ExportClient,
    ExportOptions,
    ImportEventType,
    ImportFailedError,
    ImportProgress,
    ProjectExportService,
    ProjectImport,
    RequestRefusedError,
    UnknownImportError,
    UnknownUploadError,
)
from project_export.imports import Imports


@pytest.fixture(name="long_film", scope="module")
def _long_film(real: RealServer) -> str:
    """The id of a project whose archive takes a while to send and to unpack."""
    make_long_film(real.workspace / "long import", 48)
    return "long import"


async def _archive(client: ExportClient, project: str, folder: Path) -> tuple[str, Path]:
    export = await client.wait((await client.start(project)).export_id)
    return export.export_id, await client.download(export.export_id, folder / "film.zip")


def _projects(real: RealServer) -> set[str]:
    return {path.name for path in real.workspace.iterdir()}


async def test_an_import_reports_its_progress(client: ExportClient, real: RealServer, tmp_path: Path) -> None:
    _, path = await _archive(client, "film", tmp_path)
    heard: list[ImportProgress] = []
    done = await client.import_archive(path, name="heard", progress_callback=heard.append)
    assert done.project_id == "heard"
    assert heard[0].phase == "sending" and heard[-1].phase == "finished"
    assert max(one.bytes_done for one in heard if one.phase == "sending") == path.stat().st_size
    assert done.import_id in [one.import_id for one in await client.imports()]
    await client.delete_import(done.import_id)
    assert done.import_id not in [one.import_id for one in await client.imports()]


async def test_an_import_is_followed_by_its_events_and_not_by_asking(
    client: ExportClient, real: RealServer, long_film: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_id, _ = await _archive(client, long_film, tmp_path)
    asked: list[str] = []
    get = Imports.get

    async def counting(self: Imports, import_id: str) -> ProjectImport:
        asked.append(import_id)
        return await get(self, import_id)

    monkeypatch.setattr(Imports, "get", counting)
    heard: list[ImportProgress] = []
    done = await client.import_archive(export_id=export_id, name="followed", progress_callback=heard.append)
    assert asked == [done.import_id]  # once, at its end
    assert {"checking", "unpacking", "finished"} >= {one.phase for one in heard} >= {"finished"}
    events = [event async for event in client.import_events(done.import_id)]
    assert events[-1].type is ImportEventType.COMPLETE and events[-1].project_id == "followed"
    assert events[-1].result == done.result
    with pytest.raises(UnknownImportError):
        async for _ in client.import_events("00000000-0000-0000-0000-000000000000"):
            pass


async def test_all_pages_of_imports_are_listed(client: ExportClient, real: RealServer, tmp_path: Path) -> None:
    """A page has 200 at most."""
    export_id, _ = await _archive(client, "film", tmp_path)
    made = {(await client.import_archive(export_id=export_id, name="p", preview=True)).import_id for _ in range(201)}
    listed = [one.import_id for one in await client.imports()]
    assert made <= set(listed) and len(listed) == len(set(listed))
    for import_id in made:
        await client.delete_import(import_id)


async def test_a_preview_creates_nothing(client: ExportClient, real: RealServer, tmp_path: Path) -> None:
    export_id, path = await _archive(client, "film", tmp_path)
    before = _projects(real)
    found = await client.import_archive(path, name="never", preview=True)
    assert found.preview and found.project_id == "never"
    assert found.result is not None and found.result["files"] > 1
    taken = await client.import_archive(export_id=export_id, name="film", preview=True)
    assert taken.project_id is None
    assert list((real.data / "uploads").iterdir()) == []
    assert _projects(real) == before


async def test_an_import_relinks_documents_if_it_is_asked_to(
    client: ExportClient, real: RealServer, tmp_path: Path
) -> None:
    export_id, _ = await _archive(client, "film", tmp_path)
    done = await client.import_archive(export_id=export_id, name="relinked", relink=True)
    assert done.relink and done.result is not None and done.result["relinked"] == []
    plain = await client.import_archive(export_id=export_id, name="plain")
    assert not plain.relink


async def test_an_upload_continues_through_a_proxy_that_cuts(
    client: ExportClient, real: RealServer, long_film: str, tmp_path: Path
) -> None:
    _, path = await _archive(client, long_film, tmp_path)
    proxy = CuttingProxy(real.url, [])
    cut = 0

    def cuts(progress: ImportProgress) -> None:
        nonlocal cut
        if progress.phase == "sending" and cut < 3 and progress.bytes_done > (cut + 1) * progress.bytes_total // 5:
            cut += 1
            proxy.cut_all()

    async with proxy.running(), ExportClient(proxy.url, real.token, patience=10) as through:
        done = await through.import_archive(path, name="through a proxy", progress_callback=cuts)
    assert cut == 3 and proxy.connections > 3
    assert tree(real.workspace / "through a proxy") == tree(real.workspace / long_film)
    assert done.result is not None


async def test_an_upload_is_continued_by_its_id(client: ExportClient, real: RealServer, tmp_path: Path) -> None:
    _, path = await _archive(client, "film", tmp_path)
    sent: list[int] = []

    def note(progress: ImportProgress) -> None:
        sent.append(progress.bytes_done)

    upload_id = await client.upload(path)
    assert await client.upload(path, upload_id=upload_id, progress_callback=note) == upload_id
    assert sent == [path.stat().st_size]  # nothing is sent again
    done = await client.import_archive(upload_ids=[upload_id], name="continued")
    assert done.project_id == "continued"
    with pytest.raises(UnknownUploadError):
        await client.upload(path, upload_id=upload_id)
    other = await client.upload(path)
    await client.delete_upload(other)
    with pytest.raises(UnknownUploadError):
        await client.delete_upload(other)


async def test_cancelling_an_import_leaves_no_project_and_no_upload(
    client: ExportClient, real: RealServer, long_film: str, tmp_path: Path
) -> None:
    export_id, path = await _archive(client, long_film, tmp_path)
    before = _projects(real)
    for phases, source in (("sending",), {"source": path}), (("checking", "unpacking"), {"export_id": export_id}):
        begun = asyncio.Event()

        def note(progress: ImportProgress, wanted: Sequence[str] = phases) -> None:
            if progress.phase in wanted:
                begun.set()

        task = asyncio.ensure_future(client.import_archive(**source, name="gone", progress_callback=note))
        waiting = asyncio.ensure_future(begun.wait())
        await asyncio.wait([task, waiting], return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        for _ in range(100):
            if not list((real.data / "uploads").iterdir()):
                break
            await asyncio.sleep(0.05)
        assert list((real.data / "uploads").iterdir()) == []
        assert _projects(real) == before


async def test_volumes_are_sent_one_by_one(client: ExportClient, real: RealServer, long_film: str, tmp_path: Path) -> None:
    options = ExportOptions(format="tar", split_size_mb=8)
    first = Path(await ProjectExportService(client, tmp_path).export_project(long_film, options))
    volumes = sorted(path for path in first.parent.iterdir() if path.suffix.lstrip(".").isdigit())
    assert len(volumes) > 1
    done = await client.import_archive(volumes, name="in volumes")
    assert done.project_id == "in volumes"
    assert tree(real.workspace / "in volumes") == tree(real.workspace / long_film)


async def test_an_archive_is_handed_over_without_a_copy(client: ExportClient, real: RealServer) -> None:
    service = ProjectExportService(client, real.hand_over)
    path = Path(await service.export_project("film"))
    export = await client.get(path.parent.name)
    assert export.result is not None
    assert path.stat().st_nlink == 2
    assert sha256(path) == export.result.volumes[0].sha256
    alone = Path(await ProjectExportService(client, real.hand_over, keep_on_server=False).export_project("film"))
    assert alone.stat().st_nlink == 1
    again = await client.import_archive(archive_path=alone, name="handed over")
    assert again.project_id == "handed over"
    assert alone.exists()
    path.with_name("other").mkdir()
    (path.with_name("other") / path.name).write_text("mine")
    with pytest.raises(ConflictError):
        await client.hand_over(export.export_id, path.with_name("other"))


async def test_elsewhere_the_archive_is_downloaded(client: ExportClient, tmp_path: Path) -> None:
    path = Path(await ProjectExportService(client, tmp_path).export_project("film"))
    assert path.stat().st_nlink == 1
    with pytest.raises(RequestRefusedError):
        await client.hand_over(path.parent.name, tmp_path)
    with pytest.raises(RequestRefusedError):
        await client.import_archive(archive_path=os.fspath(path), name="never")


async def test_the_storage_is_reported(client: ExportClient) -> None:
    await client.wait((await client.start("film")).export_id)
    storage = await client.storage()
    film = [one for one in storage["projects"] if one["project_id"] == "film"]
    assert film and film[0]["archives"] >= 1 and film[0]["bytes"] > 0
    assert storage["removable"] == []
    assert (await client.run_storage_job())["removed"] == []
    assert (await client.run_storage_job(older_than=timedelta(hours=1), preview=True))["removed"] == []


async def test_a_damaged_archive_is_refused(client: ExportClient, real: RealServer, tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_bytes(b"this is not an archive" * 1000)
    with pytest.raises(ImportFailedError) as failure:
        await client.import_archive(tmp_path / "letter.zip", name="never")
    assert failure.value.code == "refused_archive"
    assert list((real.data / "uploads").iterdir()) == []
