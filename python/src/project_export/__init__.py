"""Exports whole projects (files, Git history, Git LFS media) from asyncio applications.

In reading order: :class:`ProjectExportService`, one call from a project to an archive; :class:`Sidecar`, the server
that does the work;
:class:`ExportClient`, the complete API of the server; :class:`ExportOptions`; and the errors, all of which are
:class:`ProjectExportError`.
"""

from .client import DownloadStream, ExportClient
from .errors import (
    AuthenticationError,
    ConflictError,
    DigestMismatchError,
    DownloadError,
    ExportCancelledError,
    ExportFailedError,
    IdempotencyKeyReusedError,
    ImportFailedError,
    InvalidOptionError,
    InvalidRequestError,
    NotReadyError,
    ProjectExportError,
    ProtocolError,
    QueueFullError,
    QuotaExceededError,
    RefusedArchiveError,
    RequestRefusedError,
    SidecarError,
    TooLargeError,
    UnavailableError,
    UnknownExportError,
    UnknownProjectError,
    UnknownUploadError,
    UploadInterruptedError,
    WrongStateError,
)
from .events import EventType, ExportEvent
from .imports import ImportCallback
from .options import ExportOptions
from .resources import (
    ArchiveFormat,
    Export,
    ExportFailure,
    ExportProgress,
    ExportResult,
    ExportState,
    HandedOverFile,
    ImportProgress,
    ProjectImport,
    Verification,
    Volume,
)
from .service import ProgressCallback, ProjectExportService
from .sidecar import Sidecar

__all__ = [
    "ArchiveFormat",
    "AuthenticationError",
    "ConflictError",
    "DigestMismatchError",
    "DownloadError",
    "DownloadStream",
    "EventType",
    "Export",
    "ExportCancelledError",
    "ExportClient",
    "ExportEvent",
    "ExportFailedError",
    "ExportFailure",
    "ExportOptions",
    "ExportProgress",
    "ExportResult",
    "ExportState",
    "HandedOverFile",
    "IdempotencyKeyReusedError",
    "ImportCallback",
    "ImportFailedError",
    "ImportProgress",
    "InvalidOptionError",
    "InvalidRequestError",
    "NotReadyError",
    "ProgressCallback",
    "ProjectExportError",
    "ProjectExportService",
    "ProjectImport",
    "ProtocolError",
    "QueueFullError",
    "QuotaExceededError",
    "RefusedArchiveError",
    "RequestRefusedError",
    "Sidecar",
    "SidecarError",
    "TooLargeError",
    "UnavailableError",
    "UnknownExportError",
    "UnknownProjectError",
    "UnknownUploadError",
    "UploadInterruptedError",
    "Verification",
    "Volume",
    "WrongStateError",
]
