package org.projectexporter.spi;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * Something about one path that the manifest reports: left out, changed or missing.
 *
 * @param kind the kind of finding
 * @param path the path in the archive (for a missing object, a path that points to it); null if there is none
 * @param detail what happened, for people, in one short phrase
 * @param oid for a large object, its SHA-256 in hexadecimal; else null
 * @param size for a missing or corrupt object, its size in bytes; else -1
 */
public record Finding(Kind kind, @Nullable RawPath path, String detail, @Nullable String oid, long size) {
    /** Kinds. Files of a work folder contain their positions, so new ones are added at the end. */
    public enum Kind {
        /** A FIFO, socket or device: never opened, never in the archive. */
        SPECIAL_FILE(false),
        /** A file of a repository that is never exported (a hook, credentials). */
        LEFT_OUT(false),
        /** A file of a repository that is exported with changes (a config without its credentials). */
        REWRITTEN(false),
        /** A large object that the repository refers to and its store does not contain. */
        OBJECT_MISSING(true),
        /** A large object whose name is not the digest of its content. */
        OBJECT_CORRUPT(true),
        /** A file that kept changing while it was read. */
        CHANGED(true),
        /** A planned file that no longer existed when it was to be read. */
        VANISHED(true),
        /** A requested dependency that cannot be exported: it is outside the allowed folders, or in a Git folder. */
        NOT_ALLOWED(true),
        /**
         * A file whose attributes differ from those in the repository's index, or an index itself: the repository's
         * program has to read it.
         */
        NOT_CLEAN(false),
        /** Part of the project that the file system could not read, and that was skipped as requested. */
        UNREADABLE(true),
        /** Information; nothing is missing. */
        NOTE(false),
        /** A file or folder in a repository's folder that is no part of a repository that is known, and is left out. */
        UNKNOWN(true),
        /** Part of a repository that is broken in the project, and is exported as it is, as requested. */
        BROKEN(true),
        /** A large object that is missing, and that only versions or branches that are not checked out refer to. */
        OLDER_OBJECT_MISSING(false),
        /** A reference of a document to something that does not exist; a document whose references cannot be read. */
        UNRESOLVED(true),
        /** A file that differs from what an earlier seal of the project records, or that is missing. */
        SEAL_FAILED(true);

        private final boolean unexpected;

        Kind(boolean unexpected) {
            this.unexpected = unexpected;
        }

        /** {@return whether the archive lacks something that was not left out on request} */
        public boolean isUnexpected() {
            return unexpected;
        }
    }

    /**
     * Refuses a finding without a kind or a text.
     *
     * @param kind what was found
     * @param path the path in the archive; null for the whole project
     * @param detail one line for people
     * @param oid the SHA-256 of a large object; null for other findings
     * @param size the object's bytes; -1 for other findings
     */
    public Finding {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(detail);
    }

    /**
     * {@return a finding about one path, without a large object}
     *
     * @param kind what was found
     * @param path the path in the archive
     * @param detail one line for people
     */
    public static Finding of(Kind kind, RawPath path, String detail) {
        return new Finding(kind, path, detail, null, -1);
    }

    /**
     * {@return a note about the whole project}
     *
     * @param detail one line for people
     */
    public static Finding note(String detail) {
        return new Finding(Kind.NOTE, null, detail, null, -1);
    }

    /**
     * {@return a finding about a large object}
     *
     * @param kind what was found
     * @param path the path in the archive; null if no file of the working tree needs it
     * @param detail one line for people
     * @param oid the object's SHA-256 in hexadecimal
     * @param size its bytes
     */
    public static Finding ofObject(Kind kind, @Nullable RawPath path, String detail, String oid, long size) {
        return new Finding(kind, path, detail, oid, size);
    }
}
