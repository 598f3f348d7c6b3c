/**
 * The archive formats "tar", "tar.gz" and "tar.zst", as GNU tar, bsdtar, 7-Zip and Python read them.
 *
 * <p>In reading order: {@link org.projectexporter.tar.TarFormat}, {@link org.projectexporter.tar.TarGzipFormat} and
 * {@link org.projectexporter.tar.TarZstdFormat} are the plug-ins. All use {@code TarWriter}, which composes a {@code UstarHeader}
 * and, where that is too narrow, {@code PaxRecords}; the bytes go to a {@code TarStream}: as they are ({@code PlainStream}), or
 * compressed ({@code GzipStream}, whose {@code GzipState} is what it needs to go on; {@code ZstdStream}, which needs next to
 * nothing). {@code TarReader} reads all back, through {@code GzipContent} or {@code ZstdContent}.
 *
 * <p>Format facts cite POSIX.1-2017, pax ("pax Interchange Format", "ustar Interchange Format"), RFC 1951 (deflate), RFC 1952
 * (gzip) and RFC 8878 (zstd).
 */
@NullMarked
package org.projectexporter.tar;

import org.jspecify.annotations.NullMarked;
