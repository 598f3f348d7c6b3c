package org.projectexporter.internal.exporting.portability;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.projectexporter.PortabilityIssue;
import org.projectexporter.spi.RawPath;

/** What was found as bytes, for the work folder. */
public final class IssueCodec {
    private static final PortabilityIssue.Kind[] KINDS = PortabilityIssue.Kind.values();

    private IssueCodec() {}

    // read by the build that wrote it, so ordinals are stable names
    @SuppressWarnings("EnumOrdinal")
    public static void write(List<PortabilityIssue> issues, DataOutput out) throws IOException {
        out.writeInt(issues.size());
        for (PortabilityIssue issue : issues) {
            out.writeByte(issue.kind().ordinal());
            out.writeLong(issue.count());
            out.writeInt(issue.examples().size());
            for (PortabilityIssue.Example example : issue.examples()) {
                writePath(example.path(), out);
                writePath(example.twin().orElse(RawPath.ROOT), out);
            }
        }
    }

    public static List<PortabilityIssue> read(DataInput in) throws IOException {
        List<PortabilityIssue> issues = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            PortabilityIssue.Kind kind = KINDS[in.readUnsignedByte()];
            long count = in.readLong();
            List<PortabilityIssue.Example> examples = new ArrayList<>();
            for (int more = in.readInt(); more > 0; more--) {
                RawPath path = readPath(in);
                RawPath twin = readPath(in);
                examples.add(new PortabilityIssue.Example(path, twin.isRoot() ? Optional.empty() : Optional.of(twin)));
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
