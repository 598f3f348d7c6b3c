package org.projectexporter.git;

import org.eclipse.jgit.lib.ObjectId;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.projectexporter.SourceException;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/**
 * Plans one repository: a state of its mutable files that it was in at one moment, then its objects, which by then hold all
 * that this state needs.
 */
final class RepositoryPlan {
    private final GitFolder repository;
    private final PlanSink sink;
    private final HeldObjects held;
    private final FileCapture capture;
    private final List<SourceItem> nested = new ArrayList<>();

    private RepositoryPlan(GitFolder repository, PlanSink sink, HeldObjects held) {
        this.repository = repository;
        this.sink = sink;
        this.held = held;
        this.capture = new FileCapture(repository, sink);
    }

    /**
     * Plans a repository.
     *
     * @throws SourceException if it is broken, of a shape that is not supported, or does not stand still
     */
    static RepositoryPlan of(GitFolder repository, PlanSink sink) throws IOException {
        RepositoryShape.check(repository);
        RepositoryPlan plan = new RepositoryPlan(repository, sink, HeldObjects.of(repository, sink));
        plan.addAll(SettledReading.of(repository, plan.capture));
        ObjectStore.asked(plan::checkRefs);
        return plan;
    }

    GitFolder repository() {
        return repository;
    }

    RefTips tips() {
        return capture.tips();
    }

    /** Folders of submodules' repositories, which are still to be planned. */
    List<SourceItem> nested() {
        return nested;
    }

    private void addAll(Reading reading) throws IOException {
        addFolder(repository.item());
        for (CapturedFile file : reading.files()) {
            boolean index = repository.relative(file.item()).equals(RawPath.of("index"));
            sink.add(file.entry(repository.inArchive(file.item()), index ? EntryRole.GIT_INDEX : EntryRole.GIT));
            file.findings().forEach(sink::report);
        }
        for (Reading.Other other : reading.others()) {
            add(other.item(), other.treatment());
        }
    }

    private void add(SourceItem item, GitFileRules.Treatment treatment) throws IOException {
        switch (treatment) {
            case FOLDER -> addFolder(item);
            case OBJECTS -> ObjectFiles.plan(repository, item, sink, held);
            case LFS -> addLfs(item);
            case REPOSITORY -> nested.add(item);
            case LINK -> addLink(item);
            case HOOKS -> LeftBehind.reportHooks(repository, item, sink);
            case LEAVE_OUT -> LeftBehind.report(repository, item, sink);
            default ->
                sink.report(Finding.of(Finding.Kind.SPECIAL_FILE, repository.inArchive(item), "is no regular file"));
        }
    }

    private void addFolder(SourceItem folder) throws IOException {
        sink.add(PlannedEntry.directory(
                repository.inArchive(folder),
                EntryRole.GIT,
                folder.stat().mtime(),
                folder.stat().mode()));
    }

    private void addLfs(SourceItem item) throws IOException {
        if (!sink.delegate(item)) {
            LfsFiles.plan(repository, item, sink);
        }
    }

    /** As when HEAD is a link to a branch, which old versions of Git made. */
    private void addLink(SourceItem link) throws IOException {
        RawPath target = NativeNames.linkTarget(link.file(), link.stat());
        RawPath folder = repository.relative(link).parent();
        boolean inside = folder != null && RelativePaths.resolve(folder, target) != null;
        RawPath path = repository.inArchive(link);
        if (inside) {
            sink.add(PlannedEntry.symbolicLink(
                    path, EntryRole.GIT, link.stat().mtime(), link.stat().mode(), target));
        } else {
            sink.report(Finding.of(Finding.Kind.LEFT_OUT, path, "a link that leads out of the repository"));
        }
    }

    private RefTips checkRefs() throws IOException {
        try (ObjectStore store = ObjectStore.open(repository.file())) {
            for (Map.Entry<RawPath, ObjectId> ref : tips().refs().entrySet()) {
                if (!store.has(ref.getValue()) && isStill(ref)) {
                    throw GitErrors.broken(
                            repository.inArchive(),
                            ref.getKey() + " points to the object "
                                    + ref.getValue().name() + ", which is missing");
                }
            }
        }
        return tips();
    }

    /** A ref that has moved on needs its object no more, which may be pruned by now; the plan holds it. */
    private boolean isStill(Map.Entry<RawPath, ObjectId> ref) throws IOException {
        return ref.getValue().equals(RefTips.read(repository.file()).refs().get(ref.getKey()));
    }
}
