package org.projectexporter.git.snapshot;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

import org.projectexporter.ExportCancelledException;
import org.projectexporter.SourceException;
import org.projectexporter.git.config.AttributeFilters;
import org.projectexporter.git.config.GitModules;
import org.projectexporter.git.folder.Damage;
import org.projectexporter.git.folder.GitDirectory;
import org.projectexporter.git.folder.GitErrors;
import org.projectexporter.git.folder.GitFileRules;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.GitLink;
import org.projectexporter.git.folder.NoRepository;
import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.git.objects.ObjectStore;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.git.walk.CommitCount;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.StorageHint;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.MemoryException;

/** The repositories of one project: its own, those of submodules, and others in the working tree. */
public final class GitSource implements ProjectSource {
    private static final RawPath GIT = RawPath.of(".git");

    private final SourceContext context;
    private final RepositoryEntry entry;
    private final TrackedPaths tracked;
    private final PlannedWorktreeLinks worktreeLinks;
    /** Folders that Git would open as repositories, but that are exported as a part of the working tree. */
    private final List<SourceItem> plain = new ArrayList<>();

    private final boolean bareProject;
    /** The path in the archive of the project's own repository, relative to the project's folder. */
    private RawPath rootPlace = GIT;

    private final ReportedFilters filters = new ReportedFilters();
    private final HeapShare heap = HeapShare.half();
    /** The repositories of which it is not known that the plan has everything they need. */
    private final Set<RawPath> doubtful = new HashSet<>();

    private @Nullable RefTips rootTips;

    private GitSource(SourceContext context) throws IOException {
        this.context = context;
        this.entry = new RepositoryEntry(context);
        this.bareProject = BareRepository.isProject(context);
        this.tracked = new TrackedPaths(context);
        this.worktreeLinks = new PlannedWorktreeLinks(context);
    }

    /** Opens the repositories of a project. */
    public static GitSource open(SourceContext context) throws IOException {
        context.checkCancelled();
        GitSource source = new GitSource(context);
        source.checkRoot();
        return source;
    }

    /** Reports problems of the project's own repository before the walk. */
    private void checkRoot() throws IOException {
        boolean history = context.options().includeHistory();
        if (bareProject && !history) {
            throw new SourceException(context.inArchive(RawPath.ROOT)
                    + ": the project is a bare repository, which contains only history; export it with history, or"
                    + " clone it and export the clone");
        }
        SourceItem git = entry.ofProject(bareProject);
        if (git != null && history && !isGone(git)) {
            GitFolder repository = entry.repository(git);
            rootPlace = repository == null ? git.path() : repository.path();
        }
    }

    /** Whether the project's own repository is gone, and the project is to be exported without it. */
    private boolean isGone(SourceItem git) throws IOException {
        return Damage.isKept(context) && git.isNamed(GIT) && NoRepository.why(git, context) != null;
    }

    @Override
    public boolean claims(SourceItem item) throws IOException {
        return item.isNamed(GIT) || isOfBareProject(item) || isBare(item);
    }

    private boolean isBare(SourceItem item) throws IOException {
        if (!BareRepository.mayBeBareRepository(item)) {
            return false;
        }
        boolean one = BareRepository.isBareRepository(item, context);
        if (!one && GitDirectory.mayBeAt(item.file())) {
            plain.add(item);
        }
        return one;
    }

    private boolean isOfBareProject(SourceItem item) {
        return bareProject && RelativePaths.parentOf(item.path()).isRoot() && GitFileRules.isOfRepository(item.path());
    }

    @Override
    public void contribute(SourceItem item, PlanSink sink) throws IOException {
        if (!context.options().includeHistory()) {
            reportLeftOut(item, sink);
            return;
        }
        try {
            if (!isOfBareProject(item)) {
                addRepository(item, sink);
            } else if (rootTips == null) {
                addRepository(Objects.requireNonNull(entry.ofProject(bareProject)), sink);
            }
        } catch (AccessDeniedException e) {
            throw new SourceException("cannot read " + e.getFile() + "; make it readable", e);
        }
    }

    private void reportLeftOut(SourceItem item, PlanSink sink) {
        if (!item.isNamed(GIT)) {
            sink.report(Finding.of(
                    Finding.Kind.LEFT_OUT,
                    context.inArchive(item.path()),
                    "a repository, and history was not requested"));
        }
    }

    private void addRepository(SourceItem item, PlanSink sink) throws IOException {
        if (entry.isNone(item, sink)) {
            return;
        }
        GitFolder repository = entry.repository(item);
        if (repository != null && !repository.path().equals(item.path())) {
            addLink(item, sink);
        } else if (repository != null) {
            if (item.isFile()) {
                sink.report(Finding.of(
                        Finding.Kind.REWRITTEN,
                        context.inArchive(item.path()),
                        repository.dirs().isLinked()
                                ? "pointed to a linked worktree's folder; it is replaced by a complete repository"
                                : "pointed to a Git folder elsewhere; it is replaced by that folder"));
            }
            addRepositories(repository, sink);
        } else {
            FileStat stat = item.stat();
            worktreeLinks.add(context.inArchive(item.path()));
            sink.add(PlannedEntry.directory(
                    context.inArchive(item.path()), EntryRole.REPOSITORY, stat.mtime(), stat.mode()));
        }
    }

