package org.projectexporter.git.folder;

import org.jspecify.annotations.Nullable;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.SourceException;

/** Builds the error messages for repositories that cannot be exported, in a uniform form. */
public final class GitErrors {
    private static final String IS_BROKEN = " is broken: ";
    private static final String NEXT =
            "; run git fsck in it to see what else is, and mend it, or export it as it is, with a list of the damage";
    private static final String FILES_ALONE = "; the files can still be exported without history";

    private GitErrors() {}

    /** An error for a kind of repository that is recognized, but not supported. */
    public static SourceException unsupported(Object where, String shape) {
        return SourceException.withOption(
                Reason.SOURCE_UNSUPPORTED,
                where + ": " + shape + " is not supported yet" + FILES_ALONE,
                "includeHistory",
                null);
    }

    /** An error for a damaged repository. */
    public static SourceException broken(Object where, String what) {
        return broken(where, what, null);
    }

    /** An error for a damaged repository, with its cause. */
    public static SourceException broken(Object where, String what, @Nullable Exception cause) {
        return SourceException.withOption(
                Reason.SOURCE_BROKEN,
                "the repository " + where + IS_BROKEN + what + NEXT + FILES_ALONE,
                "includeHistory or brokenRepository KEEP",
                cause);
    }

    /** What is broken, according to an error: its message, without the repository and what to do next. */
    public static String what(SourceException e) {
        String message = e.summary();
        int from = e.reason() == Reason.SOURCE_BROKEN ? message.indexOf(IS_BROKEN) : -1;
        int to = message.indexOf(NEXT);
        return message.substring(from < 0 ? 0 : from + IS_BROKEN.length(), to < 0 ? message.length() : to);
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
