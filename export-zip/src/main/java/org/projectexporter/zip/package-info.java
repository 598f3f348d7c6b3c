/**
 * The archive format "zip", as read by unzip, 7-Zip, bsdtar, the JDK, Python and the programs that operating systems
 * ship.
 *
 * <p>In reading order: {@link org.projectexporter.zip.ZipFormat} is the plug-in. Its {@code ZipWriter} writes entries;
 * the content of each passes through one of three {@code EntryContent}s: {@code SmallContent} (kept in a {@code Batch}
 * of {@code SmallEntry}s until it is complete), {@code StoredContent} and {@code DeflatedContent} (streamed, the header
 * corrected afterwards). They share a {@code ZipSink}. {@code EntryHeaders} encodes both headers, {@code ExtraFields}
 * and {@code DosTime} their times; {@code CentralDirectory} collects the end of the archive. {@code ZipState} is what a
 * writer needs to resume. {@code ZipReader} reads it back: an {@code EndRecord}, then one {@code CentralHeader} after
 * the other.
 *
 * <p>Format facts cite PKWARE's APPNOTE.TXT, version 6.3.10, and Info-ZIP's extrafld.txt (in its zip 3.0 sources).
 */
@NullMarked
package org.projectexporter.zip;

import org.jspecify.annotations.NullMarked;
