package org.projectexporter;

import java.util.Objects;

/**
 * Something about one path of an import that is not, or not as, it was in the archive, or that is worth knowing; immutable.
 *
 * @param path where, as in the archive; what is no UTF-8 is shown as U+FFFD
 * @param what what happened, for people, in one short phrase
 */
public record ImportNote(Kind kind, String path, String what) {
    /** Kinds, in the order in which a report lists them. */
    public enum Kind {
        /** The file system cannot hold the name; it has another one. */
        RENAMED,
        /** It was in the archive, and was not brought in, since it could do harm. */
        LEFT_OUT,
        /** It was brought in, without what could do harm. */
        CLEANED,
        /** A link that leads out of the project. */
        LEADS_OUT,
        /** Worth knowing, nothing more. */
        NOTE
    }

    public ImportNote {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(path);
        Objects.requireNonNull(what);
    }
}
