package org.projectexporter.internal.exporting.engine;

/** What a file's content is, for the statistics of the manifest. */
public enum ContentClass {
    /** Of the working tree: pictures, sound, and what is compressed already, by suffix or first bytes. */
    MEDIA,
    /** Of the working tree: what Git takes for text, no NUL in its first 8,000 bytes. */
    TEXT,
    /** Of the working tree: all else. */
    OTHER,
    GIT,
    LFS
}
