package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions.LfsMedia;
import org.projectexporter.ExportOutline;
import org.projectexporter.SourceException;
import org.projectexporter.internal.exporting.journal.FileMark;
import org.projectexporter.internal.exporting.portability.AbsoluteLinks;
import org.projectexporter.internal.exporting.portability.PortabilityCheck;
import org.projectexporter.internal.progress.PlanListener;
import org.projectexporter.internal.wire.PlannedEntryWire;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceResolver;

/**
 * Creates the plan of one export: opens the sources, walks the project, sorts and seals. It remains open while the
 * archive is written, since vanished entries may have to be searched for again.
 */
public final class Planner implements Closeable {
    private static final String PLAN = "plan";
    private static final String CAPTURES = "captures";
    private static final String ADDENDUM = "addendum";
    private static final String OBJECTS = "objects";

    private final Path workFolder;
    private final Collection<SourceResolver> resolvers;
    private final PlanContext context;
    private final KeptContent kept;
    private final OpenSources sources = new OpenSources();
    private final Dependencies dependencies;
    private final PlanBuilder plan;
    private final SortingSpool spool;
    private final PortabilityCheck portability;
    private @Nullable SealedPlan objects;

    /**
     * A planner for one project.
     *
     * @param workFolder where the plan and its parts are kept
     * @throws IllegalArgumentException if a pattern of the options is not valid
     */
    public Planner(
            PlanRequest request,
            Collection<SourceResolver> resolvers,
            Path workFolder,
            PlanListener listener,
            CancellationToken cancellation)
            throws IOException {
        this.workFolder = workFolder;
        this.resolvers = resolvers;
        context = new PlanContext(request, cancellation);
        kept = new KeptContent(new Captures(workFolder.resolve(CAPTURES)), new HeldFiles(request.project()));
        spool = new SortingSpool(workFolder);
        dependencies = new Dependencies(context, resolvers);
        plan = new PlanBuilder(sources.all(), kept, spool, listener, dependencies, request.own());
        portability = new PortabilityCheck(
                plan.notImported(), AbsoluteLinks.into(context.inArchive(RawPath.ROOT), request.project()));
    }

    /** Opens the sources once; a plan sealed by an earlier run needs them only for addenda. */
    private void openSources() throws IOException {
        if (sources.isEmpty()) {
            try {
                sources.open(resolvers, context);
            } catch (IOException e) {
                throw UnreadableEntryException.ofNeeded(context.inArchive(RawPath.ROOT), e);
            }
        }
    }

    /** Walks the project and seals the plan. */
    public SealedPlan plan() throws IOException {
        openSources();
        new FilesSource(context, plan, EntryRole.WORKING_TREE, Set.of()).walk();
        finishSources();
        dependencies.plan(plan);
        if (dependencies.documents().keepMediaIfUnknown(plan)) {
            dependencies.plan(plan);
        }
        plan.captureDatabases(context);
        kept.held().releaseFolders();
        try (SortingSpool.Merge drafts = spool.merge()) {
            Drafts used = new UsedDrafts(
                    plan.withDatabases(drafts), dependencies.documents().media(), plan);
            Drafts distinct = new DistinctDrafts(used, dependencies.places().folder());
            SealedPlan sealed =
                    context.options().lfsMedia() == LfsMedia.ONCE ? sealWithoutObjects(distinct) : seal(distinct);
            kept.captures().sync();
            findCollisions(sealed);
            dependencies.documents().report(plan);
            return sealed;
        }
    }

    private SealedPlan seal(Drafts drafts) throws IOException {
        return SealedPlan.seal(workFolder.resolve(PLAN), drafts, this::look);
    }

    private SealedPlan sealWithoutObjects(Drafts drafts) throws IOException {
        SortingSpool separated = new SortingSpool(workFolder, OBJECTS);
        SealedPlan sealed = seal(new SeparatedObjects(drafts, context.inArchive(RawPath.ROOT), separated, this::look));
        try (SortingSpool.Merge merge = separated.merge()) {
            objects = SealedPlan.seal(workFolder.resolve(OBJECTS), merge);
        }
        return sealed;
    }

    /** The Git LFS objects that the archive may not need; null if they are in the plan like everything else. */
    public @Nullable SealedPlan objects() {
        return objects;
    }

