"""Exports of projects."""

from app import settings
from project_export import ProjectExportService, Sidecar

sidecar = Sidecar(
    settings.WORKSPACE,
    data=settings.STATE / "sidecar",
    shared=True,
    command=settings.SIDECAR_COMMAND,
    arguments=[f"--allowed-origin={origin}" for origin in settings.ORIGINS],
)
exports = ProjectExportService(sidecar, settings.STATE / "archives")
