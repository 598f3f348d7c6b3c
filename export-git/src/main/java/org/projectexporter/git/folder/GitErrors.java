package org.projectexporter.git.folder;

import org.jspecify.annotations.Nullable;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.SourceException;

/** Builds the error messages for repositories that cannot be exported, in a uniform form. */
public final class GitErrors {
    private GitErrors() {}

    /** An error for a kind of repository that is recognized, but not supported. */
    public static SourceException unsupported(Object where, String shape) {
        return of(Reason.SOURCE_UNSUPPORTED, where + ": " + shape + " is not supported yet", null);
    }

    /** An error for a damaged repository. */
    public static SourceException broken(Object where, String what) {
        return broken(where, what, null);
    }

    /** An error for a damaged repository, with its cause. */
    public static SourceException broken(Object where, String what, @Nullable Exception cause) {
        return of(Reason.SOURCE_BROKEN, "the repository " + where + " is broken: " + what, cause);
    }

    /** An error that ends with what the user can do in any case: export the files without the history. */
    static SourceException of(Reason reason, String message, @Nullable Exception cause) {
        return SourceException.withOption(
                reason, message + "; the files can still be exported without history", "includeHistory", cause);
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
