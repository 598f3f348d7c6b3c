package org.projectexporter.git;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

import org.projectexporter.ExportCancelledException;
import org.projectexporter.SourceException;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.StorageHint;

/** The repositories of one project: its own, those of submodules, and those that just lie in the tree. */
final class GitSource implements ProjectSource {
    private static final RawPath GIT = RawPath.of(".git");
    private static final RawPath OBJECTS = RawPath.of("objects");

    private final SourceContext context;
    private final TrackedPaths tracked;
    private @Nullable RefTips rootTips;

    private GitSource(SourceContext context) {
        this.context = context;
        this.tracked = new TrackedPaths(context);
    }

    static GitSource open(SourceContext context) throws IOException {
        context.checkCancelled();
        GitSource source = new GitSource(context);
        source.checkRoot();
        return source;
    }

    /** Says early what the walk would find out late. */
    private void checkRoot() throws IOException {
        Path project = context.projectFolder();
        SourceItem git = rootItem();
        if (git == null) {
            refuseBareRepository(project);
        } else if (context.options().includeHistory()) {
            check(git);
        }
    }

    private void refuseBareRepository(Path project) throws IOException {
        boolean bare = GitLink.kind(project.resolve("HEAD")) == FileStat.Kind.FILE
                && GitLink.kind(project.resolve("objects")) == FileStat.Kind.DIRECTORY
                && GitLink.kind(project.resolve("refs")) == FileStat.Kind.DIRECTORY;
        if (bare) {
            throw new SourceException(context.inArchive(RawPath.ROOT)
                    + ": a bare repository is not supported yet; clone it and export the clone");
        }
    }

    private @Nullable SourceItem rootItem() throws IOException {
        Path file = context.projectFolder().resolve(GIT.toString());
        return GitLink.kind(file) == null ? null : new SourceItem(file, GIT, FileStat.read(file));
    }

    private void check(SourceItem git) throws IOException {
        switch (git.stat().kind()) {
            case DIRECTORY -> {
                if (!isEmptyFolder(git)) {
                    RepositoryShape.check(new GitFolder(git, context));
                }
            }
            case FILE -> GitLink.read(git, context);
            default -> throw GitErrors.unsupported(context.inArchive(git.path()), "a .git that is no file or folder");
        }
    }

    /** Git passes over an empty folder of that name. */
    private static boolean isEmptyFolder(SourceItem git) throws IOException {
        return git.isDirectory() && FolderListing.of(git).isEmpty();
    }

    @Override
    public boolean claims(SourceItem item) {
        return item.isNamed(GIT);
    }

    @Override
    public void contribute(SourceItem item, PlanSink sink) throws IOException {
        if (!context.options().includeHistory()) {
            return;
        }
        try {
            check(item);
            if (item.isFile()) {
                addLink(item, sink);
            } else if (isEmptyFolder(item)) {
                sink.add(PlannedEntry.directory(
                        context.inArchive(item.path()),
                        EntryRole.GIT,
                        item.stat().mtime(),
                        item.stat().mode()));
            } else {
                addRepositories(item, sink);
            }
        } catch (AccessDeniedException e) {
            throw new SourceException("cannot read " + e.getFile() + "; make it readable", e);
        }
    }

    private void addLink(SourceItem item, PlanSink sink) throws IOException {
        byte[] text = GitLink.read(item, context).text();
        sink.add(PlannedEntry.file(
                context.inArchive(item.path()),
                EntryRole.GIT,
                text.length,
                item.stat().mtime(),
                item.stat().mode(),
                sink.capture(text),
                StorageHint.AUTO));
    }

    private void addRepositories(SourceItem item, PlanSink sink) throws IOException {
        Deque<SourceItem> folders = new ArrayDeque<>(List.of(item));
        while (!folders.isEmpty()) {
            RepositoryPlan plan = RepositoryPlan.of(new GitFolder(folders.remove(), context), sink);
            folders.addAll(plan.nested());
            if (plan.repository().path().equals(GIT)) {
                rootTips = plan.tips();
            }
        }
    }

