package org.projectexporter.internal.exporting.journal;

import java.io.IOException;
import java.util.Map;

import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;

/**
 * A moment between two entries from which an export can be resumed.
 *
 * @param part which part of the archive is being written: see {@code ArchivePart}
 * @param entry number of the next entry in that part, from 0
 * @param position its first byte in the archive
 * @param writer the state of the format's writer
 * @param spools the spools, by name
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RestartPoint(int part, long entry, long position, byte[] writer, Map<String, FileMark> spools) {
    public RestartPoint {
        spools = Map.copyOf(spools);
    }

    static void write(WireWriter out, RestartPoint point) throws IOException {
        out.writeInt(point.part);
        out.writeLong(point.entry);
        out.writeLong(point.position);
        out.writeBytes(point.writer);
        FileMark.writeAll(out, point.spools);
    }

    static RestartPoint read(WireReader in) throws IOException {
        return new RestartPoint(in.readInt(), in.readLong(), in.readLong(), in.readBytes(), FileMark.readAll(in));
    }
}
