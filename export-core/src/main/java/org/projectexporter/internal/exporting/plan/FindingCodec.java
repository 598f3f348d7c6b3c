package org.projectexporter.internal.exporting.plan;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

import org.projectexporter.internal.wire.Records;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.RawPath;

/** Writes and reads findings in binary form, for the work folder. */
public final class FindingCodec {
    private static final Finding.Kind[] KINDS = Finding.Kind.values();

    private FindingCodec() {}

    // read by the build that wrote it, so ordinals are stable names
    @SuppressWarnings("EnumOrdinal")
    public static void write(Finding finding, DataOutput out) throws IOException {
        out.writeByte(finding.kind().ordinal());
        out.writeBoolean(finding.path() != null);
        if (finding.path() != null) {
            Records.writePath(finding.path(), out);
        }
        Records.writePath(RawPath.of(finding.detail()), out);
        out.writeBoolean(finding.oid() != null);
        if (finding.oid() != null) {
            out.writeUTF(finding.oid());
        }
        out.writeLong(finding.size());
    }

    public static Finding read(DataInput in) throws IOException {
        return new Finding(
                KINDS[in.readUnsignedByte()],
                in.readBoolean() ? Records.readPath(in) : null,
                Records.readPath(in).toString(),
                in.readBoolean() ? in.readUTF() : null,
                in.readLong());
    }
}
