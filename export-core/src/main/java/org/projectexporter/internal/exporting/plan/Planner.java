package org.projectexporter.internal.exporting.plan;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions;
import org.projectexporter.internal.exporting.exclude.ExclusionRules;
import org.projectexporter.internal.exporting.journal.FileMark;
import org.projectexporter.internal.exporting.portability.PortabilityCheck;
import org.projectexporter.internal.progress.PlanListener;
import org.projectexporter.spi.EntryRole;
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
    private static final String PLAN = "plan";
    private static final String CAPTURES = "captures";
    private static final String ADDENDUM = "addendum";

    private final Path workFolder;
    private final Collection<SourceResolver> resolvers;
    private final PlanContext context;
    private final Captures captures;
    private final HeldFiles held;
    private final OpenSources sources = new OpenSources();
    private final Dependencies dependencies;
    private final PlanBuilder plan;
    private final SortingSpool spool;
    private final PortabilityCheck portability;

    /**
     * A planner of one project.
     *
     * @param project the project's folder, its own links resolved
     * @param name the folder's name in the archive
     * @param access what outside the project may be read
     * @param own what the export itself makes, passed over wherever it is
     * @param workFolder where the plan and its parts are kept
     * @throws IllegalArgumentException if a pattern of the options is not valid
     */
    public Planner(
            Path project,
            RawPath name,
            ExportOptions options,
            ReadAccess access,
            OwnFiles own,
            CancellationToken cancellation,
            Path workFolder,
            Collection<SourceResolver> resolvers,
            PlanListener listener)
            throws IOException {
        this.workFolder = workFolder;
        this.resolvers = resolvers;
        context = new PlanContext(project, name, options, new ExclusionRules(options), access, own, cancellation);
        captures = new Captures(workFolder.resolve(CAPTURES));
        held = new HeldFiles(project);
        spool = new SortingSpool(workFolder);
        dependencies = new Dependencies(context, resolvers);
        plan = new PlanBuilder(sources.all(), captures, held, spool, listener, dependencies.references(), own);
        portability = new PortabilityCheck(plan.notImported());
    }

    /** Once; a plan that an earlier run has sealed needs them only for addenda. */
    private void openSources() throws IOException {
        if (sources.isEmpty()) {
            sources.open(resolvers, context);
        }
    }

    /** Walks the project and seals the plan. */
    public SealedPlan plan() throws IOException {
        openSources();
        new FilesSource(context, plan, EntryRole.WORKING_TREE, Set.of()).walk();
        plan.finishSources();
        dependencies.plan(plan);
        held.letGoOfFolders();
        try (SortingSpool.Merge drafts = spool.merge()) {
            Drafts distinct = new DistinctDrafts(drafts, dependencies.places().folder());
            SealedPlan sealed = SealedPlan.seal(workFolder.resolve(PLAN), distinct, portability::look);
            captures.sync();
            findCollisions(sealed);
            return sealed;
        }
    }

    /** Reads the plan again to compare names, which is rarely needed: only if names of one folder may collide. */
    private void findCollisions(SealedPlan sealed) throws IOException {
        if (!portability.needsAnotherLook()) {
            return;
        }
        try (SealedPlan.Reader entries = sealed.open()) {
            for (PlannedEntry entry = entries.next(); entry != null; entry = entries.next()) {
                portability.lookAgain(entry.path(), entry.type());
            }
        }
    }

    /**
     * The plan that an earlier run has sealed, with its captures.
     *
     * @throws org.projectexporter.ExportException if it is not what was sealed
     */
    public SealedPlan sealedPlan(long checksum, FileMark captured) throws IOException {
        captures.keep(captured);
        return SealedPlan.reopen(workFolder.resolve(PLAN), checksum);
    }

    /** The addendum that an earlier run has sealed. */
    public SealedPlan sealedAddendum(long checksum) throws IOException {
        return SealedPlan.reopen(workFolder.resolve(ADDENDUM), checksum);
    }

    /**
     * Looks for what has taken the place of entries that were gone when their turn came. A hard link whose first name is gone
     * comes as a file of its own.
     *
     * @param plan what is in the archive, but for {@code vanished}
     */
    public SealedPlan addenda(SealedPlan plan, List<PlannedEntry> vanished) throws IOException {
        openSources();
        SortingSpool addendum = new SortingSpool(workFolder);
        Set<RawPath> gone = new HashSet<>();
        for (PlannedEntry entry : vanished) {
            gone.add(entry.path());
            if (entry.type() == EntryType.HARD_LINK) {
                addendum.add(Draft.of(entry.asFile()));
            }
        }
        this.plan.startAddendum(addendum);
        this.plan.askForAddenda(vanished.stream()
                .filter(entry -> entry.path().startsWith(context.inArchive(RawPath.ROOT)))
                .toList());
        dependencies.addenda(vanished, this.plan);
        try (SortingSpool.Merge drafts = addendum.merge();
                SealedPlan.Reader planned = plan.open()) {
            SealedPlan sealed = SealedPlan.seal(workFolder.resolve(ADDENDUM), new NewDrafts(drafts, planned, gone));
            captures.sync();
            return sealed;
        }
    }

    /** What was captured so far. */
    public FileMark captured() {
        return captures.mark();
    }

    public Captures captures() {
        return captures;
    }

    /** Files that are open since they were planned. */
    public HeldFiles held() {
        return held;
    }

    /** What the sources have found since the plan was sealed, or in all if it was sealed now. */
    public List<Finding> findings() {
        return plan.findings();
    }

    /**
     * What was found beside the entries.
     *
     * @param hardLinksKept whether the archive's format keeps hard links
     */
    public PlanFacts facts(String projectId, boolean hardLinksKept) {
        return new PlanFacts(
                projectId,
                plan.facts(),
                plan.findings(),
                plan.leftOut().counts(),
                portability.issues(hardLinksKept),
                context.outside(),
                dependencies.map());
    }

    /** What the sources know of the project as a whole. */
    public ProjectFacts project() {
        return plan.facts();
    }

    @Override
    public void close() throws IOException {
        try (captures;
                held) {
            sources.close();
        }
    }
}
