package org.projectexporter.internal.exporting.journal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;

/**
 * What is durable, and how to resume from there.
 *
 * @param start a point between two entries; if a file is open, the point is before it, and before the few others that
 *     the format's writer keeps together with its header
 * @param open the file within which the archive ends; null between two entries
 * @param position number of bytes that are durable; those of an incomplete last page are in {@code tail}
 * @param tail the bytes of that page
 * @param volumes SHA-256 of the first volumes, in hexadecimal, as far as they were known
 * @param sums CRC-32C of the chunks of the archive that were added or changed since the previous checkpoint, in the
 *     order of their numbers; the last one may end with the last page
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Checkpoint(
        RestartPoint start,
        @Nullable OpenFile open,
        long position,
        byte[] tail,
        List<String> volumes,
        List<SumTable.Sum> sums) {
    public Checkpoint {
        volumes = List.copyOf(volumes);
        sums = List.copyOf(sums);
        if (position < 0 || tail.length > position) {
            throw new IllegalArgumentException(tail.length + " of " + position + " bytes");
        }
    }

    static void write(WireWriter out, Checkpoint checkpoint) throws IOException {
        RestartPoint.write(out, checkpoint.start);
        out.writeOptional(checkpoint.open, OpenFile::write);
        out.writeLong(checkpoint.position);
        out.writeBytes(checkpoint.tail);
        out.writeList(checkpoint.volumes, WireWriter::writeText);
        out.writeList(checkpoint.sums, SumTable.Sum::write);
    }

    static Checkpoint read(WireReader in) throws IOException {
        return new Checkpoint(
                RestartPoint.read(in),
                in.readOptional(OpenFile::read),
                in.readLong(),
                in.readBytes(),
                in.readList(WireReader::readText),
                in.readList(SumTable.Sum::read));
    }

    /** Number of bytes that fill pages, and therefore are in the volumes. */
    public long pages() {
        return position - tail.length;
    }

    /** The spools at that time, by name. */
    public Map<String, FileMark> spools() {
        return open == null ? start.spools() : open.spools();
    }
}
