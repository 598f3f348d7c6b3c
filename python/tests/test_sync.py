"""The service without an event loop: threads, Ctrl-C, and forked processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from conftest import RealServer
from film import make_long_film, sha256, tree
from project_export import (
    ExportClient,
    ExportEvent,
    ExportOptions,
    ExportState,
    ImportProgress,
    ProjectExportError,
    Sidecar,
    SidecarError,
    SyncProjectExportService,
    UnknownProjectError,
)
from test_sidecar import PACKAGE, is_running


@pytest.fixture(name="exports")
def _exports(real: RealServer, tmp_path: Path) -> Iterator[SyncProjectExportService]:
    with SyncProjectExportService(real.client(), tmp_path) as exports:
        yield exports


def test_the_callback_runs_in_the_thread_that_waits(exports: SyncProjectExportService) -> None:
    threads: set[int] = set()
    seen: list[ExportEvent] = []

    def note(event: ExportEvent) -> None:
        threads.add(threading.get_ident())
        seen.append(event)
        raise RuntimeError("the listener has gone")

    path = exports.export_project("film", ExportOptions(format="tar"), note)
    assert threads == {threading.get_ident()}
    assert seen[-1].result is not None and seen[-1].result.volumes[0].sha256 == sha256(path)
    assert exports.resume(Path(path).parent.name) == path


def test_an_estimate_is_made_without_an_event_loop(exports: SyncProjectExportService) -> None:
    estimate = exports.estimate_project("film", ExportOptions(format="tar"))
    assert estimate.classes == exports.client.estimate("film", ExportOptions(format="tar")).classes
    assert estimate.format == "tar" and estimate.archive_bytes > 3_000_000


def test_several_threads_use_one_service(exports: SyncProjectExportService) -> None:
    def export(number: int) -> tuple[bool, str]:
        threads: set[int] = set()
        path = exports.export_project(
            "film", ExportOptions(compression_level=number), lambda _: threads.add(threading.get_ident())
        )
        return threads == {threading.get_ident()}, path

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(export, range(8)))
    assert all(own for own, _ in done)
    assert len({path for _, path in done}) == 8


def test_ctrl_c_cancels_the_export(exports: SyncProjectExportService, real: RealServer, tmp_path: Path) -> None:
    make_long_film(real.workspace / "interrupted film", 48)
    ids: list[str] = []

    def interrupt() -> None:
        while not ids:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    killer = threading.Thread(target=interrupt)
    killer.start()
    with pytest.raises(KeyboardInterrupt):
        exports.export_project("interrupted film", None, lambda event: ids.append(event.export_id))
    killer.join()
    assert exports.client.get(ids[0]).state is ExportState.CANCELLED
    assert list(tmp_path.iterdir()) == []


def test_the_client_has_the_same_methods(exports: SyncProjectExportService, real: RealServer, tmp_path: Path) -> None:
    client = exports.client
    public = {name for name in dir(ExportClient) if not name.startswith("_")}
    assert public - {"close", "move", "give_up"} <= set(dir(client))
    assert client.is_alive() and client.is_ready() and "film" in client.projects()
    started = client.start("film", ExportOptions(format="tar"))
    numbers = [event.event_id for event in client.events(started.export_id)]
    assert numbers and numbers == sorted(set(numbers))
    export = client.wait(started.export_id)
    assert export.result is not None
    path = client.download(export.export_id, tmp_path / "film.tar")
    with client.open_download(export.export_id, headers={"Range": "bytes=10-19"}) as part:
        assert (part.status, b"".join(part.blocks)) == (206, path.read_bytes()[10:20])
    with client.open_download(export.export_id, method="HEAD") as head:
        assert (head.status, int(head.headers["content-length"]), list(head.blocks)) == (200, path.stat().st_size, [])
    phases: list[str] = []

    def note(progress: ImportProgress) -> None:
        phases.append(progress.phase)

    done = client.import_archive(path, name="film by threads", progress_callback=note)
    assert phases[0] == "sending" and phases[-1] == "finished"
    assert tree(real.workspace / "film by threads") == tree(real.workspace / "film")
    assert [event.is_final for event in client.import_events(done.import_id)][-1]
    with pytest.raises(UnknownProjectError):
        client.start("nowhere")
    for event in client.events(client.start("film").export_id):  # a loop that is left early
        break


def test_close_ends_calls_and_a_later_call_starts_again(real: RealServer, tmp_path: Path) -> None:
    make_long_film(real.workspace / "closed film", 48)
    exports = SyncProjectExportService(real.client(), tmp_path)
    begun = threading.Event()
    failures: list[BaseException] = []

    def export() -> None:
        try:
            exports.export_project("closed film", None, lambda _: begun.set())
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=export)
    thread.start()
    assert begun.wait(20)
    exports.close()
    thread.join(20)
    assert [type(failure) for failure in failures] == [ProjectExportError]
    assert "film" in exports.client.projects()
    exports.close()
    exports.close()


def test_a_sidecar_is_started_by_the_first_call_and_ends_with_the_process(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir()
    program = (
        f"import sys; sys.path.insert(0, {str(PACKAGE)!r})\n"
        "from project_export import Sidecar, SyncProjectExportService\n"
        f"sidecar = Sidecar({str(tmp_path / 'workspace')!r}, data={str(tmp_path / 'data')!r}, command={command!r})\n"
        f"exports = SyncProjectExportService(sidecar, {str(tmp_path / 'archives')!r})\n"
        "print(len(exports.client.projects()), sidecar.pid)\n"
    )
    run = subprocess.run([sys.executable, "-B", "-c", program], capture_output=True, text=True, timeout=30)
    assert (run.returncode, run.stderr) == (0, "")
    count, pid = run.stdout.split()
    assert count == "0" and not is_running(int(pid))


FORKING = """
import json, os, sys
sys.path.insert(0, sys.argv[1])
from project_export import Sidecar, SyncProjectExportService

