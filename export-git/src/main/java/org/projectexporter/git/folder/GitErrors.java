package org.projectexporter.git.folder;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.SourceException;

/** Builds the error messages for repositories that cannot be exported, in a uniform form. */
public final class GitErrors {
    /** The end of every message: what the user can do. */
    public static final String NEXT_STEP = "; without history (option includeHistory) the files can still be exported";

    private GitErrors() {}

    /** An error for a kind of repository that is recognized, but not supported. */
    public static SourceException unsupported(Object where, String shape) {
        return new SourceException(
                Reason.SOURCE_UNSUPPORTED, where + ": " + shape + " is not supported yet" + NEXT_STEP);
    }

    /** An error for a damaged repository. */
    public static SourceException broken(Object where, String what) {
        return new SourceException(Reason.SOURCE_BROKEN, "the repository " + where + " is broken: " + what + NEXT_STEP);
    }

    /** An error for a damaged repository, with its cause. */
    public static SourceException broken(Object where, String what, Exception cause) {
        return new SourceException(
                Reason.SOURCE_BROKEN, "the repository " + where + " is broken: " + what + NEXT_STEP, cause);
    }

    /**
     * Adds the repository and the next step to an error found by the reader of one file, unless they are already in the
     * message.
     */
    public static SourceException explained(Object where, SourceException found) {
        return found.reason() != Reason.SOURCE_UNUSABLE
                ? found
                : broken(where, String.valueOf(found.getMessage()), found);
    }
}
