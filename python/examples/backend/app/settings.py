"""Locations, from the environment."""

from __future__ import annotations

import json
import os
from pathlib import Path

WORKSPACE = Path(os.environ.get("BACKEND_WORKSPACE", "/srv/projects"))
"""The folder whose subfolders are the projects."""

STATE = Path(os.environ.get("BACKEND_STATE", "/var/lib/backend"))
"""The backend's own data."""

SIDECAR_COMMAND: list[str] | None = json.loads(os.environ.get("BACKEND_SIDECAR_COMMAND", "null"))
"""How to run project-export, as a list in JSON; by default it is found by PROJECT_EXPORT_HOME or on the PATH."""
