"""The client survives temporary faults, and reports others by type."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from fake_server import EXPORT_ID, TOKEN, FakeServer
from project_export import (
    AuthenticationError,
    ConflictError,
    ExportCancelledError,
    ExportClient,
    ExportFailedError,
    InvalidOptionError,
    NotReadyError,
    ProtocolError,
    QueueFullError,
    QuotaExceededError,
    RequestRefusedError,
    UnavailableError,
    UnknownExportError,
    UnknownProjectError,
    WrongStateError,
)


async def test_start_after_503_is_tried_again_with_the_same_key(fake: FakeServer, fake_client: ExportClient) -> None:
    fake.refusals = [(503, {"Retry-After": "0"}, {"code": "stopping"})] * 2
    assert (await fake_client.start("film")).export_id == EXPORT_ID
    keys = {headers["Idempotency-Key"] for headers in fake.asked("POST", "/export")}
    assert (len(fake.asked("POST", "/export")), len(keys)) == (3, 1)


async def test_start_whose_answer_is_lost_is_tried_again_with_the_same_key(fake: FakeServer, fake_client: ExportClient) -> None:
    fake.lost_answers = 1
    await fake_client.start("film")
    keys = {headers["Idempotency-Key"] for headers in fake.asked("POST", "/export")}
    assert (len(fake.asked("POST", "/export")), len(keys)) == (2, 1)


async def test_pause_whose_answer_is_lost_is_not_sent_twice(fake: FakeServer, fake_client: ExportClient) -> None:
    fake.lost_answers = 1
    with pytest.raises(UnavailableError):
        await fake_client.pause(EXPORT_ID)
    assert len(fake.asked("POST", "/pause")) == 1


async def test_request_before_the_server_listens_waits_for_it(fake: FakeServer) -> None:
    async with FakeServer().running() as gone:
        port = int(gone.url.rsplit(":", 1)[1])
    async with ExportClient(gone.url, TOKEN, patience=5) as client:
        asking = asyncio.create_task(client.get(EXPORT_ID))
        await asyncio.sleep(0.2)
        async with FakeServer().running(port):
            assert (await asking).export_id == EXPORT_ID


async def test_server_that_stays_away_is_unavailable_when_patience_is_over(fake: FakeServer) -> None:
    async with FakeServer().running() as gone:
        pass
    async with ExportClient(gone.url, TOKEN, patience=0.3) as client:
        with pytest.raises(UnavailableError, match="0.3 seconds"):
            await client.get(EXPORT_ID)
        assert not await client.is_alive()


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (400, "invalid_option", InvalidOptionError),
        (401, "unauthorized", AuthenticationError),
        (404, "unknown_project", UnknownProjectError),
        (404, "unknown_export", UnknownExportError),
        (409, "wrong_state", WrongStateError),
        (409, "not_ready", NotReadyError),
        (409, "conflict", ConflictError),
        (507, "quota_exceeded", QuotaExceededError),
        (421, "host_not_allowed", RequestRefusedError),
        (418, "of_a_newer_server", RequestRefusedError),
    ],
)
async def test_a_problem_becomes_the_error_of_its_code(
    fake: FakeServer, fake_client: ExportClient, status: int, code: str, error: type[RequestRefusedError]
) -> None:
    fake.refusals = [(status, {}, {"code": code, "detail": "because", "field": "format"})]
    with pytest.raises(error, match="because") as refused:
        await fake_client.start("film")
    assert type(refused.value) is error
    assert (refused.value.status, refused.value.code, refused.value.field) == (status, code, "format")


async def test_a_full_queue_reports_when_to_retry(fake: FakeServer, fake_client: ExportClient) -> None:
    fake.refusals = [(429, {"Retry-After": "7"}, {"code": "queue_full", "detail": "16 wait"})]
    with pytest.raises(QueueFullError) as refused:
        await fake_client.start("film")
    assert refused.value.retry_after == 7


async def test_a_wrong_token_is_refused_everywhere_and_is_in_no_message(fake: FakeServer) -> None:
    async with ExportClient(fake.url, "another-secret-token", patience=1) as client:
        with pytest.raises(AuthenticationError) as refused:
            await client.get(EXPORT_ID)
        with pytest.raises(AuthenticationError):
            async for _ in client.events(EXPORT_ID):
                pass
        assert "another-secret-token" not in repr(refused.value) + repr(client)


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "\0"])
async def test_an_id_that_would_lead_elsewhere_is_never_sent(fake: FakeServer, fake_client: ExportClient, name: str) -> None:
    with pytest.raises(UnknownProjectError):
        await fake_client.start(name)
    with pytest.raises(UnknownExportError):
        await fake_client.delete(name)
    assert fake.requests == []


async def test_ids_are_escaped(fake: FakeServer, fake_client: ExportClient) -> None:
    with pytest.raises(RequestRefusedError):
        await fake_client.start("a film?x=%2e&é")
    assert fake.requests[0][1] == "/api/v1/projects/a%20film%3Fx%3D%252e%26%C3%A9/export"


async def test_wait_reports_how_an_export_ended(fake: FakeServer, fake_client: ExportClient) -> None:
    assert (await fake_client.wait(EXPORT_ID)).export_id == EXPORT_ID
    fake.state, fake.error = "failed", {"code": "out_of_space", "message": "the disk is full", "resumable": True}
    with pytest.raises(ExportFailedError, match="disk is full") as failed:
        await fake_client.wait(EXPORT_ID)
    assert (failed.value.code, failed.value.resumable) == ("out_of_space", True)
    fake.state = "cancelled"
    with pytest.raises(ExportCancelledError):
        await fake_client.wait(EXPORT_ID)


async def test_an_answer_that_is_not_json_is_reported(fake: FakeServer, fake_client: ExportClient) -> None:
    answer: Any = ["no", "export"]
    fake.refusals = [(200, {}, answer)]
    with pytest.raises(ProtocolError):
        await fake_client.get(EXPORT_ID)
