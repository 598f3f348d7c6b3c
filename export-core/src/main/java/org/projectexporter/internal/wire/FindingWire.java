package org.projectexporter.internal.wire;

import java.io.IOException;

import org.projectexporter.spi.Finding;

/** A finding as bytes. */
public final class FindingWire {
    private static final Finding.Kind[] KINDS = Finding.Kind.values();

    private FindingWire() {}

    public static void write(WireWriter out, Finding finding) throws IOException {
        out.writeEnum(finding.kind());
        out.writeOptional(finding.path(), WireWriter::writePath);
        out.writeText(finding.detail());
        out.writeOptional(finding.oid(), WireWriter::writeText);
        out.writeLong(finding.size());
    }

    public static Finding read(WireReader in) throws IOException {
        return new Finding(
                in.readEnum(KINDS),
                in.readOptional(WireReader::readPath),
                in.readText(),
                in.readOptional(WireReader::readText),
                in.readLong());
    }
}
