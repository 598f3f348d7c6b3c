"""The package installs with pip, from its folder, without a network."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

PYTHON = Path(__file__).resolve().parents[1]


def require(*modules: str) -> None:
    """Skips the test, or fails it where tools are required, unless there are these modules."""
    missing = [module for module in modules if importlib.util.find_spec(module) is None]
    if not missing:
        return
    if os.environ.get("REQUIRE_TOOLS") == "true":
        pytest.fail(f"required, since require.tools is set: {missing}")
    warnings.warn(f"SKIPPED for want of {missing}", stacklevel=1)
    pytest.skip(f"for want of {missing}")


def require_program(name: str) -> str:
    """The path of a program, without which the test is skipped, or fails."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("REQUIRE_TOOLS") == "true":
            pytest.fail(f"required, since require.tools is set: {name}")
        warnings.warn(f"SKIPPED for want of {name}", stacklevel=1)
        pytest.skip(f"for want of {name}")
    return found


def copy_of_package(folder: Path) -> Path:
    """A copy of its sources, where pip may write."""
    return shutil.copytree(PYTHON, folder / "python", ignore=shutil.ignore_patterns("build", "dist", "*.egg-info", "tests"))


def test_pip_installs_it_without_a_network(tmp_path: Path) -> None:
    require("pip", "setuptools", "wheel")
    source = copy_of_package(tmp_path)
    offline = ["--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--no-cache-dir"]
    target = tmp_path / "installed"
    run = subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", *offline, "--target", str(target), str(source)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": ""},
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert (target / "project_export" / "py.typed").exists()
    assert {path.name for path in target.iterdir() if not path.name.endswith(".dist-info")} == {"project_export"}
    code = "import project_export; print(project_export.__file__, project_export.ExportOptions().format)"
    imported = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(target)}, capture_output=True, text=True, check=True
    )
    assert imported.stdout.split() == [str(target / "project_export" / "__init__.py"), "zip"]
