"""Exports whole projects (files, Git history, Git LFS media) from asyncio applications, scripts and others.

In reading order: :class:`ProjectExportService`, one call from a project to an archive, and
:class:`SyncProjectExportService`, the same for threads; :class:`Sidecar`, the server that does the work;
:class:`ExportClient`, the complete API of the server; :class:`ExportOptions`; and the errors, all of which are
:class:`ProjectExportError`.
"""

from .client import ExportClient
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
    LocalFileError,
    NotReadyError,
    ProjectExportError,
    ProtocolError,
    QueueFullError,
    QuotaExceededError,
    RefusedArchiveError,
    RequestRefusedError,
    SidecarError,
    TargetExistsError,
    TooLargeError,
    UnavailableError,
    UnknownExportError,
    UnknownImportError,
    UnknownProjectError,
    UnknownUploadError,
    UploadInterruptedError,
    WrongStateError,
)
from .estimate import ClassTotal, Excluded, ExportEstimate, Missing, PortabilityIssue
from .events import EventType, ExportEvent, ImportEvent, ImportEventType
from .imports import ImportCallback
from .options import ExportOptions
from .proxied import DownloadStream
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
from .sync import SyncDownloadStream, SyncExportClient, SyncProjectExportService

__all__ = [
    "ArchiveFormat",
    "AuthenticationError",
    "ClassTotal",
    "ConflictError",
    "DigestMismatchError",
    "DownloadError",
    "DownloadStream",
    "EventType",
    "Excluded",
    "Export",
    "ExportCancelledError",
    "ExportClient",
    "ExportEstimate",
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
    "ImportEvent",
    "ImportEventType",
    "ImportFailedError",
    "ImportProgress",
    "InvalidOptionError",
    "InvalidRequestError",
    "LocalFileError",
    "Missing",
    "NotReadyError",
    "PortabilityIssue",
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
    "SyncDownloadStream",
    "SyncExportClient",
    "SyncProjectExportService",
    "TargetExistsError",
    "TooLargeError",
    "UnavailableError",
    "UnknownExportError",
    "UnknownImportError",
    "UnknownProjectError",
    "UnknownUploadError",
    "UploadInterruptedError",
    "Verification",
    "Volume",
    "WrongStateError",
]
