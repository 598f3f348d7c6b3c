"""Causes that no waiting removes are reported at once, by name."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from project_export import Sidecar, SidecarError
from project_export.launcher import find_command
from project_export.preflight import require_java, require_startable
from project_export.settings import ServeSettings


@pytest.fixture(autouse=True)
def _at_once() -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < 5


@pytest.fixture(name="folders")
def _folders(tmp_path: Path) -> dict[str, Any]:
    (tmp_path / "workspace").mkdir()
    return {"workspace": tmp_path / "workspace", "data": tmp_path / "data"}


NEVER = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.mark.parametrize("shared", [False, True])
async def test_a_port_that_is_taken(folders: dict[str, Any], shared: bool) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SidecarError, match=f"port {port} .* is used by another program"):
            await Sidecar(**folders, port=port, shared=shared, command=NEVER).start()


@pytest.mark.parametrize("shared", [False, True])
async def test_a_data_folder_that_is_a_file_or_in_a_file(folders: dict[str, Any], shared: bool) -> None:
    folders["data"].write_text("not a folder")
    with pytest.raises(SidecarError, match="data is not a folder"):
        await Sidecar(**folders, shared=shared, command=NEVER).start()
    folders["data"] /= "below"
    with pytest.raises(SidecarError, match="cannot be created: .*data is not a folder"):
        await Sidecar(**folders, shared=shared, command=NEVER).start()


async def test_a_workspace_that_is_missing_or_a_file(folders: dict[str, Any], tmp_path: Path) -> None:
    folders["workspace"].rmdir()
    with pytest.raises(SidecarError, match="workspace .*workspace does not exist"):
        await Sidecar(**folders, command=NEVER).start()
    folders["workspace"].write_text("not a folder")
    with pytest.raises(SidecarError, match="workspace is not a folder"):
        await Sidecar(**folders, command=NEVER).start()
    with pytest.raises(SidecarError, match="projects.json does not exist"):
        await Sidecar(projects=tmp_path / "projects.json", data=tmp_path / "data", command=NEVER).start()


@pytest.mark.parametrize("locked", ["workspace", "data"])
def test_a_folder_that_this_user_may_not_use(locked: str) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as public:  # every user can reach it
        os.chmod(public, 0o755)
        folders = {name: Path(public, name) for name in ("workspace", "data")}
        for folder in folders.values():
            folder.mkdir(0o755)
        folders[locked].chmod(0)
        settings = ServeSettings(str(folders["workspace"]), None, str(folders["data"]), [])
        refused = _as_ordinary_user(lambda: require_startable(settings, {}, 0))
        folders[locked].chmod(0o700)
        assert refused is not None and str(folders[locked]) in refused


def _as_ordinary_user(check: Any) -> str | None:
    """What it is refused with, in a process of its own: root may do everything."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            check()
        except SidecarError as error:
            os.write(writing, str(error).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        found = answer.read().decode()
    os.waitpid(child, 0)
    return found or None


def home_with_jars(folder: Path) -> Path:
    (folder / "home").mkdir()
    (folder / "home" / "export-cli.jar").touch()
    return folder / "home"


def launcher(folder: Path) -> Path:
    program = folder / "project-export"
    program.write_text("#!/bin/sh\nsleep 60\n")
    program.chmod(0o755)
    return program


async def test_a_wrong_java_home_is_named(folders: dict[str, Any], tmp_path: Path) -> None:
    wrong = {"PATH": os.environ["PATH"], "JAVA_HOME": "/nowhere/jdk"}
    for found in ({"home": home_with_jars(tmp_path)}, {"command": [str(launcher(tmp_path))]}):
        with pytest.raises(SidecarError, match="JAVA_HOME is /nowhere/jdk"):
            await Sidecar(**folders, **found, environment=wrong).start()


async def test_no_java_at_all(folders: dict[str, Any], tmp_path: Path) -> None:
    none = {"PATH": str(tmp_path), "HOME": str(tmp_path)}
    for found in ({"home": home_with_jars(tmp_path)}, {"command": [str(launcher(tmp_path))]}):
        with pytest.raises(SidecarError, match="cannot find Java"):
            await Sidecar(**folders, **found, environment=none).start()


def test_a_distribution_with_its_own_java_needs_no_other(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    distributed = launcher(tmp_path / "bin")
    none = {"PATH": "/nowhere", "JAVA_HOME": "/nowhere/jdk"}
    with pytest.raises(SidecarError):
        require_java([str(distributed)], none)
    java = tmp_path / "runtime" / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.touch()
    (tmp_path / "project-export").symlink_to(distributed)
    require_java([str(tmp_path / "project-export")], none)
    assert find_command(tmp_path, none) == [str(tmp_path / "project-export")]
    (tmp_path / "project-export").unlink()
    assert find_command(tmp_path, none) == [str(distributed)]


@pytest.mark.parametrize(("version", "number"), [("1.8.0_392", 8), ("11.0.22", 11)])
@pytest.mark.parametrize("shared", [False, True])
async def test_a_java_that_is_too_old(
    folders: dict[str, Any], tmp_path: Path, version: str, number: int, shared: bool
) -> None:
    java = tmp_path / "jdk" / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(
        f"#!/bin/sh\ncase $* in\n*-version*) echo 'openjdk version \"{version}\" 2024' >&2 ;;\n"
        "*) echo 'Exception: UnsupportedClassVersionError' >&2; exit 1 ;;\nesac\n"
    )
    java.chmod(0o755)
    environment = {"PATH": "/usr/bin:/bin", "JAVA_HOME": str(tmp_path / "jdk")}
    sidecar = Sidecar(**folders, home=home_with_jars(tmp_path), environment=environment, shared=shared)
    with pytest.raises(SidecarError, match=f"is Java {number}, but the sidecar needs Java 17 or newer"):
        await sidecar.start()


def test_the_java_of_java_home_is_used(tmp_path: Path) -> None:
    java = tmp_path / "jdk" / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text("#!/bin/sh\n")
    java.chmod(0o755)
    assert find_command(home_with_jars(tmp_path), {"JAVA_HOME": str(tmp_path / "jdk")})[0] == str(java)


@pytest.mark.parametrize("shared", [False, True])
async def test_a_program_that_fails_is_run_once(folders: dict[str, Any], tmp_path: Path, shared: bool) -> None:
    runs = tmp_path / "runs"
    failing = [sys.executable, "-c", f"import sys; open({str(runs)!r}, 'a').write('x'); sys.exit('a reason')"]
    with pytest.raises(SidecarError, match="exit code 1(.|\n)*a reason"):
        await Sidecar(**folders, command=failing, shared=shared).start()
    assert runs.read_text() == "x"


def test_a_shared_sidecar_needs_a_data_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="data folder"):
        Sidecar(tmp_path, shared=True)
