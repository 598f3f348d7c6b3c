package org.projectexporter.internal.exporting.engine;

/** The class of a file's content, for the statistics in the manifest, where each has its name in lower case. */
public enum ContentClass {
    /** In the working tree: pictures, sound, and what is already compressed, by suffix or first bytes. */
    MEDIA,
    /** In the working tree: what Git considers text, without a NUL in its first 8,000 bytes. */
    TEXT,
    /** In the working tree: everything else. */
    OTHER,
    /** In a repository, other than large objects. */
    GIT,
    /** A large object of a repository. */
    LFS
}