sidecar = Sidecar(sys.argv[2] + "/workspace", data=sys.argv[2] + "/data", shared=True, command=json.loads(sys.argv[3]))
exports = SyncProjectExportService(sidecar, sys.argv[2] + "/archives")
first = exports.export_project("film")
children = []
for _ in range(3):
    child = os.fork()
    if child == 0:
        path = exports.export_project("film")
        print(json.dumps([sidecar.pid, path]), flush=True)
        exports.close()
        os._exit(0)
    children.append(child)
last = exports.export_project("film")
codes = [os.waitpid(child, 0)[1] for child in children]
print(json.dumps([sidecar.pid, first]), flush=True)
print(json.dumps([sidecar.pid, last]), flush=True)
sys.exit(any(codes))
"""


def test_forked_processes_use_the_service_of_their_parent_with_its_sidecar(command: list[str], tmp_path: Path) -> None:
    from film import make_film

    make_film(tmp_path / "workspace" / "film")
    arguments = [str(PACKAGE), str(tmp_path), json.dumps(command)]
    run = subprocess.run(
        [sys.executable, "-B", "-c", FORKING, *arguments], capture_output=True, text=True, timeout=60
    )
    assert (run.returncode, run.stderr) == (0, "")
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(lines) == 5 and len({pid for pid, _ in lines}) == 1
    assert len({path for _, path in lines}) == 5 and all(Path(path).stat().st_size > 3_000_000 for _, path in lines)
    assert not is_running(lines[0][0])


def test_a_sidecar_that_does_not_start_is_reported_by_each_call(tmp_path: Path) -> None:
    exports = SyncProjectExportService(Sidecar(tmp_path / "nowhere", data=tmp_path / "data", command=["none"]), tmp_path)
    for _ in range(2):
        with pytest.raises(SidecarError, match="nowhere does not exist"):
            exports.export_project("film")
    exports.close()
