/**
 * The binary form of everything that this program writes for itself: the files of a work folder, and records in
 * temporary files.
 *
 * <p>In reading order: {@link org.projectexporter.internal.wire.WireWriter} and
 * {@link org.projectexporter.internal.wire.WireReader} write and read numbers, texts, paths, lists; classes named
 * {@code …Wire} do so for one kind of value. A file that a later run reads begins with the header of its
 * {@link org.projectexporter.internal.wire.FileKind}; a small one is written and read in one piece by
 * {@link org.projectexporter.internal.wire.KeptFile}. A file that cannot be read causes a
 * {@link org.projectexporter.internal.wire.CorruptFileException}, a
 * {@link org.projectexporter.internal.wire.OlderFileException} or a
 * {@link org.projectexporter.internal.wire.NewerFileException}.
 *
 * <h2>Values</h2>
 *
 * <p>Numbers are big-endian and of fixed width. A boolean is a byte, 0 or 1; an enum constant is a byte, its ordinal.
 * Bytes, paths and texts (UTF-8) follow their length, 4 bytes. An instant is its seconds since 1970 (8) and its
 * nanoseconds (4). An optional value follows a boolean that says whether there is one. The elements of a list follow
 * their number, 4 bytes.
 *
 * <h2>Header of a kept file</h2>
 *
 * <pre>
 * offset  bytes
 *      0      4  magic: 89 'P' 'X' 'W'
 *      4      4  kind, in ASCII: "JRNL", "RQST", "PLAN", …
 *      8      4  version of that kind's layout
 *     12      4  CRC-32C of the 12 bytes before
 * </pre>
 *
 * <p>The checksum is compared before anything is concluded from kind or version, so that damage is never reported as
 * another version. Its position must remain the same in all future versions. What follows the header has a checksum
 * too: its own one at the end ({@code request}, {@code facts}, {@code plan}, {@code names}), with each record
 * ({@code journal}), or in the journal ({@code captures} and spools, which grow).
 */
@NullMarked
package org.projectexporter.internal.wire;

import org.jspecify.annotations.NullMarked;
