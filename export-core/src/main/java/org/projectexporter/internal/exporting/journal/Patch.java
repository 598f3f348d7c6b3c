package org.projectexporter.internal.exporting.journal;

import java.io.IOException;

import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;

/**
 * Bytes that the last checkpoint covers are about to be overwritten. A later run restores them, so that the archive is
 * again what the checkpoint says.
 *
 * @param position of the first one in the archive
 * @param before the bytes as they were at the checkpoint
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Patch(long position, byte[] before) {
    static void write(WireWriter out, Patch patch) throws IOException {
        out.writeLong(patch.position);
        out.writeBytes(patch.before);
    }

    static Patch read(WireReader in) throws IOException {
        return new Patch(in.readLong(), in.readBytes());
    }
}
