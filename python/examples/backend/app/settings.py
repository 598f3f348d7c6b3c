"""Locations, from the environment."""

from __future__ import annotations

import json
import os
from pathlib import Path

WORKSPACE = Path(os.environ.get("BACKEND_WORKSPACE", "/srv/projects"))
"""The folder whose subfolders are the projects."""

STATE = Path(os.environ.get("BACKEND_STATE", "/var/lib/backend"))
"""The backend's own data."""

ORIGINS = os.environ.get("BACKEND_ORIGINS", "").split()
"""Where users see this backend, such as ``http://localhost:8000``, and all others that share its sidecar, in the same
order in each: their pages may then use it."""

PAGE_TOKEN = os.environ.get("BACKEND_PAGE_TOKEN", "")
"""The token for the page, made with ``project-export tokens create``: with it, users reach the sidecar."""

SIDECAR_COMMAND: list[str] | None = json.loads(os.environ.get("BACKEND_SIDECAR_COMMAND", "null"))
"""How to run project-export, as a list in JSON; by default it is found by PROJECT_EXPORT_HOME or on the PATH."""
