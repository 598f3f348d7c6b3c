package org.projectexporter.git;

import java.io.IOException;
import java.util.Set;

import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.StorageHint;

/** Plans {@code .git/lfs} file by file, for an export in which no source knows more of Git LFS. */
final class LfsFiles {
    private static final Set<String> WORKING = Set.of("tmp", "incomplete", "logs", "cache");

    private LfsFiles() {}

    static void plan(GitFolder repository, SourceItem lfs, PlanSink sink) throws IOException {
        addFolder(repository, lfs, sink);
        for (SourceItem child : FolderListing.of(lfs)) {
            if (WORKING.contains(child.name().toString())) {
                LeftBehind.report(repository, child, sink);
            } else {
                add(repository, child, sink);
            }
        }
    }

    private static void add(GitFolder repository, SourceItem item, PlanSink sink) throws IOException {
        if (GitNames.isLock(item.path()) || GitNames.isCredentials(item.path())) {
            LeftBehind.report(repository, item, sink);
            return;
        }
        switch (item.stat().kind()) {
            case DIRECTORY -> {
                repository.context().checkCancelled();
                addFolder(repository, item, sink);
                for (SourceItem child : FolderListing.of(item)) {
                    add(repository, child, sink);
                }
            }
            case FILE -> addFile(repository, item, sink);
            case SYMBOLIC_LINK ->
                throw GitErrors.unsupported(repository.inArchive(item), "a symbolic link in the Git LFS store");
            default ->
                sink.report(Finding.of(Finding.Kind.SPECIAL_FILE, repository.inArchive(item), "is no regular file"));
        }
    }

    private static void addFolder(GitFolder repository, SourceItem folder, PlanSink sink) throws IOException {
        sink.add(PlannedEntry.directory(
                repository.inArchive(folder),
                EntryRole.GIT,
                folder.stat().mtime(),
                folder.stat().mode()));
    }

    private static void addFile(GitFolder repository, SourceItem file, PlanSink sink) throws IOException {
        sink.add(PlannedEntry.file(
                repository.inArchive(file),
                EntryRole.LFS_OBJECT,
                file.stat().size(),
                file.stat().mtime(),
                file.stat().mode(),
                new Content.OfFile(file.file()),
                StorageHint.AUTO));
    }
}
