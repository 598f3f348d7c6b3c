package org.projectexporter.internal.exporting.plan;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import org.projectexporter.PortabilityIssue;
import org.projectexporter.internal.exporting.exclude.LeftOut;
import org.projectexporter.internal.exporting.portability.IssueCodec;
import org.projectexporter.internal.wire.Records;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * The results of planning other than the entries; kept with the plan, since the project may have changed by the time of
 * a later run.
 *
 * @param projectId the project's id
 * @param project facts about the project as a whole
 * @param findings the findings of the sources, in order
 * @param leftOut what patterns left out
 * @param portability what other systems cannot keep
 * @param outside the folders outside the project that were read
 * @param dependencies the references to files outside the project
 */
public record PlanFacts(
        String projectId,
        ProjectFacts project,
        List<Finding> findings,
        List<LeftOut.Count> leftOut,
        List<PortabilityIssue> portability,
        List<Path> outside,
        List<Dependency> dependencies) {
    public PlanFacts {
        findings = List.copyOf(findings);
        leftOut = List.copyOf(leftOut);
        portability = List.copyOf(portability);
        outside = List.copyOf(outside);
        dependencies = List.copyOf(dependencies);
    }

    /** The number of files left out by all patterns. */
    public long filesLeftOut() {
        return leftOut.stream().mapToLong(LeftOut.Count::files).sum();
    }

    /** What the patterns for caches left out. */
    public LeftOut.Total cacheLeftOut() {
        long files = 0;
        long bytes = 0;
        for (LeftOut.Count count : leftOut) {
            boolean cache = count.reason().equals(LeftOut.CACHE);
            files += cache ? count.files() : 0;
            bytes += cache ? count.bytes() : 0;
        }
        return new LeftOut.Total(files, bytes);
    }

    /** As bytes, read by the build that wrote them. */
    public byte[] toBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        writeText(projectId, out);
        out.writeLong(project.commits().orElse(-1));
        out.writeInt(project.rootCommits().size());
        for (String root : project.rootCommits()) {
            writeText(root, out);
        }
        out.writeInt(findings.size());
        for (Finding finding : findings) {
            FindingCodec.write(finding, out);
        }
        out.writeInt(leftOut.size());
        for (LeftOut.Count count : leftOut) {
            write(count, out);
        }
        IssueCodec.write(portability, out);
        out.writeInt(outside.size());
        for (Path folder : outside) {
            Records.writePath(NativeNames.bytesOf(folder), out);
        }
        out.writeInt(dependencies.size());
        for (Dependency dependency : dependencies) {
            Records.writePath(dependency.from(), out);
            Records.writePath(dependency.target(), out);
        }
        return bytes.toByteArray();
    }

    private static void write(LeftOut.Count count, DataOutputStream out) throws IOException {
        writeText(count.pattern(), out);
        writeText(count.reason(), out);
        Records.writePath(count.file() == null ? RawPath.ROOT : count.file(), out);
        out.writeLong(count.files());
        out.writeLong(count.bytes());
        out.writeLong(count.trackedFiles());
        out.writeLong(count.trackedKept());
    }

    /** From bytes. */
    public static PlanFacts of(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        String projectId = readText(in);
        long commits = in.readLong();
        List<String> roots = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            roots.add(readText(in));
        }
        List<Finding> findings = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            findings.add(FindingCodec.read(in));
        }
        List<LeftOut.Count> leftOut = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            leftOut.add(readCount(in));
        }
        List<PortabilityIssue> portability = IssueCodec.read(in);
        List<Path> outside = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            outside.add(NativeNames.toPath(Records.readPath(in)));
        }
        List<Dependency> dependencies = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            dependencies.add(new Dependency(Records.readPath(in), Records.readPath(in)));
        }
        OptionalLong known = commits < 0 ? OptionalLong.empty() : OptionalLong.of(commits);
        return new PlanFacts(
                projectId,
                new ProjectFacts(known, List.copyOf(roots)),
                findings,
                leftOut,
                portability,
                outside,
                dependencies);
    }

    private static LeftOut.Count readCount(DataInputStream in) throws IOException {
        String pattern = readText(in);
        String reason = readText(in);
        RawPath file = Records.readPath(in);
        return new LeftOut.Count(
                pattern,
                reason,
                file.isRoot() ? null : file,
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }

    private static void writeText(String text, DataOutputStream out) throws IOException {
        Records.writePath(RawPath.of(text), out);
    }

    private static String readText(DataInputStream in) throws IOException {
        return Records.readPath(in).toString();
    }
}
