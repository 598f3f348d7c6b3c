package org.projectexporter.internal.wire;

import java.io.IOException;
import java.util.Optional;

import org.projectexporter.PortabilityIssue;

/** What other systems cannot keep, as bytes. */
public final class PortabilityIssueWire {
    private static final PortabilityIssue.Kind[] KINDS = PortabilityIssue.Kind.values();

    private PortabilityIssueWire() {}

    public static void write(WireWriter out, PortabilityIssue issue) throws IOException {
        out.writeEnum(issue.kind());
        out.writeLong(issue.count());
        out.writeList(issue.examples(), PortabilityIssueWire::writeExample);
    }

    public static PortabilityIssue read(WireReader in) throws IOException {
        return new PortabilityIssue(in.readEnum(KINDS), in.readLong(), in.readList(PortabilityIssueWire::readExample));
    }

    private static void writeExample(WireWriter out, PortabilityIssue.Example example) throws IOException {
        out.writePath(example.path());
        out.writeOptional(example.collidesWith().orElse(null), WireWriter::writePath);
        out.writeOptional(example.leadsTo().orElse(null), WireWriter::writePath);
    }

    private static PortabilityIssue.Example readExample(WireReader in) throws IOException {
        return new PortabilityIssue.Example(
                in.readPath(),
                Optional.ofNullable(in.readOptional(WireReader::readPath)),
                Optional.ofNullable(in.readOptional(WireReader::readPath)));
    }
}
