package org.projectexporter.git.folder;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.SourceException;

/** The messages of repositories that cannot travel, in one form. */
public final class GitErrors {
    /** The end of every message: what to do. */
    public static final String NEXT_STEP = "; --no-history would still save the files";

    private GitErrors() {}

    /** A shape of repository that is known, but not handled. */
    public static SourceException unsupported(Object where, String shape) {
        return new SourceException(where + ": " + shape + " is not supported yet" + NEXT_STEP);
    }

    public static SourceException broken(Object where, String what) {
        return new SourceException(Reason.SOURCE_BROKEN, "the repository " + where + " is broken: " + what + NEXT_STEP);
    }

    public static SourceException broken(Object where, String what, Exception cause) {
        return new SourceException(
                Reason.SOURCE_BROKEN, "the repository " + where + " is broken: " + what + NEXT_STEP, cause);
    }

    /** What a reader of one file has found, with the repository and the next step, unless it names them already. */
    public static SourceException explained(Object where, SourceException found) {
        return found.reason() != Reason.SOURCE_UNUSABLE
                ? found
                : broken(where, String.valueOf(found.getMessage()), found);
    }
}
