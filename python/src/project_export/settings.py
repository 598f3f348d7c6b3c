"""How a sidecar is run."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ServeSettings:
    """The settings of ``serve`` that decide what a sidecar does; equal ones can share a sidecar."""

    workspace: str | None
    projects: str | None
    data: str | None
    arguments: Sequence[str]

    def flags(self) -> list[str]:
        """As arguments of ``serve``."""
        named = {"--workspace": self.workspace, "--projects": self.projects, "--data": self.data}
        given = [part for flag, value in named.items() if value is not None for part in (flag, value)]
        return [*given, *self.arguments]

    def data_folder(self, environment: Mapping[str, str]) -> Path | None:
        """The folder for state and archives, by default that of ``serve``; None if only the program can say."""
        if self.data is not None:
            return Path(self.data).absolute()
        if any(argument == "--data" or argument.startswith("--data=") for argument in self.arguments):
            return None
        state = environment.get("XDG_STATE_HOME", "")
        if state.startswith("/"):
            return Path(state, "project-export")
        home = environment.get("HOME", "")
        return Path(home, ".local", "state", "project-export") if home else None

    def shared(self) -> dict[str, object]:
        """What all processes that share a sidecar must agree about, with absolute paths."""
        return {
            "workspace": None if self.workspace is None else os.path.abspath(self.workspace),
            "projects": None if self.projects is None else os.path.abspath(self.projects),
            "arguments": list(self.arguments),
        }
