/**
 * The archive formats "tar", "tar.gz" and "tar.zst", as read by GNU tar, bsdtar, 7-Zip and Python.
 *
 * <p>In reading order: {@link org.projectexporter.tar.TarFormat}, {@link org.projectexporter.tar.TarGzipFormat} and
 * {@link org.projectexporter.tar.TarZstdFormat} are the plug-ins. All use {@code TarWriter}, which composes a
 * {@code UstarHeader} and, for values that do not fit, {@code PaxRecords}; the bytes go to a {@code TarStream}:
 * uncompressed ({@code PlainStream}) or compressed ({@code GzipStream}, whose {@code GzipState} is what it needs to
 * resume; {@code ZstdStream}, which needs very little). {@code TarReader} reads them all, through {@code GzipContent}
 * or {@code ZstdContent}.
 *
 * <p>Format facts cite POSIX.1-2017, pax ("pax Interchange Format", "ustar Interchange Format"), RFC 1951 (deflate),
 * RFC 1952 (gzip) and RFC 8878 (zstd).
 */
@NullMarked
package org.projectexporter.tar;

import org.jspecify.annotations.NullMarked;
