package org.projectexporter.internal.exporting.journal;

import java.io.IOException;

import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;

/**
 * Bytes that the last checkpoint covers are about to be overwritten. A later run restores them, so that the archive
 * matches the checkpoint again.
 *
 * @param position the position of the first byte in the archive
 * @param before the bytes as they were at the checkpoint
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Patch(long position, byte[] before) {
    static void write(WireWriter out, Patch patch) throws IOException {
        out.writeLong(patch.position);
        out.writeBytes(patch.before);
    }

    static Patch read(WireReader in) throws IOException {
        return new Patch(in.readLong(), in.readBytes());
    }
}
