package org.projectexporter.internal.plan;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceResolver;

/**
 * Makes the plan of one export: opens the sources, walks the project, sorts and seals. It stays open while the archive is
 * written, since entries may need to be looked for again.
 */
public final class Planner implements Closeable {
    private final Path workFolder;
    private final PlanContext context;
    private final Captures captures;
    private final List<OpenSource> sources = new ArrayList<>();
    private final PlanBuilder plan;
    private final SortingSpool spool;

    /**
     * Opens the sources.
     *
     * @param project the project's folder, its own links resolved
     * @param name the folder's name in the archive
     * @param workFolder where the plan and its parts are kept
     * @throws IllegalArgumentException if a pattern of the options is not valid
     */
    public Planner(
            Path project,
            RawPath name,
            ExportOptions options,
            CancellationToken cancellation,
            Path workFolder,
            Collection<SourceResolver> resolvers,
            PlanListener listener)
            throws IOException {
        this.workFolder = workFolder;
        context = new PlanContext(project, name, options, new ExclusionRules(options), cancellation);
        captures = new Captures(workFolder.resolve("captures"));
        spool = new SortingSpool(workFolder);
        plan = new PlanBuilder(sources, captures, spool, listener);
        try {
            openSources(resolvers);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void openSources(Collection<SourceResolver> resolvers) throws IOException {
        List<SourceResolver> ranked = new ArrayList<>(resolvers);
        ranked.sort(Comparator.comparingInt(SourceResolver::specificity).reversed());
        for (SourceResolver resolver : ranked) {
            sources.add(new OpenSource(resolver.specificity(), resolver.open(context)));
        }
    }

    /**
     * Walks the project and seals the plan.
     *
     * @param own what the export itself makes, passed over
     */
    public SealedPlan plan(OwnFiles own) throws IOException {
        new FilesSource(context, plan, context.rules(), own).walk();
        plan.finishSources();
        try (SortingSpool.Merge drafts = spool.merge()) {
            return SealedPlan.seal(workFolder.resolve("plan"), drafts);
        }
    }

    /**
     * Looks for what has taken the place of entries that were gone when their turn came. A hard link whose first name is gone
     * comes as a file of its own.
     *
     * @param plan what is in the archive, but for {@code vanished}
     */
    public SealedPlan addenda(SealedPlan plan, List<PlannedEntry> vanished) throws IOException {
        SortingSpool addendum = new SortingSpool(workFolder);
        Set<RawPath> gone = new HashSet<>();
        for (PlannedEntry entry : vanished) {
            gone.add(entry.path());
            if (entry.type() == EntryType.HARD_LINK) {
                addendum.add(Draft.of(entry.asFile()));
            }
        }
        this.plan.addenda(vanished, addendum);
        try (SortingSpool.Merge drafts = addendum.merge();
                SealedPlan.Reader planned = plan.open()) {
            return SealedPlan.seal(workFolder.resolve("addendum"), new NewDrafts(drafts, planned, gone));
        }
    }

    public Captures captures() {
        return captures;
    }

    public LeftOut leftOut() {
        return plan.leftOut();
    }

    /** What the sources have found, in the order in which they found it. */
    public List<Finding> findings() {
        return plan.findings();
    }

    public ProjectFacts facts() {
        return plan.facts();
    }

    @Override
    public void close() throws IOException {
        List<Closeable> all = new ArrayList<>();
        sources.forEach(source -> all.add(source.source()));
        all.add(captures);
        closeAll(all);
    }

    /** The first failure is thrown, later ones suppressed. */
    private static void closeAll(List<Closeable> all) throws IOException {
        IOException failure = null;
        for (Closeable each : all) {
            try {
                each.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
