"""The example backend as processes of their own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PYTHON = Path(__file__).resolve().parents[1]


class Backend:
    """A running backend: its URL, its process, and what it has logged."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self.process = process
        self.url = url
        self.log: list[str] = []
        assert process.stderr is not None
        self._reader = threading.Thread(target=self._read, args=(process.stderr,), daemon=True)
        self._reader.start()

    def _read(self, errors: Iterator[str]) -> None:
        for line in errors:
            sys.stderr.write(line)
            self.log.append(line)

    def until(self, text: str, times: int) -> None:
        """Waits until this many lines of the log have the text."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if len([line for line in list(self.log) if text in line]) >= times:
                return
            assert self.process.poll() is None, "uvicorn has ended"
            time.sleep(0.05)
        raise AssertionError(f"not in the log: {text}")

    def stop(self) -> None:
        """Stops it in an orderly way."""
        self.process.terminate()
        assert self.process.wait(20) in (0, -15)
        self._reader.join(5)


@contextmanager
def backend(command: list[str], folder: Path, workers: int = 1, page_token: str = "") -> Iterator[Backend]:
    """Runs uvicorn with ``folder/workspace`` and ``folder/state``; its page has the token."""
    port = _free_port()
    origin = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "PYTHONPATH": str(PYTHON / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "BACKEND_WORKSPACE": str(folder / "workspace"),
        "BACKEND_STATE": str(folder / "state"),
        "BACKEND_SIDECAR_COMMAND": json.dumps(command),
        "BACKEND_ORIGINS": origin if page_token else "",
        "BACKEND_PAGE_TOKEN": page_token,
    }
    number = [] if workers == 1 else ["--workers", str(workers)]
    running = Backend(
        subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "app.main:app", "--port", str(port), "--no-use-colors", *number],
            cwd=PYTHON / "examples" / "backend",
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        ),
        origin,
    )
    try:
        running.until("Application startup complete", workers)
        running.until("Uvicorn running on", 1)
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()


def _free_port() -> int:
    """Several workers need a port that is known beforehand: uvicorn does not say which one it has chosen."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
