package org.projectexporter;

import java.util.Objects;

/**
 * A path that was not imported, was imported with changes, or is worth knowing about; immutable.
 *
 * @param kind what happened to it
 * @param path the path in the archive; bytes that are not UTF-8 are shown as U+FFFD
 * @param what what happened, for people, in one short phrase
 */
public record ImportNote(Kind kind, String path, String what) {
    /** Kinds, in the order in which a report lists them. */
    public enum Kind {
        /** The file system cannot hold the name; it has another one. */
        RENAMED,
        /** The file system cannot hold it; something else is in its place. */
        REPLACED,
        /** It was in the archive, but was not imported, since it could do harm. */
        LEFT_OUT,
        /** It was imported without the part that could do harm. */
        CLEANED,
        /** A link that leads out of the project. */
        LEADS_OUT,
        /** For information only. */
        NOTE
    }

    /**
     * Refuses null.
     *
     * @param kind what happened to it
     * @param path the path in the archive
     * @param what what happened, for people
     */
    public ImportNote {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(path);
        Objects.requireNonNull(what);
    }
}
