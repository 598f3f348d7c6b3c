package org.projectexporter.spi;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * Something about one path that the manifest tells: what was left out, changed or missing.
 *
 * @param kind what kind of thing it is
 * @param path where, as in the archive (for a missing object, a path that points to it); null if it has no place
 * @param detail what happened, for people, in one short phrase
 * @param oid of an LFS object, its SHA-256 in hexadecimal; else null
 * @param size of a missing or corrupt object, its bytes; else -1
 */
public record Finding(Kind kind, @Nullable RawPath path, String detail, @Nullable String oid, long size) {
    /** Kinds, in the order in which the manifest lists them. */
    public enum Kind {
        /** A FIFO, socket or device: never opened, never in the archive. */
        SPECIAL_FILE(false),
        /** A file of a repository that never travels (a hook, credentials). */
        LEFT_OUT(false),
        /** A file of a repository that travels changed (a config without its credentials). */
        REWRITTEN(false),
        /** An object that a ref, stash or the index needs and the store does not hold. */
        LFS_MISSING(true),
        /** An object of the store whose content does not hash to its name. */
        LFS_CORRUPT(true),
        /** A file that was written to while it was read and did not settle. */
        CHANGED(true),
        /** A planned file that was gone when its turn came. */
        VANISHED(true),
        /** What the project refers to, was asked for and cannot travel: it lies outside the allowed folders, or in a Git folder. */
        NOT_ALLOWED(true),
        /** A file, or an index, whose attributes are not those that the Git index knows: Git has to read it. */
        NOT_CLEAN(false),
        /** Worth knowing, nothing is missing. */
        NOTE(false);

        private final boolean unexpected;

        Kind(boolean unexpected) {
            this.unexpected = unexpected;
        }

        /** Whether the archive lacks something that nobody asked to leave out. */
        public boolean isUnexpected() {
            return unexpected;
        }
    }

    public Finding {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(detail);
    }

    public static Finding of(Kind kind, RawPath path, String detail) {
        return new Finding(kind, path, detail, null, -1);
    }

    /** A note about the whole project. */
    public static Finding note(String detail) {
        return new Finding(Kind.NOTE, null, detail, null, -1);
    }

    public static Finding lfs(Kind kind, @Nullable RawPath path, String detail, String oid, long size) {
        return new Finding(kind, path, detail, oid, size);
    }
}