    @Override
    public boolean protects(RawPath path) {
        return tracked.contains(path);
    }

    @Override
    public PlannedEntry refine(SourceItem item, PlannedEntry entry, PlanSink sink) throws IOException {
        GitModules.warn(item, entry, sink);
        return entry;
    }

    @Override
    public void finish(PlanSink sink) throws IOException {
        SourceItem git = rootItem();
        if (git != null && rootTips != null) {
            tell(count(git, rootTips), sink);
        } else if (git != null && !isEmptyFolder(git)) {
            tellRoots(git, sink);
        }
        for (RawPath unread : tracked.unread()) {
            sink.report(Finding.of(
                    Finding.Kind.NOTE,
                    context.inArchive(unread),
                    "its Git index cannot be read: what patterns leave out may be tracked"));
        }
    }

    /** What the refs named when they were read may be pruned by now, where they have moved on. */
    private CommitCount count(SourceItem git, RefTips tips) throws IOException {
        try {
            return ObjectStore.asked(() -> CommitCount.of(git.file(), tips, context));
        } catch (SourceException e) {
            RefTips now = RefTips.read(git.file());
            if (now.refs().equals(tips.refs())) {
                throw e;
            }
            return new CommitCount(OptionalLong.empty(), roots(git));
        }
    }

    /** No commit travels, but the project's id may depend on its roots, so that it is the same with and without history. */
    private void tellRoots(SourceItem git, PlanSink sink) throws IOException {
        sink.commits(OptionalLong.of(0), roots(git));
    }

    private Collection<String> roots(SourceItem git) throws IOException {
        try {
            if (git.isDirectory()) {
                RepositoryShape.check(new GitFolder(git, context));
                return ObjectStore.asked(() -> CommitCount.of(git.file(), RefTips.read(git.file()), context))
                        .roots();
            }
        } catch (ExportCancelledException e) {
            throw e;
        } catch (IOException e) {
            // a repository that does not travel may be of any shape
        }
        return Set.of();
    }

    private static void tell(CommitCount count, PlanSink sink) {
        sink.commits(count.reachable(), count.roots());
        if (count.reachable().isEmpty()) {
            sink.report(Finding.note("the number of commits is not known: a part of the history cannot be read"));
        }
    }

    /** The repositories are told by what vanished: the run that planned them may have been another one. */
    @Override
    public void addenda(List<PlannedEntry> vanished, PlanSink sink) throws IOException {
        Set<RawPath> folders = new LinkedHashSet<>();
        for (PlannedEntry entry : vanished) {
            if (entry.role() == EntryRole.GIT_OBJECT) {
                folders.add(objectsAbove(entry.path().relativeTo(context.inArchive(RawPath.ROOT))));
            }
        }
        for (RawPath objects : folders) {
            addendaOf(objects, sink);
        }
    }

    /** The {@code objects} folder that an object's file lies in: no folder below one bears that name. */
    private static RawPath objectsAbove(RawPath file) {
        RawPath folder = file;
        while (!folder.fileName().equals(OBJECTS)) {
            folder = parent(folder);
        }
        return folder;
    }

    private static RawPath parent(RawPath path) {
        return Objects.requireNonNull(path.parent(), "a path below the project");
    }

    private void addendaOf(RawPath objects, PlanSink sink) throws IOException {
        Path file = NativeNames.resolve(context.projectFolder(), objects);
        Path folder = Objects.requireNonNull(file.getParent());
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            return; // the whole repository is gone
        }
        GitFolder repository = new GitFolder(new SourceItem(folder, parent(objects), FileStat.read(folder)), context);
        ObjectFiles.plan(repository, new SourceItem(file, objects, FileStat.read(file)), sink, null);
    }
}
