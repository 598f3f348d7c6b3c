"""The client and the service with the real sidecar."""

from __future__ import annotations

import asyncio
import contextlib
import random
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import RealServer
from cutting_proxy import CuttingProxy
from film import essence, make_lfs_film, make_long_film, sha256, status, tree, unpack
from project_export import (
    ConflictError,
    EventType,
    ExportCancelledError,
    ExportClient,
    ExportEvent,
    ExportOptions,
    ExportState,
    ImportFailedError,
    InvalidOptionError,
    ProjectExportService,
    RequestRefusedError,
    UnknownExportError,
    UnknownProjectError,
    WrongStateError,
)


@pytest.fixture(name="long_film", scope="module")
def _long_film(real: RealServer) -> str:
    """The id of a project whose export takes seconds."""
    make_long_film(real.workspace / "long film", 48)
    return "long film"


async def test_the_workspace_and_the_formats_are_listed(client: ExportClient) -> None:
    assert "film" in await client.projects()
    assert {"zip", "tar", "tar.gz", "tar.zst"} <= {one.name for one in await client.formats()}
    assert await client.is_alive() and await client.is_ready()


@pytest.mark.parametrize("format", ["zip", "tar", "tar.gz", "tar.zst"])
async def test_a_project_comes_out_whole_in_every_format(
    client: ExportClient, real: RealServer, tmp_path: Path, format: str
) -> None:
    seen: list[ExportEvent] = []
    path = await ProjectExportService(client, tmp_path).export_project("film", ExportOptions(format=format), seen.append)
    assert path.endswith(f"film.{format}")
    assert seen[-1].type is EventType.COMPLETE and seen[-1].progress == 1
    assert seen[-1].result is not None and seen[-1].result.volumes[0].sha256 == sha256(path)
    assert [one.event_id for one in seen] == sorted({one.event_id for one in seen})
    assert [one.progress for one in seen] == sorted(one.progress for one in seen)
    if format != "tar.zst":  # whose recipient needs the program zstd
        unpacked = unpack(Path(path), tmp_path / "unpacked") / "film"
        assert tree(unpacked) == tree(real.workspace / "film")
        assert status(unpacked) == status(real.workspace / "film") == "?? notes.txt\n"


async def test_volumes_come_one_by_one_or_joined(client: ExportClient, tmp_path: Path) -> None:
    options = ExportOptions(format="tar", split_size_mb=2)
    first = Path(await ProjectExportService(client, tmp_path).export_project("film", options))
    assert first.name == "film.tar.001"
    volumes = sorted(first.parent.iterdir())
    assert len(volumes) > 2
    await client.download(first.parent.name, tmp_path / "joined.tar")
    assert (tmp_path / "joined.tar").read_bytes() == b"".join(volume.read_bytes() for volume in volumes)


async def test_a_result_says_what_media_once_would_save(client: ExportClient, real: RealServer) -> None:
    media = random.Random(5).randbytes(2_000_000)
    make_lfs_film(real.workspace / "lfs film", media)
    twice = (await client.wait((await client.start("lfs film")).export_id)).result
    once = (await client.wait((await client.start("lfs film", ExportOptions(lfs_media="once"))).export_id)).result
    assert twice is not None and once is not None
    assert (twice.lfs_media_once_saves, once.lfs_media_once_saves) == (len(media), 0)
    assert abs(twice.archive_bytes - once.archive_bytes - len(media)) < 20_000


async def test_an_export_is_started_once_for_one_key(client: ExportClient) -> None:
    first = await client.start("film", idempotency_key="the-same")
    assert (await client.start("film", idempotency_key="the-same")).export_id == first.export_id
    await client.wait(first.export_id)
    assert first.export_id in [export.export_id for export in await client.list("film")]
    with pytest.raises(RequestRefusedError) as refused:
        await client.start("film", ExportOptions(format="tar"), idempotency_key="the-same")
    assert refused.value.code == "idempotency_key_reused"


