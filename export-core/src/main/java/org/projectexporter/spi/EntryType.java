package org.projectexporter.spi;

/** What an entry of an archive is. */
public enum EntryType {
    FILE,
    DIRECTORY,
    SYMBOLIC_LINK,
    /** Another name of a file that stands earlier in the archive. */
    HARD_LINK
}
