"""The service: callbacks, cancelling, and how exports end."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest

from fake_server import EXPORT_ID, Connection, FakeServer, event
from project_export import ExportClient, ExportEvent, ExportFailedError, ProjectExportService


async def test_every_event_reaches_the_callback_and_the_path_is_returned(fake: FakeServer, fake_client: ExportClient, tmp_path: Path) -> None:
    fake.connections = [Connection([event(1), event(2, "export_complete")])]
    seen: list[int] = []
    service = ProjectExportService(fake_client, tmp_path / "made when needed")
    path = await service.export_project("film", None, lambda one: seen.append(one.event_id))
    assert path == str(tmp_path / "made when needed" / EXPORT_ID / "film.zip")
    assert Path(path).read_bytes() == fake.archive
    assert seen == [1, 2]


async def test_a_callback_may_be_a_coroutine_function_and_may_fail(
    fake: FakeServer, fake_client: ExportClient, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fake.connections = [Connection([event(1), event(2, "export_complete")])]
    seen: list[int] = []

    async def callback(one: ExportEvent) -> None:
        await asyncio.sleep(0)
        seen.append(one.event_id)
        raise RuntimeError("the listener has gone")

    with caplog.at_level(logging.ERROR):
        assert await ProjectExportService(fake_client, tmp_path).export_project("film", None, callback)
    assert seen == [1, 2]
    assert "the listener has gone" in caplog.text


async def test_cancelling_the_task_cancels_the_export(fake: FakeServer, fake_client: ExportClient, tmp_path: Path) -> None:
    fake.state = "running"
    begun = asyncio.Event()
    fake.connections = [Connection([event(1)], close_code=1001)] + [Connection([], close_code=1001)] * 50
    service = ProjectExportService(fake_client, tmp_path)
    task = asyncio.create_task(service.export_project("film", None, lambda _: begun.set()))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(fake.asked("DELETE", EXPORT_ID)) == 1
    assert list(tmp_path.iterdir()) == []


async def test_cancelling_while_the_export_is_started_cancels_it_too(fake: FakeServer, fake_client: ExportClient, tmp_path: Path) -> None:
    fake.state = "running"
    task = asyncio.create_task(ProjectExportService(fake_client, tmp_path).export_project("film"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(fake.asked("DELETE", EXPORT_ID)) == 1


async def test_a_server_that_has_gone_does_not_hold_up_a_cancelled_task(
    fake: FakeServer, fake_client: ExportClient, tmp_path: Path
) -> None:
    fake.state = "running"
    begun = asyncio.Event()
    fake.connections = [Connection([event(1)], close_code=1001)] + [Connection([], close_code=1001)] * 50
    service = ProjectExportService(fake_client, tmp_path, cancel_timeout=0.2)
    task = asyncio.create_task(service.export_project("film", None, lambda _: begun.set()))
    await begun.wait()
    fake.refusals = [(503, {}, {})] * 100
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 2)


async def test_a_failed_export_is_reported_with_its_code(fake: FakeServer, fake_client: ExportClient, tmp_path: Path) -> None:
    fake.state, fake.error = "failed", {"code": "project_gone", "message": "the project has gone", "resumable": False}
    fake.connections = [Connection([event(1, "export_error", error=fake.error)])]
    with pytest.raises(ExportFailedError, match="has gone") as failed:
        await ProjectExportService(fake_client, tmp_path).export_project("film")
    assert failed.value.code == "project_gone"


async def test_the_servers_copy_is_deleted_where_it_is_not_to_be_kept(fake: FakeServer, fake_client: ExportClient, tmp_path: Path) -> None:
    fake.connections = [Connection([event(1, "export_complete")])]
    path = await ProjectExportService(fake_client, tmp_path, keep_on_server=False).export_project("film")
    assert len(fake.asked("DELETE", EXPORT_ID)) == 1
    assert Path(path).read_bytes() == fake.archive
