"""The Python code in the documents runs as it is, against the real sidecar."""

from __future__ import annotations

import asyncio
import os
import re
import textwrap
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import project_export
from conftest import RealServer
from film import make_film

ROOT = Path(__file__).resolve().parents[2]


def blocks(document: str) -> list[str]:
    """The blocks of Python in a document."""
    return re.findall(r"^```python\n(.*?)^```$", (ROOT / document).read_text(), re.MULTILINE | re.DOTALL)


@pytest.fixture(name="stage")
def _stage(command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for what the documents have in /srv and /var, and the program on the PATH."""
    make_film(tmp_path / "srv" / "projects" / "film")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "project-export"
    program.write_text("#!/bin/sh\nexec " + " ".join(f"'{part}'" for part in command) + ' "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.delenv("PROJECT_EXPORT_HOME", raising=False)
    return tmp_path


def run(code: str, stage: Path, names: dict[str, Any]) -> dict[str, Any]:
    """Runs code that may await; returns its variables."""
    for folder in ("/srv/", "/var/"):
        code = code.replace(f'"{folder}', f'"{stage}{folder}')
    space = {**vars(project_export), **names}
    body = textwrap.indent(code, "    ")
    exec(f"async def main():\n{body}\n    return locals()", space)  # noqa: S102
    result: dict[str, Any] = asyncio.run(space["main"]())
    return result


def test_readme_exports(stage: Path) -> None:
    (code,) = blocks("README.md")
    assert len(code.splitlines()) <= 5
    assert Path(run(code, stage, {})["path"]).name == "film.tar.zst"


def test_backend_exports_and_resumes(stage: Path) -> None:
    create, export, resume, _, _ = blocks("python/README.md")
    events: list[Any] = []
    inside = textwrap.indent(resume, "    ")
    found = run(create + export + inside, stage, {"progress_callback": events.append})
    assert Path(found["path"]).name == "film.zip"
    assert events[-1].progress == 1


def test_synchronous_service_exports(stage: Path) -> None:
    *_, synchronous, _ = blocks("python/README.md")
    (stage / "var" / "lib").mkdir(parents=True)
    found = run(synchronous, stage, {"celery": SimpleNamespace(task=lambda function: function)})
    try:
        assert Path(found["export"]("film")).name == "film.tar.zst"
    finally:
        found["exports"].close()


def test_client_imports(stage: Path, real: RealServer, monkeypatch: pytest.MonkeyPatch) -> None:
    code = blocks("python/README.md")[-1]
    make_film(real.workspace / "other")

    async def export() -> None:
        async with real.client() as client:
            started = await client.start("other")
            await client.wait(started.export_id)
            await client.download(started.export_id, stage / "film.zip")

    asyncio.run(export())
    monkeypatch.chdir(stage)
    code = code.replace('name="film"', 'name="film from a document"')
    opened = "async with real.client() as client:\n" + textwrap.indent(code, "    ")
    found = run(opened, stage, {"real": real})
    assert found["done"].state == "completed"
    assert (real.workspace / "film from a document" / "README.txt").exists()
