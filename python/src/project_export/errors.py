"""The errors of this package.

All are :class:`ProjectExportError`. A rejected request raises a subclass of :class:`RequestRefusedError`, selected by
the code of the problem (RFC 9457); a failed export or import has error types of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class ProjectExportError(Exception):
    """The base of all errors of this package.

    :ivar export_id: the export that the failed call was about, if it is known: ``ProjectExportService.resume`` continues
        it; None otherwise
    """

    export_id: str | None = None


class RequestRefusedError(ProjectExportError):
    """The server rejected a request.

    :ivar status: the HTTP status; 0 if the request was rejected before it was sent
    :ivar code: a machine-readable code, for example ``unknown_export``
    :ivar field: the invalid field of the request, if any
    """

    def __init__(self, message: str, *, status: int = 0, code: str = "", field: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.field = field


class InvalidOptionError(RequestRefusedError, ValueError):
    """An option of an export is unknown or has an invalid value; ``field`` names it."""


class InvalidRequestError(RequestRefusedError):
    """The request is invalid."""


class AuthenticationError(RequestRefusedError):
    """The token is wrong or missing."""


class UnknownProjectError(RequestRefusedError):
    """The workspace has no project with this id."""


class UnknownExportError(RequestRefusedError):
    """There is no export with this id; it may have been deleted, or its retention time has expired."""


class UnknownImportError(RequestRefusedError):
    """There is no import with this id; it may have been deleted, or its record has expired."""


class UnknownUploadError(RequestRefusedError):
    """The server has no such upload; it may have expired."""


class WrongStateError(RequestRefusedError):
    """The operation is not possible in the current state of the export, for example pausing a completed one."""


class NotReadyError(WrongStateError):
    """There is no archive, or it is not finished yet."""


class ConflictError(RequestRefusedError):
    """The name is already in use."""


class QueueFullError(RequestRefusedError):
    """The queue of exports is full.

    :ivar retry_after: seconds after which to try again
    """

    def __init__(self, message: str, *, retry_after: float, status: int = 429, code: str = "queue_full") -> None:
        super().__init__(message, status=status, code=code)
        self.retry_after = retry_after


class QuotaExceededError(RequestRefusedError):
    """The server's folder for archives is full."""


class TooLargeError(RequestRefusedError):
    """The request is larger than the server accepts."""


class IdempotencyKeyReusedError(RequestRefusedError):
    """The idempotency key was used with a different request."""


class RefusedArchiveError(RequestRefusedError):
    """The file is not an archive, or the archive was refused."""


class UnavailableError(ProjectExportError):
    """The server was unreachable or shutting down for longer than the client's patience."""


class UploadInterruptedError(UnavailableError):
    """An archive could not be sent completely. ``ExportClient.upload`` continues it, even from another process.

    :ivar upload_id: the upload, which the server keeps for a while
    """

    def __init__(self, message: str, *, upload_id: str) -> None:
        super().__init__(message)
        self.upload_id = upload_id


class ProtocolError(ProjectExportError):
    """The server's answer violates its contract; perhaps it is a different server."""


class ExportFailedError(ProjectExportError):
    """An export failed.

    :ivar export_id: for ``ProjectExportService.resume``
    :ivar code: a machine-readable code, for example ``out_of_space``
    :ivar resumable: whether it can be resumed
    """

    export_id: str

    def __init__(self, message: str, *, export_id: str, code: str, resumable: bool) -> None:
        super().__init__(message)
        self.export_id = export_id
        self.code = code
        self.resumable = resumable


class ExportCancelledError(ProjectExportError):
    """An export was cancelled, by someone other than the task that waits for it.

    :ivar export_id: the id of the export
    """

    export_id: str

    def __init__(self, message: str, *, export_id: str) -> None:
        super().__init__(message)
        self.export_id = export_id


class ImportFailedError(ProjectExportError):
    """An import failed; it left nothing behind.

    :ivar code: a machine-readable code, for example ``refused_archive``
    """

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


class DownloadError(ProjectExportError):
    """An archive could not be downloaded completely. The partial file is kept, and the next call resumes from there."""


class DigestMismatchError(DownloadError):
    """The downloaded file differs from the server's. It was removed."""


class TargetExistsError(DownloadError, FileExistsError):
    """The target of a download exists, and must not be replaced."""


class LocalFileError(DownloadError):
    """A local file cannot be written, for example because the disk is full. What has arrived is kept.

    :ivar errno: the error number of the system, for example ``errno.ENOSPC``; None if there is none
    """

    def __init__(self, message: str, *, errno: int | None) -> None:
        super().__init__(message)
        self.errno = errno

    @classmethod
    def of(cls, error: OSError, path: object) -> LocalFileError:
        """For a failure of the system at a path."""
        reason = error.strerror or repr(error)
        return cls(f"cannot write {error.filename or path}: {reason}", errno=error.errno)


class SidecarError(ProjectExportError):
    """The sidecar cannot be found, does not start, or keeps crashing."""


_BY_CODE: Mapping[str, type[RequestRefusedError]] = {
    "invalid_option": InvalidOptionError,
    "invalid_request": InvalidRequestError,
    "unauthorized": AuthenticationError,
    "unknown_project": UnknownProjectError,
    "unknown_export": UnknownExportError,
    "unknown_import": UnknownImportError,
    "unknown_upload": UnknownUploadError,
    "wrong_state": WrongStateError,
    "not_ready": NotReadyError,
    "conflict": ConflictError,
    "quota_exceeded": QuotaExceededError,
    "too_large": TooLargeError,
    "idempotency_key_reused": IdempotencyKeyReusedError,
    "refused_archive": RefusedArchiveError,
}
_BY_STATUS: Mapping[int, type[RequestRefusedError]] = {401: AuthenticationError, 413: TooLargeError, 507: QuotaExceededError}


def of_problem(status: int, problem: Mapping[str, Any], headers: Mapping[str, str]) -> RequestRefusedError:
    """The error for a problem as in RFC 9457; one of the base type if its code is unknown."""
    code = str(problem.get("code", ""))
    detail = str(problem.get("detail") or problem.get("title") or f"the server answered with status {status}")
    if status == 429:
        return QueueFullError(detail, retry_after=_seconds(headers.get("Retry-After")), code=code)
    field = problem.get("field")
    error = _BY_CODE.get(code) or _BY_STATUS.get(status) or RequestRefusedError
    return error(detail, status=status, code=code, field=None if field is None else str(field))


def _seconds(retry_after: str | None) -> float:
    try:
        return max(0.0, float(retry_after or 1))
    except ValueError:  # a date; the header is only advice
        return 1.0
