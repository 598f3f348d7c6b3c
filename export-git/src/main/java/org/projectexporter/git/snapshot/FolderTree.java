package org.projectexporter.git.snapshot;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.GitFolderTable;
import org.projectexporter.git.folder.LeftOutReport;
import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.StorageHint;
import org.projectexporter.spi.files.GitSpelling;

/**
 * A file or folder in a repository that is exported with everything in it, unchanged, and read when it is written: it
 * may have any size, and takes no memory.
 */
final class FolderTree {
    private final GitFolder repository;
    private final PlanSink sink;
    private final boolean judged;
    /** A Git LFS store in the repository under another name; it is exported under its usual one. */
    private final @Nullable Path movedLfs;

    private FolderTree(GitFolder repository, PlanSink sink, boolean judged) throws IOException {
        this.repository = repository;
        this.sink = sink;
        this.judged = judged;
        this.movedLfs = LfsStorage.moved(repository.file(), repository.context());
    }

    /** A plan for a store of content, in which nothing is left out. */
    static FolderTree ofContent(GitFolder repository, PlanSink sink) throws IOException {
        return new FolderTree(repository, sink, false);
    }

    /** A plan for unknown files, among which credentials are recognized by name or content and left out. */
    static FolderTree ofUnknown(GitFolder repository, PlanSink sink) throws IOException {
        return new FolderTree(repository, sink, true);
    }

    /** The entry for a folder. */
    static PlannedEntry entry(GitFolder repository, SourceItem folder) {
        return PlannedEntry.directory(
                repository.inArchive(folder),
                EntryRole.REPOSITORY,
                folder.stat().mtime(),
                folder.stat().mode());
    }

    /** Adds a link, unless it points outside the repository. */
    static void addLink(GitFolder repository, SourceItem link, RawPath target, PlanSink sink) throws IOException {
        RawPath path = repository.inArchive(link);
        if (RelativePaths.resolve(RelativePaths.parentOf(repository.relative(link)), target) == null) {
            sink.report(Finding.of(Finding.Kind.LEFT_OUT, path, "a link that points outside the repository"));
            return;
        }
        if (GitSpelling.partOf(RelativePaths.first(repository.relative(link))) != null) {
            sink.notImported(path);
        }
        sink.add(PlannedEntry.symbolicLink(
                path, EntryRole.REPOSITORY, link.stat().mtime(), link.stat().mode(), target));
    }

    /** Whether there is anything in it but empty folders. */
    boolean holdsFile(SourceItem item) throws IOException {
        if (item.file().equals(movedLfs)) {
            return false;
        }
        if (!item.isDirectory()) {
            return true;
        }
        repository.context().checkCancelled();
        for (SourceItem child : repository.children(item)) {
            if (holdsFile(child)) {
                return true;
            }
        }
        return false;
    }

    /** Adds the file or folder. */
    void add(SourceItem item) throws IOException {
        if (item.file().equals(movedLfs)) {
            return;
        }
        if (judged && GitFolderTable.byName(item.path()) != null) {
            LeftOutReport.report(repository, item, sink);
            return;
        }
        switch (item.stat().kind()) {
            case DIRECTORY -> addFolder(item);
            case FILE -> addFile(item);
            case SYMBOLIC_LINK -> addLink(repository, item, NativeNames.linkTarget(item.file(), item.stat()), sink);
            default ->
                sink.report(Finding.of(Finding.Kind.SPECIAL_FILE, repository.inArchive(item), "not a regular file"));
        }
    }

    private void addFolder(SourceItem folder) throws IOException {
        repository.context().checkCancelled();
        sink.add(entry(repository, folder));
        for (SourceItem child : repository.children(folder)) {
            add(child);
        }
    }

    private void addFile(SourceItem file) throws IOException {
        if (judged && CredentialFiles.isOne(file)) {
            LeftOutReport.reportCredentials(repository, file, sink);
            return;
        }
        sink.add(PlannedEntry.file(
                repository.inArchive(file),
                EntryRole.REPOSITORY,
                file.stat().size(),
                file.stat().mtime(),
                file.stat().mode(),
                new Content.OfFile(file.file()),
                StorageHint.AUTO));
    }
}