async def test_a_completed_export_is_verified_described_and_deleted(client: ExportClient) -> None:
    export = await client.wait((await client.start("film", ExportOptions(report=True))).export_id)
    assert export.result is not None and export.result.commits == 2
    for _ in range(2):
        found = await client.verify(export.export_id)
        assert found.ok and found.problems == ()
    assert (await client.manifest(export.export_id))["statistics"]["git_commits"] == 2
    assert "2 versions (Git commits)" in await client.report(export.export_id)
    without = await client.wait((await client.start("film")).export_id)
    with pytest.raises(RequestRefusedError):
        await client.report(without.export_id)
    with pytest.raises(WrongStateError):
        await client.pause(export.export_id)
    await client.delete(export.export_id)
    with pytest.raises(UnknownExportError):
        await client.get(export.export_id)


async def test_a_completed_export_is_kept_longer_within_the_limit_of_the_server(client: ExportClient) -> None:
    export = await client.wait((await client.start("film")).export_id)
    assert export.finished_at is not None
    later = (export.finished_at + timedelta(days=30)).replace(microsecond=0)
    assert (await client.keep(export.export_id, later)).expires_at == later
    assert (await client.keep(export.export_id, None)).expires_at == export.expires_at
    with pytest.raises(RequestRefusedError) as refused:
        await client.keep(export.export_id, later + timedelta(days=400))
    assert refused.value.code == "invalid_option"
    with pytest.raises(ValueError, match="time zone"):
        await client.keep(export.export_id, later.replace(tzinfo=None))
    await client.delete(export.export_id)


async def test_wrong_requests_are_reported_by_type(client: ExportClient, real: RealServer) -> None:
    with pytest.raises(InvalidOptionError) as wrong:
        await client.start("film", ExportOptions(format="rar"))
    assert wrong.value.field == "format"
    for name in ("nowhere", "..%2ffilm", "film\\", "%2e%2e"):
        with pytest.raises((UnknownProjectError, RequestRefusedError)) as unknown:
            await client.start(name)
        assert unknown.value.status in (400, 404)
    with pytest.raises(UnknownExportError):
        await client.get("00000000-0000-0000-0000-000000000000")
    with pytest.raises(UnknownExportError):
        async for _ in client.events("00000000-0000-0000-0000-000000000000"):
            pass


async def test_pause_and_resume_give_the_archive_of_an_export_that_was_not_paused(
    client: ExportClient, long_film: str, tmp_path: Path
) -> None:
    export_id = (await client.start(long_film)).export_id
    paused = False
    states = set()
    async for event in client.events(export_id):
        states.add(event.state)
        if not paused and event.details.bytes_done > 2_000_000:
            paused = True
            assert (await client.pause(export_id)).state is ExportState.PAUSED
            await asyncio.sleep(0.3)
            assert (await client.get(export_id)).state is ExportState.PAUSED
            await client.resume(export_id)
    assert paused and ExportState.PAUSED in states
    await client.wait(export_id)
    path = await ProjectExportService(client, tmp_path).export_project(long_film)
    again = await client.download(export_id, tmp_path / "paused.zip")
    assert essence(again) == essence(path)


async def test_cancelling_the_task_cancels_the_export_on_the_server(client: ExportClient, long_film: str, tmp_path: Path) -> None:
    begun: asyncio.Future[ExportEvent] = asyncio.get_running_loop().create_future()

    def first(event: ExportEvent) -> None:
        if not begun.done() and event.details.bytes_done:
            begun.set_result(event)

    task = asyncio.create_task(ProjectExportService(client, tmp_path).export_project(long_film, None, first))
    event = await begun
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await client.get(event.export_id)).state is ExportState.CANCELLED
    with pytest.raises(ExportCancelledError):
        await client.wait(event.export_id)
    assert list(tmp_path.iterdir()) == []


