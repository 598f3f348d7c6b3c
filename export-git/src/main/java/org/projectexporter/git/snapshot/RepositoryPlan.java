package org.projectexporter.git.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.projectexporter.SourceException;
import org.projectexporter.git.config.AttributeFilters;
import org.projectexporter.git.config.RepositoryKind;
import org.projectexporter.git.folder.Damage;
import org.projectexporter.git.folder.GitFileRules;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.LeftOutReport;
import org.projectexporter.git.index.CapturedInput;
import org.projectexporter.git.index.SplitIndex;
import org.projectexporter.git.objects.HeldObjects;
import org.projectexporter.git.objects.ObjectFiles;
import org.projectexporter.git.objects.PackCheck;
import org.projectexporter.git.refs.FoundRefs;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.git.refs.SymbolicRef;
import org.projectexporter.git.walk.FsckReport;
import org.projectexporter.git.walk.LinkedWorktrees;
import org.projectexporter.git.walk.PresentRefs;
import org.projectexporter.git.walk.Wholeness;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.GitSpelling;
import org.projectexporter.spi.files.HeapShare;

/**
 * Plans one repository: a consistent state of its mutable files, then its objects, which by then include everything
 * that this state needs.
 */
public final class RepositoryPlan {
    private static final RawPath INDEX = RawPath.of("index");
    private static final RawPath OBJECTS = RawPath.of("objects");
    private static final RawPath PACKS = RawPath.of("objects/pack");

    private final GitFolder repository;
    private final PlanSink sink;
    private final HeldObjects held;
    private final FileCapture capture;
    private final LfsFiles lfsFiles;
    private final List<SourceItem> nested = new ArrayList<>();
    private final List<SourceItem> attributes = new ArrayList<>();
    private boolean borrows;
    private boolean moved;

    private RepositoryPlan(GitFolder repository, RepositoryKind kind, PlanSink sink, HeldObjects held, HeapShare heap) {
        this.repository = repository;
        this.sink = sink;
        this.held = held;
        this.capture = new FileCapture(repository, kind, sink, heap);
        this.lfsFiles = new LfsFiles(repository, sink);
    }

    /**
     * Plans a repository.
     *
     * @param heap the memory that may be used; the refs still take some of it afterwards
     * @throws SourceException if it is damaged, of an unsupported kind, or keeps changing
     */
    public static RepositoryPlan of(GitFolder repository, PlanSink sink, HeapShare heap) throws IOException {
        RepositoryShape.report(repository, sink);
        Set<RawPath> brokenPacks = checkPacks(repository, sink);
        RepositoryKind kind = RepositoryKind.of(repository.file());
        RepositoryPlan plan = new RepositoryPlan(repository, kind, sink, new HeldObjects(repository, sink), heap);
        RepositorySnapshot reading = ConsistentSnapshot.of(repository, plan.capture, plan.held);
        plan.checkIndex(reading);
        plan.addAll(reading);
        plan.checkObjects(brokenPacks, heap);
        plan.moved = plan.held.isLimited() && !Damage.isKept(repository.context()) && plan.hasMoved(heap);
        plan.reportPromised(heap);
        return plan;
    }

    /** Whether anything that needs objects has changed since it was read, so that some may have been pruned. */
    private boolean hasMoved(HeapShare heap) throws IOException {
        RefTips now = RefTips.read(repository.file(), repository.context(), heap);
        boolean moved = !now.sameAs(tips());
        now.clear();
        return moved;
    }

    private void checkObjects(Set<RawPath> brokenPacks, HeapShare heap) throws IOException {
        if (Files.isDirectory(repository.dirs().resolve(OBJECTS))) {
            PresentRefs.check(repository, tips(), sink, heap);
            if (Damage.isKept(repository.context())) {
                FsckReport.report(repository, tips(), brokenPacks, sink, heap);
            }
        }
    }

    private static Set<RawPath> checkPacks(GitFolder repository, PlanSink sink) throws IOException {
        Set<RawPath> broken = new HashSet<>();
        for (PackCheck.Broken pack : PackCheck.of(repository.dirs().resolve(PACKS))) {
            RawPath path = PACKS.resolve(pack.name());
            Damage.found(repository, path, pack.what(), sink);
            broken.add(path);
        }
        return broken;
    }

    GitFolder repository() {
        return repository;
    }

    RefTips tips() {
        return capture.tips();
    }

    /**
     * Whether it is not known that everything it needs is in the plan: some of its objects are in other stores, or may
     * have been pruned before they were planned.
     */
    boolean mayLackObjects() {
        return borrows || moved;
    }

    /** Folders of submodules' repositories, which are still to be planned. */
    List<SourceItem> nested() {
        return nested;
    }

    /** Its own files of attributes. */
    List<SourceItem> attributes() {
        return attributes;
    }

