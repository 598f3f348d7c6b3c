package org.projectexporter.internal.exporting.portability;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.projectexporter.PortabilityIssue;
import org.projectexporter.spi.RawPath;

/** Writes and reads portability issues in binary form, for the work folder. */
public final class IssueCodec {
    private static final PortabilityIssue.Kind[] KINDS = PortabilityIssue.Kind.values();

    private IssueCodec() {}

    /** Writes the issues; they are read by the same build, so ordinals are safe. */
    @SuppressWarnings("EnumOrdinal")
    public static void write(List<PortabilityIssue> issues, DataOutput out) throws IOException {
        out.writeInt(issues.size());
        for (PortabilityIssue issue : issues) {
            out.writeByte(issue.kind().ordinal());
            out.writeLong(issue.count());
            out.writeInt(issue.examples().size());
            for (PortabilityIssue.Example example : issue.examples()) {
                writePath(example.path(), out);
                writePath(example.collidesWith().orElse(RawPath.ROOT), out);
            }
        }
    }

    /** Reads what {@link #write} has written. */
    public static List<PortabilityIssue> read(DataInput in) throws IOException {
        List<PortabilityIssue> issues = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            PortabilityIssue.Kind kind = KINDS[in.readUnsignedByte()];
            long count = in.readLong();
            List<PortabilityIssue.Example> examples = new ArrayList<>();
            for (int more = in.readInt(); more > 0; more--) {
                RawPath path = readPath(in);
                RawPath earlier = readPath(in);
                examples.add(
                        new PortabilityIssue.Example(path, earlier.isRoot() ? Optional.empty() : Optional.of(earlier)));
            }
            issues.add(new PortabilityIssue(kind, count, examples));
        }
        return issues;
    }

    private static void writePath(RawPath path, DataOutput out) throws IOException {
        out.writeInt(path.length());
        out.write(path.bytes());
    }

    private static RawPath readPath(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return RawPath.of(bytes);
    }
}