async def test_events_and_download_go_on_through_a_proxy_that_cuts(
    client: ExportClient, real: RealServer, long_film: str, tmp_path: Path
) -> None:
    export_id = (await client.start(long_film)).export_id
    proxy = CuttingProxy(real.url, [])
    async with proxy.running(), ExportClient(proxy.url, real.token, patience=10) as through:
        numbers: list[int] = []
        async for event in through.events(export_id):
            if len(numbers) == 1:  # early: how many there are depends on the machine
                proxy.cut_all()
            numbers.append(event.event_id)
        assert event.type is EventType.COMPLETE
        assert numbers == sorted(set(numbers))
        assert proxy.connections >= 2
        proxy._cuts += [3_000_000, 5_000_000, 1_000_000]
        path = await through.download(export_id, tmp_path / "film.zip")
    export = await client.get(export_id)
    assert export.result is not None and sha256(path) == export.result.volumes[0].sha256


async def test_a_download_is_handed_on_as_it_is(client: ExportClient) -> None:
    export = await client.wait((await client.start("film")).export_id)
    async with client.open_download(export.export_id, headers={"range": "bytes=10-19", "X-Other": "1"}) as stream:
        assert stream.status == 206
        assert len(b"".join([block async for block in stream.blocks])) == 10
    async with client.open_download(export.export_id, headers={"Range": "bytes=999999999-"}) as stream:
        assert stream.status == 416


async def test_an_archive_comes_back_as_a_project(client: ExportClient, real: RealServer, tmp_path: Path) -> None:
    path = await ProjectExportService(client, tmp_path).export_project("film", ExportOptions(format="tar.gz"))
    sent = await client.import_archive(path, name="film copy")
    assert sent.project_id == "film copy"
    assert tree(real.workspace / "film copy") == tree(real.workspace / "film")
    assert status(real.workspace / "film copy") == "?? notes.txt\n"
    again = await client.import_archive(export_id=Path(path).parent.name, name="film copy", on_conflict="rename")
    assert again.project_id == "film copy-2"
    with pytest.raises((ConflictError, ImportFailedError)):
        await client.import_archive(path, name="film copy")
    before = await client.projects()
    (tmp_path / "none.zip").write_bytes(b"this is not an archive" * 1000)
    with pytest.raises((RequestRefusedError, ImportFailedError)):
        await client.import_archive(tmp_path / "none.zip", name="never")
    assert await client.projects() == before
    with contextlib.suppress(OSError):
        assert not (real.workspace / "never").exists()


async def test_an_estimate_is_what_the_export_then_makes(client: ExportClient, tmp_path: Path) -> None:
    options = ExportOptions(format="tar.gz", include_history=False)
    estimate = await ProjectExportService(client, tmp_path).estimate_project("film", options)
    assert await client.list("film") == [] or all(one.options["include_history"] for one in await client.list("film"))
    export = await client.wait((await client.start("film", options)).export_id)
    assert export.result is not None
    assert estimate.archive_bytes == pytest.approx(export.result.archive_bytes, rel=0.05)
    assert estimate.files == export.result.files
    assert {(one.file_class, one.files, one.bytes) for one in estimate.classes if one.file_class != "left_out"} == {
        (one.file_class, one.files, one.bytes) for one in export.result.classes
    }
    assert [one.reason for one in estimate.left_out] == ["history"]
    assert estimate.seconds is not None and estimate.seconds_basis.endswith(".")
    assert {one.kind for one in estimate.portability} == {"symbolic_link"}
    await client.delete(export.export_id)


async def test_an_estimate_is_refused_like_an_export(client: ExportClient) -> None:
    with pytest.raises(UnknownProjectError):
        await client.estimate("no such film")
    with pytest.raises(InvalidOptionError) as refused:
        await client.estimate("film", ExportOptions(format="rar"))
    assert refused.value.field == "format"


async def test_a_cancelled_estimate_ends(client: ExportClient, long_film: str) -> None:
    task = asyncio.ensure_future(client.estimate(long_film, ExportOptions(compression_level=9)))
    await asyncio.sleep(0.3)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await client.estimate("film")).files > 0  # its place is free again