    /** The same, sealed by an earlier run. */
    public SealedPlan sealedObjects(int checksum) throws IOException {
        SealedPlan sealed = SealedPlan.reopen(workFolder.resolve(OBJECTS), checksum);
        objects = sealed;
        return sealed;
    }

    private void look(Draft entry) throws IOException {
        PlannedEntryWire.Details details = entry.details();
        dependencies.documents().planned(entry.path());
        portability.look(entry.path(), entry.type(), entry.size(), entry.folderMode());
        portability.lookAtDetails(entry.path(), details.mtime(), details.linkTarget());
    }

    private void finishSources() throws IOException {
        try {
            plan.finishSources();
        } catch (IOException e) {
            throw UnreadableEntryException.ofNeeded(context.inArchive(RawPath.ROOT), e);
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
     * The plan that an earlier run sealed, with its captures.
     *
     * @throws org.projectexporter.ExportException if it is not the plan that was sealed
     */
    public SealedPlan sealedPlan(int checksum, FileMark captured) throws IOException {
        kept.captures().keep(captured);
        return SealedPlan.reopen(workFolder.resolve(PLAN), checksum);
    }

    /** The addendum that an earlier run sealed. */
    public SealedPlan sealedAddendum(int checksum) throws IOException {
        return SealedPlan.reopen(workFolder.resolve(ADDENDUM), checksum);
    }

    /**
     * Searches for replacements of entries that have vanished. A hard link whose first name is gone becomes a separate
     * file.
     *
     * @param plan the plan of the archive, which contains all of its entries except {@code vanished}
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
            SealedPlan sealed = sealAddendum(new NewDrafts(drafts, planned, gone));
            kept.captures().sync();
            return sealed;
        }
    }

    private SealedPlan sealAddendum(Drafts drafts) throws IOException {
        Path file = workFolder.resolve(ADDENDUM);
        if (objects == null) {
            return SealedPlan.seal(file, drafts);
        }
        try (SealedPlan.Reader separated = objects.open()) {
            return SealedPlan.seal(file, new NewDrafts(drafts, separated, Set.of()));
        }
    }

    /** Has the sources prove that the archive is whole; their findings follow those before. */
    public void prove(ProjectSource.Archived archived) throws IOException {
        try {
            openSources();
        } catch (SourceException e) {
            plan.report(Finding.of(
                    Finding.Kind.VANISHED,
                    context.inArchive(RawPath.ROOT),
                    "whether its repositories are whole in the archive could not be checked: " + e.getMessage()));
            return;
        }
        plan.prove(archived);
        dependencies.prove(archived, plan);
    }

    /** Whether a pattern of the user leaves out a path of the archive. */
    public boolean isLeftOut(RawPath path) {
        RawPath project = context.inArchive(RawPath.ROOT);
        return path.startsWith(project) && context.isTaken(path.relativeTo(project), false);
    }

    /** The state of the captured content so far. */
    public FileMark captured() {
        return kept.captures().mark();
    }

    /** Content of entries that is not read from the project by its name. */
    public KeptContent kept() {
        return kept;
    }

    /** The findings of the sources since the plan was sealed, or all of them if this run sealed it. */
    public List<Finding> findings() {
        return plan.findings();
    }

    /**
     * The results of planning other than the entries.
     *
     * @param hardLinksKept whether the archive's format keeps hard links
     */
    public PlanFacts facts(String projectId, boolean hardLinksKept) {
        return new PlanFacts(
                projectId,
                plan.facts(),
                withPatterns(plan.findings()),
                plan.leftOut().counts(),
                portability.issues(hardLinksKept),
                context.outside(),
                context.mounts(),
                dependencies.map(),
                dependencies.documents().list());
    }

    /** The findings, and patterns that were mistyped, or have been obeyed already. */
    private List<Finding> withPatterns(List<Finding> findings) {
        List<Finding> all = new ArrayList<>(findings);
        for (String pattern : context.rules().unmatched()) {
            all.add(Finding.note("the pattern " + pattern + " (exclude) matches nothing in this project"));
        }
        return all;
    }

    /** What patterns left out, with examples; known to the run that has planned. */
    public List<ExportOutline.Excluded> leftOut() {
        return plan.leftOut().withExamples();
    }

    /** Facts about the project as a whole. */
    public PlanFacts.ProjectFacts project() {
        return plan.facts();
    }

    @Override
    public void close() throws IOException {
        try (kept) {
            sources.close();
        }
    }
}