    private void addLink(SourceItem item, PlanSink sink) throws IOException {
        GitLink link = GitLink.read(item, context);
        byte[] text = link.text();
        RawPath path = context.inArchive(item.path());
        worktreeLinks.addFile(path, text);
        if (link.rewritten()) {
            sink.report(Finding.of(
                    Finding.Kind.REWRITTEN, path, "changed to point to its repository's place in the archive"));
        }
        sink.add(PlannedEntry.file(
                path,
                EntryRole.REPOSITORY,
                text.length,
                item.stat().mtime(),
                item.stat().mode(),
                sink.capture(text),
                StorageHint.AUTO));
    }

    private void addRepositories(GitFolder repository, PlanSink sink) throws IOException {
        Deque<GitFolder> folders = new ArrayDeque<>(List.of(repository));
        while (!folders.isEmpty()) {
            RepositoryPlan plan = RepositoryPlan.of(folders.remove(), sink, heap);
            worktreeLinks.add(plan.repository());
            filters.report(plan, sink);
            if (plan.mayLackObjects()) {
                doubtful.add(plan.repository().path());
            }
            for (SourceItem nested : plan.nested()) {
                folders.add(GitFolder.of(nested, context));
            }
            if (plan.repository().path().equals(rootPlace)) {
                rootTips = plan.tips();
            } else {
                plan.tips().clear();
            }
        }
    }

    @Override
    public boolean protects(RawPath path) throws IOException {
        return tracked.contains(path);
    }

    @Override
    public PlannedEntry refine(SourceItem item, PlannedEntry entry, PlanSink sink) throws IOException {
        GitModules.warn(item, entry, sink);
        if (context.options().includeHistory() && AttributeFilters.isAttributes(item.path())) {
            filters.report(item, entry.path(), sink);
        }
        return entry;
    }

    @Override
    public void finish(PlanSink sink) throws IOException {
        reportNotImported(sink);
        SourceItem git = entry.ofProject(bareProject);
        if (git != null && rootTips != null) {
            report(count(git, rootTips), sink);
            rootTips.clear();
            rootTips = null;
        } else if (git != null && !entry.isEmptyFolder(git)) {
            reportRoots(git, sink);
        }
        for (RawPath unread : tracked.unread()) {
            sink.report(Finding.of(
                    Finding.Kind.NOTE,
                    context.inArchive(unread),
                    "its Git index cannot be read: files that patterns leave out may be tracked"));
        }
    }

    private void reportNotImported(PlanSink sink) throws IOException {
        Path project = context.projectFolder();
        if (!bareProject && GitDirectory.mayBeAt(project)) {
            plain.add(new SourceItem(project, RawPath.ROOT, context.stat(project)));
        }
        for (SourceItem folder : plain) {
            if (!context.isTakenByPattern(folder.path())) {
                new VerbatimRepository(folder, context, sink).report(worktreeLinks);
            }
        }
        worktreeLinks.report(sink);
    }

    /** Counts commits; if refs or reflogs have changed since they were read, commits may have been pruned. */
    private CommitCount count(SourceItem git, RefTips tips) throws IOException {
        Path folder = entry.folder(git);
        try {
            return ObjectStore.retrying(() -> CommitCount.of(folder, tips, context, heap));
        } catch (SourceException e) {
            if (Damage.isKept(context, e)) {
                return CommitCount.unknown(Set.of(), "the repository is broken: " + GitErrors.what(e));
            }
            if (RefTips.read(folder, context, heap).sameAs(tips)) {
                throw e;
            }
            return CommitCount.unknown(roots(git), CommitCount.PRUNED);
        }
    }

    /**
     * Reports the root commits: no commits are exported, but the project's id may depend on its roots, so that it is
     * the same with and without history.
     */
    private void reportRoots(SourceItem git, PlanSink sink) throws IOException {
        sink.commits(OptionalLong.of(0), roots(git));
    }

    private Collection<String> roots(SourceItem git) throws IOException {
        try {
            GitFolder repository = entry.repository(git);
            if (repository != null) {
                Path folder = repository.file();
                return ObjectStore.retrying(
                                () -> CommitCount.of(folder, RefTips.read(folder, context, heap), context, heap))
                        .roots();
            }
        } catch (ExportCancelledException | MemoryException e) {
            throw e;
        } catch (IOException e) {
            // a repository that is not exported may be of any kind
        }
        return Set.of();
    }

    private static void report(CommitCount count, PlanSink sink) {
        sink.commits(count.reachable(), count.roots());
        if (count.whyUnknown() != null) {
            sink.report(Finding.note("the number of commits is not known: " + count.whyUnknown()));
        }
    }

    @Override
    public void prove(Archived archived, PlanSink sink) throws IOException {
        new RepositoryProofs(context, sink, heap).prove(archived, doubtful);
    }

    @Override
    public void addenda(List<PlannedEntry> vanished, PlanSink sink) throws IOException {
        new GitAddenda(context, sink).plan(vanished);
    }
}
