"""Events continue across lost connections: each once, in order, up to the final one."""

from __future__ import annotations

import pytest

from fake_server import EXPORT_ID, TOKEN, Connection, FakeServer, event
from project_export import ExportClient, ProtocolError, UnavailableError, UnknownExportError


async def numbers(client: ExportClient, last_event_id: int = 0) -> list[int]:
    return [one.event_id async for one in client.events(EXPORT_ID, last_event_id)]


def asked_for(fake: FakeServer) -> list[str]:
    return [path.split("=")[1] for method, path, _ in fake.requests if "/events" in path]


async def test_lost_connections_are_made_again_from_the_last_event(fake: FakeServer, fake_client: ExportClient) -> None:
    fake.connections = [
        Connection([event(1), event(4)], close_code=None),
        Connection([], close_code=1001),
        Connection([event(4), event(5)], close_code=1011),
        Connection([event(9, "export_complete")]),
    ]
    assert await numbers(fake_client) == [1, 4, 5, 9]
    assert asked_for(fake) == ["0", "4", "4", "5"]


async def test_nothing_is_read_after_the_final_event(fake: FakeServer, fake_client: ExportClient) -> None:
    fake.connections = [Connection([event(1, "export_error", error={"code": "source"}), event(2)])]
    assert await numbers(fake_client) == [1]
    assert asked_for(fake) == ["0"]


async def test_who_knows_the_final_event_already_gets_none(fake: FakeServer, fake_client: ExportClient) -> None:
    assert await numbers(fake_client, 9) == []


async def test_an_orderly_end_of_an_export_that_still_runs_is_taken_for_a_lost_connection(
    fake: FakeServer, fake_client: ExportClient
) -> None:
    fake.state = "running"
    fake.connections = [Connection([event(1)]), Connection([event(2, "export_complete")])]
    assert await numbers(fake_client) == [1, 2]


async def test_a_server_that_stops_is_waited_for(fake: FakeServer, fake_client: ExportClient) -> None:
    fake.refusals = [(503, {}, {"code": "stopping"})] * 2
    fake.connections = [Connection([event(1, "export_complete")])]
    assert await numbers(fake_client) == [1]


async def test_a_server_that_stays_away_is_unavailable(fake: FakeServer) -> None:
    fake.refusals = [(503, {}, {"code": "stopping"})] * 50
    async with ExportClient(fake.url, TOKEN, patience=0.5) as client:
        with pytest.raises(UnavailableError):
            await numbers(client)


async def test_an_unknown_export_has_no_events(fake: FakeServer, fake_client: ExportClient) -> None:
    with pytest.raises(UnknownExportError):
        async for _ in fake_client.events("another"):
            pass


async def test_an_invalid_event_is_reported(fake: FakeServer, fake_client: ExportClient) -> None:
    fake.connections = [Connection([{"type": "export_party"}])]
    with pytest.raises(ProtocolError, match="export_party"):
        await numbers(fake_client)
