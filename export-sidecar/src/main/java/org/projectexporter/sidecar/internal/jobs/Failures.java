package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.sidecar.internal.jobs.JobView.Failure;

/** Converts exceptions to codes and messages. */
final class Failures {
    static final String OUT_OF_SPACE = "out_of_space";
    static final String QUOTA_EXCEEDED = "quota_exceeded";
    static final String PROJECT_GONE = "project_gone";
    static final String PROJECT_NOT_ALLOWED = "project_not_allowed";
    static final String SOURCE = "source";
    static final String TARGET = "target";
    static final String IO_ERROR = "io_error";
    static final String VERIFICATION_FAILED = "verification_failed";
    static final String INVALID_OPTION = "invalid_option";
    static final String NOT_RESUMABLE = "not_resumable";
    static final String OTHER_VERSION = "other_version";
    static final String INTERNAL = "internal";
    static final String CANCELLED = "cancelled";

    private final PrivatePaths paths;

    Failures(PrivatePaths paths) {
        this.paths = paths;
    }

    /**
     * The failure that ended an export.
     *
     * @param kept whether the work folder allows a resume
     */
    Failure of(Throwable thrown, boolean kept) {
        String code = code(thrown);
        boolean resumable =
                switch (code) {
                    case OUT_OF_SPACE, IO_ERROR, TARGET -> true;
                    case PROJECT_GONE, SOURCE, OTHER_VERSION -> kept;
                    default -> false;
                };
        return new Failure(code, message(thrown, code), resumable);
    }

    static Failure projectGone(String projectId, boolean kept) {
        return new Failure(
                PROJECT_GONE,
                "the project " + projectId + " is no longer there; bring it back, then "
                        + (kept ? "resume the export" : "export it again"),
                kept);
    }

    static Failure damaged(String problem) {
        return new Failure(
                VERIFICATION_FAILED, "the archive is not what was written (" + problem + "); export again", false);
    }

    static Failure cancelled() {
        return new Failure(CANCELLED, "the export was cancelled", false);
    }

    private String message(Throwable thrown, String code) {
        String message = thrown instanceof ExportException known ? text(known) : String.valueOf(thrown.getMessage());
        if (code.equals(INTERNAL)) {
            message =
                    "internal error (" + thrown.getClass().getSimpleName() + ": " + message + "); see the server's log";
        } else if (!(thrown instanceof ExportException) && thrown instanceof IOException) {
            message = "I/O error (" + (thrown.getMessage() == null ? "the server's log shows where" : message) + ")";
        }
        return paths.clean(message);
    }

    /** The message with the name that an option has in JSON. */
    private static String text(ExportException failure) {
        return failure.option()
                .map(option -> failure.summary() + " (option " + inJson(option) + ")")
                .orElse(failure.getMessage());
    }

    /** {@code missing_lfs warn} for {@code missingLfs WARN}. */
    private static String inJson(String option) {
        return option.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static String code(Throwable thrown) {
        if (thrown instanceof ExportException known) {
            boolean stopped = known instanceof ExportStoppedException;
            return stopped && known.reason() == Reason.OUT_OF_MEMORY ? IO_ERROR : code(known.reason());
        } else if (thrown instanceof AccessDeniedException) {
            return SOURCE;
        } else if (thrown instanceof IllegalArgumentException) {
            return INVALID_OPTION;
        }
        return thrown instanceof IOException ? IO_ERROR : INTERNAL;
    }

    private static String code(Reason reason) {
        return switch (reason) {
            case OUT_OF_SPACE -> OUT_OF_SPACE;
            case IO_FAILURE -> IO_ERROR;
            case SOURCE_GONE -> PROJECT_GONE;
            case SOURCE_UNUSABLE,
                    SOURCE_UNREADABLE,
                    SOURCE_BROKEN,
                    SOURCE_UNSUPPORTED,
                    CONTENT_CORRUPT,
                    CONTENT_MISSING,
                    PROJECT_NAME_UNUSABLE,
                    OUTSIDE_NOT_ALLOWED -> SOURCE;
            case TARGET_EXISTS,
                    TARGET_UNUSABLE,
                    TARGET_BUSY,
                    TARGET_CHANGED,
                    FILE_TOO_LARGE,
                    INTERRUPTED_BEFORE,
                    NOTHING_TO_RESUME -> TARGET;
            case VERIFICATION_FAILED -> VERIFICATION_FAILED;
            case UNKNOWN_PLUGIN -> INVALID_OPTION;
            case OTHER_VERSION -> OTHER_VERSION;
            default -> NOT_RESUMABLE;
        };
    }
}
