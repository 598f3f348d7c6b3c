/**
 * The archive formats "tar" and "tar.gz", as GNU tar, bsdtar, 7-Zip and Python read them.
 *
 * <p>In reading order: {@link org.projectexporter.tar.TarFormat} and {@link org.projectexporter.tar.TarGzipFormat} are the plug-ins.
 * Both use {@code TarWriter}, which composes a {@code UstarHeader} and, where that is too narrow, {@code PaxRecords}; the bytes go
 * to a {@code TarStream}: as they are ({@code PlainStream}), or compressed ({@code GzipStream}, whose
 * {@code GzipState} is what it needs to go on). {@code TarReader} reads both back,
 * of a tar.gz through {@code GzipContent}.
 *
 * <p>Format facts cite POSIX.1-2017, pax ("pax Interchange Format", "ustar Interchange Format"), RFC 1951 (deflate) and RFC 1952
 * (gzip).
 */
@NullMarked
package org.projectexporter.tar;

import org.jspecify.annotations.NullMarked;