    private void checkIndex(RepositorySnapshot reading) throws SourceException {
        SplitIndex split = capture.split();
        if (split != null && !reading.has(repository.path().resolve(split.baseName()))) {
            Damage.found(repository, INDEX, "its index is split, and " + split.baseName() + " is missing", sink);
        }
    }

    private void addAll(RepositorySnapshot reading) throws IOException {
        if (!repository.path().isRoot()) {
            addFolder(repository.item());
        }
        sink.delegate(repository.item());
        for (CapturedFile file : reading.files()) {
            reportMisspelt(file.item());
            reportRef(file);
            if (AttributeFilters.isAttributesOfRepository(repository.relative(file.item()))) {
                attributes.add(file.item());
            }
            boolean index = GitFileRules.isIndex(repository.relative(file.item()));
            sink.add(file.entry(
                    repository.inArchive(file.item()), index ? EntryRole.REPOSITORY_INDEX : EntryRole.REPOSITORY));
            file.findings().forEach(sink::report);
        }
        AddedPatterns.addMissing(repository, reading, sink);
        for (RepositorySnapshot.Other other : reading.others()) {
            if (mayTravel(other.treatment())) {
                reportMisspelt(other.item());
            }
            add(other.item(), other.treatment());
        }
        addMovedLfs();
        if (repository.dirs().isLinked()) {
            worktrees().reportMain();
        }
    }

    private boolean mayTravel(GitFileRules.Treatment treatment) {
        return switch (treatment) {
            case LEAVE_OUT, CREDENTIALS, HOOKS, WORKTREES, SPECIAL -> false;
            case UNKNOWN -> repository.context().options().includeUnknownGit();
            default -> true;
        };
    }

    private void reportMisspelt(SourceItem item) {
        if (GitSpelling.misspeltPart(repository.relative(item)) != null) {
            sink.notImported(repository.inArchive(item));
        }
    }

    private void reportRef(CapturedFile file) throws IOException {
        if (file.content() instanceof Content.Captured content
                && FoundRefs.isRefused(
                        repository.relative(file.item()), file.size(), () -> new CapturedInput(sink, content))) {
            sink.notImported(repository.inArchive(file.item()));
        }
    }

    private void add(SourceItem item, GitFileRules.Treatment treatment) throws IOException {
        switch (treatment) {
            case FOLDER -> addFolder(item);
            case OBJECTS -> borrows = ObjectFiles.plan(repository, item, sink, held);
            case LFS -> addLfs(item);
            case REPOSITORY -> nested.add(item);
            case LINK -> addLink(item);
            case WORKTREES -> worktrees().report(item);
            case HOOKS -> LeftOutReport.reportHooks(repository, item, sink);
            case CREDENTIALS -> LeftOutReport.reportCredentials(repository, item, sink);
            case CONTENT -> FolderTree.ofContent(repository, sink).add(item);
            case LEAVE_OUT, UNKNOWN -> new OtherFiles(repository, sink).add(item);
            default ->
                sink.report(Finding.of(Finding.Kind.SPECIAL_FILE, repository.inArchive(item), "not a regular file"));
        }
    }

    private void addFolder(SourceItem folder) throws IOException {
        sink.add(FolderTree.entry(repository, folder));
    }

    private LinkedWorktrees worktrees() {
        return new LinkedWorktrees(repository, sink, tips());
    }

    private void addMovedLfs() throws IOException {
        Path moved = LfsStorage.moved(repository.file(), repository.context());
        if (moved != null) {
            addLfs(new SourceItem(
                    moved,
                    repository.path().resolve("lfs"),
                    repository.context().stat(moved)));
        }
    }

    private void addLfs(SourceItem item) throws IOException {
        if (!sink.delegate(item)) {
            lfsFiles.plan(item);
        }
    }

    /**
     * A link that is a symbolic ref, as old versions of Git created HEAD, is exported as the file that newer versions
     * write.
     */
    private void addLink(SourceItem link) throws IOException {
        RawPath target = NativeNames.linkTarget(link.file(), link.stat());
        RawPath path = repository.inArchive(link);
        if (SymbolicRef.isSymbolicRef(repository.relative(link), target)) {
            sink.add(SymbolicRef.entry(path, link.stat(), target, sink));
            sink.report(Finding.of(Finding.Kind.REWRITTEN, path, "was a link, and is exported as an equivalent file"));
        } else if (Damage.isKept(repository.context()) && Files.notExists(link.file())) {
            Damage.found(repository, repository.relative(link), "it is a link to what is missing", sink);
        } else {
            FolderTree.addLink(repository, link, target, sink);
        }
    }

    private void reportPromised(HeapShare heap) throws IOException {
        if (tips().kind().partial() && !Wholeness.of(repository, tips(), heap)) {
            sink.report(Finding.of(
                    Finding.Kind.NOTE,
                    repository.inArchive(),
                    "a partial clone: objects that its remote has promised and that were never fetched are not in it;"
                            + " git fetches them when they are needed"));
        }
    }
}
