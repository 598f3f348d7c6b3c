"""A download is complete or absent; received data is not fetched twice."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from fake_server import EXPORT_ID, TOKEN, FakeServer
from project_export import (
    AuthenticationError,
    DigestMismatchError,
    DownloadError,
    ExportClient,
    NotReadyError,
    UnavailableError,
)
from project_export.download import _PartFile

ARCHIVE = random.Random(3).randbytes(3_500_000)


@pytest.fixture(autouse=True)
def _large(fake: FakeServer) -> None:
    fake.archive = ARCHIVE


def ranges(fake: FakeServer) -> list[str | None]:
    return [headers.get("Range") for headers in fake.asked("GET", "/download")]


async def test_a_whole_download_leaves_the_target_alone_in_its_folder(fake: FakeServer, fake_client: ExportClient, tmp_path: Path) -> None:
    assert await fake_client.download(EXPORT_ID, tmp_path / "film.zip") == tmp_path / "film.zip"
    assert (tmp_path / "film.zip").read_bytes() == ARCHIVE
    assert [path.name for path in tmp_path.iterdir()] == ["film.zip"]


async def test_cut_connections_are_gone_on_with_by_range(fake: FakeServer, fake_client: ExportClient, tmp_path: Path) -> None:
    fake.cuts = [1_000_000, 0, 2_000_000]
    await fake_client.download(EXPORT_ID, tmp_path / "film.zip")
    assert (tmp_path / "film.zip").read_bytes() == ARCHIVE
    assert ranges(fake) == [None, "bytes=1000000-", "bytes=1000000-", "bytes=3000000-"]


async def test_a_later_call_resumes_an_earlier_one(fake: FakeServer, tmp_path: Path) -> None:
    fake.cuts = [1_234_567] + [0] * 50
    async with ExportClient(fake.url, TOKEN, patience=0.3) as impatient:
        with pytest.raises(UnavailableError):
            await impatient.download(EXPORT_ID, tmp_path / "film.zip")
    assert not (tmp_path / "film.zip").exists()
    fake.cuts, fake.requests = [], []
    async with ExportClient(fake.url, TOKEN) as client:
        await client.download(EXPORT_ID, tmp_path / "film.zip")
    assert ranges(fake) == ["bytes=1234567-"]
    assert (tmp_path / "film.zip").read_bytes() == ARCHIVE


async def test_a_server_that_sends_all_instead_of_a_range_is_read_from_the_beginning(
    fake: FakeServer, fake_client: ExportClient, tmp_path: Path
) -> None:
    fake.cuts, fake.ignores_ranges = [1_000_000], True
    await fake_client.download(EXPORT_ID, tmp_path / "film.zip")
    assert (tmp_path / "film.zip").read_bytes() == ARCHIVE


async def test_bytes_that_were_spoilt_here_are_found_and_removed(fake: FakeServer, fake_client: ExportClient, tmp_path: Path) -> None:
    fake.cuts = [1_000_000] + [0] * 50
    async with ExportClient(fake.url, TOKEN, patience=0.3) as impatient:
        with pytest.raises(UnavailableError):
            await impatient.download(EXPORT_ID, tmp_path / "film.zip")
    fake.cuts = []
    part = next(tmp_path.glob("film.zip.*.part"))
    part.write_bytes(b"spoilt" + part.read_bytes()[6:])
    with pytest.raises(DigestMismatchError):
        await fake_client.download(EXPORT_ID, tmp_path / "film.zip")
    assert list(tmp_path.iterdir()) == []


async def test_an_archive_that_differs_from_the_result_is_refused(fake: FakeServer, fake_client: ExportClient, tmp_path: Path) -> None:
    fake.reported_sha256 = "0" * 64
    with pytest.raises(DigestMismatchError):
        await fake_client.download(EXPORT_ID, tmp_path / "film.zip")
    assert list(tmp_path.iterdir()) == []


async def test_a_target_that_exists_is_kept_unless_overwriting_is_asked_for(
    fake: FakeServer, fake_client: ExportClient, tmp_path: Path
) -> None:
    (tmp_path / "film.zip").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        await fake_client.download(EXPORT_ID, tmp_path / "film.zip")
    assert (tmp_path / "film.zip").read_bytes() == b"mine"
    await fake_client.download(EXPORT_ID, tmp_path / "film.zip", overwrite=True)
    assert (tmp_path / "film.zip").read_bytes() == ARCHIVE


async def test_two_downloads_to_one_target_do_not_mix(fake: FakeServer, fake_client: ExportClient, tmp_path: Path) -> None:
    fake.cuts = [1_000_000] + [0] * 50
    async with ExportClient(fake.url, TOKEN, patience=0.3) as impatient:
        with pytest.raises(UnavailableError):
            await impatient.download(EXPORT_ID, tmp_path / "film.zip")
    fake.cuts = []
    with _PartFile.open(next(tmp_path.glob("*.part"))):
        with pytest.raises(DownloadError, match="another download"):
            await fake_client.download(EXPORT_ID, tmp_path / "film.zip")


async def test_without_an_archive_there_is_no_download(fake: FakeServer, fake_client: ExportClient, tmp_path: Path) -> None:
    fake.state = "running"
    with pytest.raises(NotReadyError):
        await fake_client.download(EXPORT_ID, tmp_path / "film.zip")


async def test_a_refusal_of_the_download_itself_is_reported(fake: FakeServer, tmp_path: Path) -> None:
    async with ExportClient(fake.url, "wrong") as client:
        with pytest.raises(AuthenticationError):
            async with client.open_download(EXPORT_ID):
                pass
