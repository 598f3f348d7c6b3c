package org.projectexporter.internal.exporting.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

import org.projectexporter.ExportException;
import org.projectexporter.PortabilityIssue;
import org.projectexporter.internal.exporting.exclude.LeftOut;
import org.projectexporter.internal.wire.FileKind;
import org.projectexporter.internal.wire.FindingWire;
import org.projectexporter.internal.wire.KeptFile;
import org.projectexporter.internal.wire.PortabilityIssueWire;
import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;
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
 * @param mounts where other file systems were mounted below the project, and below folders outside it that may be read
 * @param dependencies the links to files outside the project
 * @param references what documents refer to
 */
public record PlanFacts(
        String projectId,
        ProjectFacts project,
        List<Finding> findings,
        List<LeftOut.Count> leftOut,
        List<PortabilityIssue> portability,
        List<Path> outside,
        List<Path> mounts,
        List<Dependency> dependencies,
        List<DocumentReference> references) {
    private static final FileKind KIND = FileKind.ofExport("FACT", 5, "what planning has found,");
    private static final long UNKNOWN = -1;

    /**
     * Facts about the project as a whole, from its sources.
     *
     * @param commits number of exported commits; 0 without a repository, empty if unknown
     * @param rootCommits ids of the commits without parents, sorted
     */
    public record ProjectFacts(OptionalLong commits, List<String> rootCommits) {}

    /**
     * A reference from an entry to something outside the project that is exported too.
     *
     * @param from the entry that refers, such as a symbolic link
     * @param target the path in the archive of what it refers to
     */
    public record Dependency(RawPath from, RawPath target) {
        private static void write(WireWriter out, Dependency dependency) throws IOException {
            out.writePath(dependency.from);
            out.writePath(dependency.target);
        }

        private static Dependency read(WireReader in) throws IOException {
            return new Dependency(in.readPath(), in.readPath());
        }
    }

    public PlanFacts {
        findings = List.copyOf(findings);
        leftOut = List.copyOf(leftOut);
        portability = List.copyOf(portability);
        outside = List.copyOf(outside);
        mounts = List.copyOf(mounts);
        dependencies = List.copyOf(dependencies);
        references = List.copyOf(references);
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

    /** The bytes of the file that holds it. */
    public byte[] toBytes() throws IOException {
        return KeptFile.encode(KIND, this, PlanFacts::write);
    }

    /**
     * From the bytes of a file.
     *
     * @param file for the message
     * @throws ExportException if they are not what was written
     */
    public static PlanFacts of(byte[] bytes, Path file) throws IOException {
        return KeptFile.decode(KIND, bytes, file, PlanFacts::read);
    }

    private static void write(WireWriter out, PlanFacts facts) throws IOException {
        out.writeText(facts.projectId);
        out.writeLong(facts.project.commits().orElse(UNKNOWN));
        out.writeList(facts.project.rootCommits(), WireWriter::writeText);
        out.writeList(facts.findings, FindingWire::write);
        out.writeList(facts.leftOut, PlanFacts::writeCount);
        out.writeList(facts.portability, PortabilityIssueWire::write);
        out.writeList(facts.outside, PlanFacts::writeFolder);
        out.writeList(facts.mounts, PlanFacts::writeFolder);
        out.writeList(facts.dependencies, Dependency::write);
        out.writeList(facts.references, DocumentReference::write);
    }

    private static PlanFacts read(WireReader in) throws IOException {
        return new PlanFacts(
                in.readText(),
                new ProjectFacts(known(in.readLong()), in.readList(WireReader::readText)),
                in.readList(FindingWire::read),
                in.readList(PlanFacts::readCount),
                in.readList(PortabilityIssueWire::read),
                in.readList(PlanFacts::readFolder),
                in.readList(PlanFacts::readFolder),
                in.readList(Dependency::read),
                in.readList(DocumentReference::read));
    }

    private static void writeFolder(WireWriter out, Path folder) throws IOException {
        out.writePath(NativeNames.bytesOf(folder));
    }

    private static Path readFolder(WireReader in) throws IOException {
        return NativeNames.toPath(in.readPath());
    }

    private static OptionalLong known(long commits) {
        return commits == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(commits);
    }

    private static void writeCount(WireWriter out, LeftOut.Count count) throws IOException {
        out.writeText(count.pattern());
        out.writeText(count.reason());
        out.writeOptional(count.file(), WireWriter::writePath);
        out.writeLong(count.files());
        out.writeLong(count.bytes());
        out.writeLong(count.trackedFiles());
        out.writeLong(count.trackedKept());
    }

    private static LeftOut.Count readCount(WireReader in) throws IOException {
        return new LeftOut.Count(
                in.readText(),
                in.readText(),
                in.readOptional(WireReader::readPath),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }
}
