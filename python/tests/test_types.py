"""Type checkers find nothing in the example that uses the package; and everything that it exports has a type."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from test_install import PYTHON, copy_of_package, require, require_program

EXAMPLE = PYTHON / "examples" / "backend"


@pytest.fixture(name="installed", scope="module")
def _installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package in an environment of its own, as type checkers see it in an application."""
    require("pip", "setuptools", "wheel")
    folder = tmp_path_factory.mktemp("types")
    environment = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--system-site-packages", str(environment)], check=True)
    offline = ["--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--no-cache-dir"]
    subprocess.run([environment / "bin/python", "-m", "pip", "install", "-q", *offline, str(copy_of_package(folder))], check=True)
    return environment


def test_mypy_strict_finds_nothing_in_the_example(installed: Path) -> None:
    require("mypy")
    interpreter = ["--python-executable", str(installed / "bin/python")]
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", os.devnull, *interpreter, "app"],
        cwd=EXAMPLE,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_pyright_finds_nothing_in_the_example(installed: Path) -> None:
    pyright = require_program("pyright")
    run = subprocess.run(
        [pyright, "--pythonpath", str(installed / "bin/python"), "app"], cwd=EXAMPLE, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_everything_exported_has_a_type(installed: Path, tmp_path: Path) -> None:
    pyright = require_program("pyright")
    run = subprocess.run(
        [pyright, "--verifytypes", "project_export", "--ignoreexternal", "--outputjson"],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{installed}/bin{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    report = json.loads(run.stdout)["typeCompleteness"]
    unknown = [symbol["name"] for symbol in report["symbols"] if symbol["isExported"] and not symbol["isTypeKnown"]]
    assert report["completenessScore"] == 1, unknown
    assert report["exportedSymbolCounts"]["withKnownType"] > 500
