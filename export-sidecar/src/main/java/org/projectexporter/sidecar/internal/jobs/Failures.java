package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;

import org.projectexporter.ExportException;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.SourceException;
import org.projectexporter.TargetException;
import org.projectexporter.UnknownPluginException;
import org.projectexporter.VerificationFailedException;
import org.projectexporter.sidecar.internal.jobs.JobView.Failure;

/** Converts exceptions to codes and messages. */
final class Failures {
    static final String OUT_OF_SPACE = "out_of_space";
    static final String QUOTA_EXCEEDED = "quota_exceeded";
    static final String PROJECT_GONE = "project_gone";
    static final String SOURCE = "source";
    static final String TARGET = "target";
    static final String IO_ERROR = "io_error";
    static final String VERIFICATION_FAILED = "verification_failed";
    static final String INVALID_OPTION = "invalid_option";
    static final String NOT_RESUMABLE = "not_resumable";
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
                    case PROJECT_GONE, SOURCE -> kept;
                    default -> false;
                };
        return new Failure(code, message(thrown, code), resumable);
    }

    static Failure projectGone(String projectId, boolean kept) {
        return new Failure(
                PROJECT_GONE,
                "the project " + projectId + " is no longer in the workspace; put it back, then "
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
        String message = String.valueOf(thrown.getMessage());
        if (code.equals(INTERNAL)) {
            message = "internal error (" + thrown.getClass().getSimpleName() + ": " + message
                    + "); see the sidecar's log";
        } else if (!(thrown instanceof ExportException) && thrown instanceof IOException) {
            message = "I/O error (" + thrown.getClass().getSimpleName() + ": " + message + ")";
        }
        return paths.clean(message);
    }

    private static String code(Throwable thrown) {
        if (isOutOfSpace(thrown)) {
            return OUT_OF_SPACE;
        } else if (thrown instanceof ExportStoppedException) {
            return IO_ERROR;
        } else if (thrown instanceof SourceException || thrown instanceof AccessDeniedException) {
            return SOURCE;
        } else if (thrown instanceof TargetException) {
            return TARGET;
        } else if (thrown instanceof VerificationFailedException) {
            return VERIFICATION_FAILED;
        } else if (thrown instanceof UnknownPluginException || thrown instanceof IllegalArgumentException) {
            return INVALID_OPTION;
        } else if (thrown instanceof ExportException) {
            return NOT_RESUMABLE;
        }
        return thrown instanceof IOException ? IO_ERROR : INTERNAL;
    }

    /** Reported by the engine before it begins, and by the system (errno ENOSPC, EDQUOT) later. */
    private static boolean isOutOfSpace(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            String message = String.valueOf(at.getMessage());
            boolean systemError = at instanceof IOException
                    && (message.contains("No space left on device") || message.contains("Disk quota exceeded"));
            if (systemError || (at instanceof TargetException && message.startsWith("not enough space"))) {
                return true;
            }
        }
        return false;
    }
}
