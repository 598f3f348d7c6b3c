package org.projectexporter.spi;

/** The type of an archive's entry. */
public enum EntryType {
    /** A regular file. */
    FILE,
    /** A folder. */
    DIRECTORY,
    /** A symbolic link. */
    SYMBOLIC_LINK,
    /** Another name of a file that appears earlier in the archive. */
    HARD_LINK
}
