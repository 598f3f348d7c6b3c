package org.projectexporter.internal.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

import org.projectexporter.spi.Content;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/** Collects what the sources contribute, and asks them about each other's items. */
final class PlanBuilder {
    private final List<OpenSource> sources;
    private final Captures captures;
    private final PlanListener listener;
    private SortingSpool spool;
    private final LeftOut leftOut = new LeftOut();
    private final List<Finding> findings = new ArrayList<>();
    private final TreeSet<String> rootCommits = new TreeSet<>();
    private OptionalLong commits = OptionalLong.of(0);

    /** The sources come in the order in which they are asked: the most special one first. */
    PlanBuilder(List<OpenSource> sources, Captures captures, SortingSpool spool, PlanListener listener) {
        this.sources = sources;
        this.captures = captures;
        this.spool = spool;
        this.listener = listener;
    }

    void add(PlannedEntry entry) throws IOException {
        add(Draft.of(entry));
    }

    private void add(Draft draft) throws IOException {
        PlannedEntry entry = draft.entry();
        requireValid(entry.path());
        listener.planned(entry);
        spool.add(draft);
    }

    /** Adds a file of the working tree, or what a source puts in its place. */
    void addWorkingFile(SourceItem item, PlannedEntry file) throws IOException {
        PlannedEntry entry = file;
        for (OpenSource source : sources) {
            entry = source.source().refine(item, entry, sinkFor(source));
        }
        FileStat stat = item.stat();
        boolean asItIs = entry.equals(file);
        add(asItIs ? new Draft(entry, stat.device(), stat.inode(), stat.links()) : Draft.of(entry));
    }

    /** Whether a source claims the item; it has contributed then. */
    boolean claimed(SourceItem item) throws IOException {
        return claimedAbove(Integer.MIN_VALUE, item);
    }

    private boolean claimedAbove(int specificity, SourceItem item) throws IOException {
        for (OpenSource source : sources) {
            if (source.specificity() > specificity && source.source().claims(item)) {
                source.source().contribute(item, sinkFor(source));
                return true;
            }
        }
        return false;
    }

    boolean isProtected(RawPath path) {
        return sources.stream().anyMatch(source -> source.source().protects(path));
    }

    void finishSources() throws IOException {
        for (OpenSource source : sources) {
            source.source().finish(sinkFor(source));
        }
    }

    /** Asks all sources for what has taken the place of entries that were gone, into {@code addendum}. */
    void addenda(List<PlannedEntry> vanished, SortingSpool addendum) throws IOException {
        spool = addendum;
        for (OpenSource source : sources) {
            source.source().addenda(vanished, sinkFor(source));
        }
    }

    void report(Finding finding) {
        findings.add(finding);
    }

    LeftOut leftOut() {
        return leftOut;
    }

    List<Finding> findings() {
        return findings;
    }

    ProjectFacts facts() {
        return new ProjectFacts(commits, List.copyOf(rootCommits));
    }

    private PlanSink sinkFor(OpenSource source) {
        return new SourceSink(source.specificity());
    }

    private static void requireValid(RawPath path) {
        boolean segmentStart = true;
        String text = new String(path.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1) + "/";
        int start = 0;
        for (int end = text.indexOf('/'); end >= 0 && segmentStart; end = text.indexOf('/', start)) {
            String segment = text.substring(start, end);
            segmentStart = !segment.isEmpty() && !segment.equals(".") && !segment.equals("..");
            start = end + 1;
        }
        if (!segmentStart || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a path for an entry: " + path);
        }
    }

    /** What one source sees of the plan. */
    private final class SourceSink implements PlanSink {
        private final int specificity;

        private SourceSink(int specificity) {
            this.specificity = specificity;
        }

        @Override
        public void add(PlannedEntry entry) throws IOException {
            PlanBuilder.this.add(entry);
        }

        @Override
        public Content.Captured capture(byte[] bytes) throws IOException {
            return captures.add(bytes);
        }

        @Override
        public boolean delegate(SourceItem item) throws IOException {
            return claimedAbove(specificity, item);
        }

        @Override
        public void report(Finding finding) {
            PlanBuilder.this.report(finding);
        }

        @Override
        public void commits(OptionalLong reachable, Collection<String> roots) {
            commits = reachable;
            rootCommits.addAll(roots);
        }
    }
}
