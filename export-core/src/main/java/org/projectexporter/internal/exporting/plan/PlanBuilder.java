package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

import org.projectexporter.internal.exporting.exclude.ExclusionRules;
import org.projectexporter.internal.exporting.exclude.LeftOut;
import org.projectexporter.internal.exporting.plan.OpenSources.OpenSource;
import org.projectexporter.internal.progress.PlanListener;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/** Collects the contributions of the sources, and offers each source's items to the others. */
final class PlanBuilder {
    private final List<OpenSource> sources;
    private final KeptContent kept;
    private final PlanListener listener;
    private final References references;
    private final DocumentReferences documents;
    private final OwnFiles own;
    private final @Nullable PlanBuilder whole;
    private final CapturedDatabases databases;
    private SortingSpool spool;
    private final LeftOut leftOut;
    private final List<Finding> findings;
    private final Set<RawPath> notImported;
    private final TreeSet<String> rootCommits = new TreeSet<>();
    private OptionalLong commits = OptionalLong.of(0);

    /** A builder whose sources are in the order in which they are asked: the most specific one first. */
    PlanBuilder(
            List<OpenSource> sources,
            KeptContent kept,
            SortingSpool spool,
            PlanListener listener,
            Dependencies dependencies,
            OwnFiles own) {
        this.sources = sources;
        this.kept = kept;
        this.spool = spool;
        this.listener = listener;
        this.references = dependencies.references();
        this.documents = dependencies.documents();
        this.own = own;
        this.whole = null;
        this.databases = new CapturedDatabases();
        this.leftOut = new LeftOut();
        this.findings = new ArrayList<>();
        this.notImported = new HashSet<>();
    }

    private PlanBuilder(PlanBuilder whole, List<OpenSource> sources) {
        this.sources = sources;
        this.kept = whole.kept;
        this.spool = whole.spool;
        this.listener = whole.listener;
        this.references = whole.references;
        this.documents = whole.documents;
        this.own = whole.own;
        this.whole = whole;
        this.databases = whole.databases;
        this.leftOut = whole.leftOut;
        this.findings = whole.findings;
        this.notImported = whole.notImported;
    }

    /**
     * A builder of the same plan, for a tree outside the project with sources of its own, whose commits are not the
     * project's.
     */
    PlanBuilder ofTree(List<OpenSource> treeSources) {
        return new PlanBuilder(this, treeSources);
    }

    void add(PlannedEntry entry) throws IOException {
        add(entry, 0, 0, 1);
    }

    private void add(PlannedEntry entry, long device, long inode, int links) throws IOException {
        requireValid(entry.path());
        documents.media().added(entry.path());
        if (!documents.media().decides(entry)) {
            listener.planned(entry);
        }
        WorkFolderException.reported(() -> {
            spool.add(new Draft(entry, device, inode, links));
            return entry;
        });
    }

    /** Adds a file or symbolic link of the working tree, or a source's replacement for it. */
    void addWorkingFile(SourceItem item, PlannedEntry file) throws IOException {
        PlannedEntry entry = file;
        for (OpenSource source : sources) {
            entry = source.source().refine(item, entry, sinkFor(source));
        }
        FileStat stat = item.stat();
        boolean asItIs = entry.equals(file);
        databases.offer(item, entry, asItIs);
        add(entry, stat.device(), stat.inode(), asItIs ? stat.links() : 1);
    }

    /** Whether a source claims the item; if so, it has contributed its entries. */
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

    boolean isProtected(RawPath path) throws IOException {
        for (OpenSource source : sources) {
            if (source.source().protects(path)) {
                return true;
            }
        }
        return false;
    }

    void finishSources() throws IOException {
        for (OpenSource source : sources) {
            source.source().finish(sinkFor(source));
        }
    }

    /** Captures databases when all other files are planned. */
    void captureDatabases(PlanContext context) throws IOException {
        databases.capture(this, kept, context);
    }

    /** The drafts with the databases that were captured. */
    Drafts withDatabases(Drafts drafts) {
        return databases.in(drafts);
    }

    /** Adds everything from here on to {@code addendum}. */
    void startAddendum(SortingSpool addendum) {
        spool = addendum;
    }

    /** Asks all sources for replacements of vanished entries. */
    void askForAddenda(List<PlannedEntry> vanished) throws IOException {
        for (OpenSource source : sources) {
            source.source().addenda(vanished, sinkFor(source));
        }
    }

