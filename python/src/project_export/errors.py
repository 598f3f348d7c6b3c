"""What can go wrong, as types.

All are :class:`ProjectExportError`. Requests that the server refuses raise a subclass of :class:`RequestRefusedError`, chosen by the
code of the problem (RFC 9457); an export or import that did not come to its end raises one of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class ProjectExportError(Exception):
    """The base of all errors of this package."""


class RequestRefusedError(ProjectExportError):
    """The server has refused a request.

    :ivar status: of HTTP; 0 where the request was refused before it was sent
    :ivar code: for programs, as in ``unknown_export``
    :ivar field: the field of the request that is wrong, if it is one
    """

    def __init__(self, message: str, *, status: int = 0, code: str = "", field: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.field = field


class InvalidOptionError(RequestRefusedError, ValueError):
    """An option of an export is unknown, or has a value that it cannot have; ``field`` names it."""


class InvalidRequestError(RequestRefusedError):
    """The request makes no sense to the server."""


class AuthenticationError(RequestRefusedError):
    """The token is wrong, or there was none."""


class UnknownProjectError(RequestRefusedError):
    """The workspace has no project of this id."""


class UnknownExportError(RequestRefusedError):
    """There is no export of this id; it may have been deleted, or its retention has passed."""


class WrongStateError(RequestRefusedError):
    """The export is in a state in which this cannot be done, as pausing one that is completed."""


class NotReadyError(WrongStateError):
    """There is no archive, or not yet."""


class ConflictError(RequestRefusedError):
    """There is something of this name already."""


class QueueFullError(RequestRefusedError):
    """As many exports wait as may.

    :ivar retry_after: after how many seconds it is worth trying again
    """

    def __init__(self, message: str, *, retry_after: float, status: int = 429, code: str = "queue_full") -> None:
        super().__init__(message, status=status, code=code)
        self.retry_after = retry_after


class QuotaExceededError(RequestRefusedError):
    """The server's folder for archives is full."""


class TooLargeError(RequestRefusedError):
    """The request is larger than the server takes."""


class IdempotencyKeyReusedError(RequestRefusedError):
    """The same idempotency key came with another request."""


class RefusedArchiveError(RequestRefusedError):
    """The archive is none, or one that is not let in."""


class UnavailableError(ProjectExportError):
    """The server could not be reached, or was going down, for longer than the client's patience."""


class ProtocolError(ProjectExportError):
    """The server has answered something that its contract does not have; perhaps it is another server."""


class ExportFailedError(ProjectExportError):
    """An export has failed.

    :ivar export_id: for ``ExportClient.resume``
    :ivar code: for programs, as in ``out_of_space``
    :ivar resumable: whether ``ExportClient.resume`` can go on from where it stopped
    """

    def __init__(self, message: str, *, export_id: str, code: str, resumable: bool) -> None:
        super().__init__(message)
        self.export_id = export_id
        self.code = code
        self.resumable = resumable


class ExportCancelledError(ProjectExportError):
    """An export was cancelled, by somebody else than the task that waits for it.

    :ivar export_id: which
    """

    def __init__(self, message: str, *, export_id: str) -> None:
        super().__init__(message)
        self.export_id = export_id


class ImportFailedError(ProjectExportError):
    """An import has failed; nothing is left of it.

    :ivar code: for programs, as in ``refused_archive``
    """

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


class DownloadError(ProjectExportError):
    """An archive could not be brought here whole. What has arrived is kept, and the next call goes on from there."""


class DigestMismatchError(DownloadError):
    """What has arrived is not what the server has. It was removed."""


class SidecarError(ProjectExportError):
    """The sidecar cannot be found, does not start, or keeps crashing."""


_BY_CODE: Mapping[str, type[RequestRefusedError]] = {
    "invalid_option": InvalidOptionError,
    "invalid_request": InvalidRequestError,
    "unauthorized": AuthenticationError,
    "unknown_project": UnknownProjectError,
    "unknown_export": UnknownExportError,
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
    """The error for a problem as in RFC 9457; one of the base type where its code is not known here."""
    code = str(problem.get("code", ""))
    detail = str(problem.get("detail") or problem.get("title") or f"the server has answered with status {status}")
    if status == 429:
        return QueueFullError(detail, retry_after=_seconds(headers.get("Retry-After")), code=code)
    field = problem.get("field")
    error = _BY_CODE.get(code) or _BY_STATUS.get(status) or RequestRefusedError
    return error(detail, status=status, code=code, field=None if field is None else str(field))


def _seconds(retry_after: str | None) -> float:
    try:
        return max(0.0, float(retry_after or 1))
    except ValueError:  # a date; it is only advice
        return 1.0
