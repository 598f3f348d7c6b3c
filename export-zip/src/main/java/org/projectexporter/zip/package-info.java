/**
 * The archive format "zip", as unzip, 7-Zip, bsdtar, the JDK, Python and what operating systems ship read it.
 *
 * <p>In reading order: {@link org.projectexporter.zip.ZipFormat} is the plug-in. Its {@code ZipWriter} takes entries; the content of
 * each passes through one of three {@code EntryContent}s: {@code SmallContent} (held in a {@code Batch} of {@code SmallEntry}s until
 * it is whole), {@code StoredContent} and {@code DeflatedContent} (streamed, the header corrected afterwards). They share a
 * {@code ZipSink}. An {@code EntryHeaders} knows the bytes of both headers, {@code ExtraFields} and {@code DosTime} those of times;
 * {@code CentralDirectory} collects the end of the archive. {@code ZipState} is what a writer needs to go on. {@code ZipReader} reads
 * it back: an {@code EndRecord}, then one {@code CentralHeader} after the other.
 *
 * <p>Format facts cite PKWARE's APPNOTE.TXT, version 6.3.10, and Info-ZIP's extrafld.txt (in its zip 3.0 sources).
 */
@NullMarked
package org.projectexporter.zip;

import org.jspecify.annotations.NullMarked;