    /** Asks all sources to prove that the archive is whole. */
    void prove(ProjectSource.Archived archived) throws IOException {
        for (OpenSource source : sources) {
            source.source().prove(archived, sinkFor(source));
        }
    }

    void report(Finding finding) {
        findings.add(finding);
    }

    /** Counts a file as left out; {@code path} as it would be in the archive. */
    void leaveOut(SourceItem item, RawPath path, ExclusionRules.Match match) throws IOException {
        leftOut.add(match, path, item.stat().size(), isProtected(item.path()));
    }

    /** Reports an entry of a media folder as planned, once it is known that it is used. */
    void decided(PlannedEntry entry) {
        listener.planned(entry);
    }

    /** Counts a file of a media folder that no document uses as left out. */
    void leaveOutUnused(PlannedEntry file) {
        RawPath folder = Objects.requireNonNull(documents.media().folderOf(file.path()), "in a media folder");
        leftOut.add(
                ExclusionRules.Match.ofUnusedMedia(folder.relativeTo(documents.project()) + "/"),
                file.path(),
                file.size(),
                false);
    }

    LeftOut leftOut() {
        return leftOut;
    }

    void reportIfAny(@Nullable Finding finding) {
        if (finding != null) {
            report(finding);
        }
    }

    List<Finding> findings() {
        return findings;
    }

    /** The entries that an import refuses according to the sources. */
    Set<RawPath> notImported() {
        return notImported;
    }

    PlanFacts.ProjectFacts facts() {
        return new PlanFacts.ProjectFacts(commits, List.copyOf(rootCommits));
    }

    private PlanSink sinkFor(OpenSource source) {
        return new SourceSink(source.specificity());
    }

    private static void requireValid(RawPath path) {
        boolean valid = true;
        int start = 0;
        for (int i = 0; i < path.length(); i++) {
            byte b = path.byteAt(i);
            if (b == '/') {
                valid &= isName(path, start, i);
                start = i + 1;
            }
            valid &= b != 0;
        }
        if (!valid || !isName(path, start, path.length())) {
            throw new IllegalArgumentException("not a path for an entry: " + path);
        }
    }

    /**
     * Whether the bytes from {@code start} to {@code end} are a segment: not empty, not {@code .} and not {@code ..}.
     */
    private static boolean isName(RawPath path, int start, int end) {
        boolean onlyDots = true;
        for (int i = start; i < end && i < start + 2; i++) {
            onlyDots &= path.byteAt(i) == '.';
        }
        return end - start > 2 || !onlyDots;
    }

    /** The view of one source on the plan. */
    private final class SourceSink implements PlanSink {
        private final int specificity;

        private SourceSink(int specificity) {
            this.specificity = specificity;
        }

        /** Adds an entry, unless it is a file of the export itself, which a source may have listed on its own. */
        @Override
        public void add(PlannedEntry entry) throws IOException {
            if (!(entry.content() instanceof Content.OfFile file && own.holds(file.path()))) {
                PlanBuilder.this.add(entry);
            }
        }

        @Override
        public Content.Captured capture(byte[] bytes) throws IOException {
            return kept.captures().add(bytes);
        }

        @Override
        public Content.Captured capture(InputStream content) throws IOException {
            return kept.captures().add(content);
        }

        @Override
        public void read(Content.Captured captured, long position, ByteBuffer into) throws IOException {
            WorkFolderException.reported(() -> {
                kept.captures().read(captured, position, into);
                return into;
            });
        }

        @Override
        public boolean hold(SourceItem item) throws IOException {
            return kept.held().hold(item);
        }

        @Override
        public boolean delegate(SourceItem item) throws IOException {
            return claimedAbove(specificity, item);
        }

        @Override
        public void notImported(RawPath path) {
            notImported.add(path);
        }

        @Override
        public void report(Finding finding) {
            PlanBuilder.this.report(finding);
        }

        @Override
        public void commits(OptionalLong reachable, Collection<String> roots) {
            if (whole == null) {
                commits = reachable;
                rootCommits.addAll(roots);
            }
        }

        @Override
        public void refer(RawPath from, Path target) {
            if (!documents.postponesLink(from, target)) {
                reportIfAny(references.refer(from, target));
            }
        }

        @Override
        public void refer(Reference reference) throws IOException {
            documents.refer(reference);
        }
    }
}
