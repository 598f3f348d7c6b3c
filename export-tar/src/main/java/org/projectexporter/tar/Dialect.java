package org.projectexporter.tar;

/** The variants of tar that are read. */
enum Dialect {
    /** What {@link TarWriter} writes, byte for byte. */
    OWN,
    /**
     * Also what GNU tar and bsdtar write for the same files, in GNU tar's own format, ustar or pax, in any order, and
     * any gzip or zstd around it: an archive may have been unpacked and packed again.
     */
    GNU
}
