package org.projectexporter.tar;

/** Which tars are read. */
enum Dialect {
    /** What {@link TarWriter} writes, byte for byte. */
    OWN,
    /** Also what GNU tar makes of the same files, in its own format or in that of pax: it may have been unpacked and packed again. */
    GNU
}
