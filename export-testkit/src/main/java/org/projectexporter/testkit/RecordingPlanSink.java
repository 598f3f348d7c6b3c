package org.projectexporter.testkit;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import org.projectexporter.spi.Content;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/** Keeps all contributions of sources in memory; entries in tree order. */
public final class RecordingPlanSink implements PlanSink {
    private final List<ProjectSource> sources;
    private final PlanSink seenBySources;
    private final SortedMap<RawPath, PlannedEntry> entries = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final Captures captures = new Captures();
    private final List<Finding> findings = new ArrayList<>();
    private final List<RawPath> notImported = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final List<PlanSink.Reference> documentReferences = new ArrayList<>();
    private final TreeSet<String> rootCommits = new TreeSet<>();
    private @Nullable OptionalLong reachable;
    private int caller = -1;

    /**
     * A link, or another entry that is a reference.
     *
     * @param from the entry's path in the archive
     * @param target the target as reported by the source
     */
    public record Reference(RawPath from, Path target) {}

    /** Bytes in memory with random access. */
    private static final class Captures extends ByteArrayOutputStream {
        private void copy(int from, int length, ByteBuffer into) {
            into.put(buf, from, length);
        }
    }

    /** A sink that never {@linkplain #delegate delegates}. */
    public RecordingPlanSink() {
        this(List.of());
    }

    /**
     * A sink that delegates.
     *
     * @param sources open sources, the least specific first; the caller closes them
     */
    public RecordingPlanSink(List<? extends ProjectSource> sources) {
        this(sources, sink -> sink);
    }

    /** A sink that delegates to sources, which are given another one around it. */
    RecordingPlanSink(List<? extends ProjectSource> sources, Function<PlanSink, PlanSink> around) {
        this.sources = List.copyOf(sources);
        this.seenBySources = around.apply(this);
    }

    /** The sink that sources are given. */
    PlanSink seenBySources() {
        return seenBySources;
    }

    /**
     * Adds an entry; a path that was added before is an {@link IllegalArgumentException}, and is recorded in {@link
     * #complaints}.
     */
    @Override
    public void add(PlannedEntry entry) {
        RawPath path = entry.path();
        check(isValid(path), "not a path for an entry: " + path);
        check(entries.put(path, entry) == null, "added twice: " + path);
    }

    private void check(boolean valid, String complaint) {
        if (!valid) {
            complaints.add(complaint);
            throw new IllegalArgumentException(complaint);
        }
    }

    private static boolean isValid(RawPath path) {
        for (RawPath at = path; at != null && !at.isRoot(); at = at.parent()) {
            String name = at.fileName().toString();
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                return false;
            }
        }
        return !path.isRoot() && path.byteAt(0) != '/';
    }

    @Override
    public Content.Captured capture(byte[] bytes) {
        Content.Captured captured = new Content.Captured(captures.size(), bytes.length);
        captures.writeBytes(bytes);
        return captured;
    }

    @Override
    public Content.Captured capture(InputStream content) throws IOException {
        return capture(content.readAllBytes());
    }

    @Override
    public void read(Content.Captured captured, long position, ByteBuffer into) {
        int from = (int) (captured.offset() + position);
        int length = (int) Math.min(into.remaining(), captured.length() - position);
        captures.copy(from, Math.max(0, length), into);
    }

    /** Offers the item to the sources more specific than the contributing one, the most specific first. */
    @Override
    public boolean delegate(SourceItem item) throws IOException {
        for (int i = sources.size() - 1; i > caller; i--) {
            if (sources.get(i).claims(item)) {
                contribute(i, item);
                return true;
            }
        }
        return false;
    }

    private void contribute(int source, SourceItem item) throws IOException {
        int outer = caller;
        caller = source;
        try {
            sources.get(source).contribute(item, seenBySources);
        } finally {
            caller = outer;
        }
    }

    @Override
    public void refer(RawPath from, Path target) {
        references.add(new Reference(from, target));
    }

    /** {@return the entries that were reported to be references, in order; none was followed} */
    public List<Reference> references() {
        return List.copyOf(references);
    }

    @Override
    public void refer(PlanSink.Reference reference) {
        documentReferences.add(reference);
    }

    /** {@return the reported references of documents, in order; none was followed} */
    public List<PlanSink.Reference> documentReferences() {
        return List.copyOf(documentReferences);
    }

    @Override
    public void notImported(RawPath path) {
        notImported.add(path);
    }

    @Override
    public void report(Finding finding) {
        findings.add(finding);
    }

    @Override
    public void commits(OptionalLong count, Collection<String> roots) {
        reachable = count;
        rootCommits.addAll(roots);
    }

    /** {@return all entries, in tree order} */
    public List<PlannedEntry> entries() {
        return List.copyOf(entries.values());
    }

    /** {@return the paths of all entries, as text, in tree order} */
    public List<String> paths() {
        return entries.keySet().stream().map(RawPath::toString).toList();
    }

    /**
     * {@return whether there is an entry}
     *
     * @param path in the archive: {@code film/notes.txt}
     */
    public boolean has(String path) {
        return entries.containsKey(RawPath.of(path));
    }

    /**
     * {@return an entry}
     *
     * @param path in the archive
     * @throws AssertionError if there is none
     */
    public PlannedEntry entry(String path) {
        PlannedEntry entry = entries.get(RawPath.of(path));
        if (entry == null) {
            throw new AssertionError("no entry " + path + " among " + paths());
        }
        return entry;
    }

    /**
     * {@return the current content of a file}
     *
     * @param path in the archive
     * @throws IOException if it cannot be read
     */
    public byte[] content(String path) throws IOException {
        return read(entry(path).contentOrThrow());
    }

    byte[] read(Content content) throws IOException {
        if (content instanceof Content.Captured captured) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(captured.length()));
            captures.copy(Math.toIntExact(captured.offset()), bytes.capacity(), bytes);
            return bytes.array();
        }
        Path file = ((Content.OfFile) content).path();
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("not a regular file: " + file);
        }
        return Files.readAllBytes(file);
    }

    /** {@return the reasons why entries were refused} */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** {@return the entries that an import refuses according to the sources} */
    public List<RawPath> notImported() {
        return List.copyOf(notImported);
    }

    /** {@return all findings, in the order in which they were reported} */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /**
     * {@return the findings of one kind, in the order in which they were reported}
     *
     * @param kind which ones
     */
    public List<Finding> findings(Finding.Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).toList();
    }

    /**
     * {@return the number of commits reported last}
     *
     * @throws AssertionError if none was
     */
    public OptionalLong commits() {
        if (reachable == null) {
            throw new AssertionError("no source has reported the commits");
        }
        return Objects.requireNonNull(reachable);
    }

    /** {@return all reported root commits, sorted} */
    public List<String> rootCommits() {
        return List.copyOf(rootCommits);
    }

    /**
     * Writes the entries as a tree, with modes and times, as unpacking the archive would.
     *
     * @param folder created if it does not exist
     * @throws IOException if a content cannot be read, or the file system fails
     */
    public void materialise(Path folder) throws IOException {
        new Materialiser(this, folder).run();
    }
}
