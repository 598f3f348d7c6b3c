package org.projectexporter.tar;

/** The variants of tar that are read. */
enum Dialect {
    /** What {@link TarWriter} writes, byte for byte. */
    OWN,
    /**
     * Also what GNU tar writes for the same files, in its own format or in pax format: an archive may have been
     * unpacked and packed again.
     */
    GNU
}
