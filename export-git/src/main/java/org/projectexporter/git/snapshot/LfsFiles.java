package org.projectexporter.git.snapshot;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

import org.projectexporter.git.folder.Damage;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.GitNames;
import org.projectexporter.git.folder.LeftOutReport;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.StorageHint;

/** Plans {@code .git/lfs} file by file, for an export without a source for Git LFS. */
final class LfsFiles {
    private static final RawPath OBJECTS = RawPath.of("objects");
    private static final Pattern OID = Pattern.compile("[0-9a-f]{64}");

    private final GitFolder repository;
    private final PlanSink sink;
    private final Set<RawPath> seen = new HashSet<>();
    /** Whether the store is in its default place. */
    private boolean own;

    LfsFiles(GitFolder repository, PlanSink sink) {
        this.repository = repository;
        this.sink = sink;
    }

    /**
     * Plans a store, as if it were the repository's own folder {@code lfs}; in any other folder, only files that look
     * like objects are planned.
     */
    void plan(SourceItem lfs) throws IOException {
        own = lfs.file().equals(repository.dirs().resolve(RawPath.of("lfs")));
        addFolder(lfs);
        for (SourceItem child : repository.children(lfs)) {
            boolean travels = own ? !new OtherFiles(repository, sink).add(child) : child.isNamed(OBJECTS);
            if (travels) {
                add(child);
            }
        }
    }

    private void add(SourceItem item) throws IOException {
        if (GitNames.isLock(item.path())) {
            LeftOutReport.report(repository, item, sink);
            return;
        }
        switch (item.stat().kind()) {
            case DIRECTORY -> {
                repository.context().checkCancelled();
                addFolder(item);
                for (SourceItem child : repository.children(item)) {
                    add(child);
                }
            }
            case FILE -> addFile(item);
            case SYMBOLIC_LINK ->
                Damage.found(repository, repository.relative(item), "it is a link to what is missing", sink);
            default ->
                sink.report(Finding.of(Finding.Kind.SPECIAL_FILE, repository.inArchive(item), "not a regular file"));
        }
    }

    private void addFolder(SourceItem folder) throws IOException {
        if (seen.add(folder.path())) {
            FileStat stat = folder.stat();
            sink.add(PlannedEntry.directory(
                    repository.inArchive(folder), EntryRole.REPOSITORY, stat.mtime(), stat.mode()));
        }
    }

    private void addFile(SourceItem file) throws IOException {
        boolean travels = own || OID.matcher(file.name().toString()).matches();
        if (travels && seen.add(file.path())) {
            sink.add(PlannedEntry.file(
                    repository.inArchive(file),
                    EntryRole.LARGE_OBJECT,
                    file.stat().size(),
                    file.stat().mtime(),
                    file.stat().mode(),
                    new Content.OfFile(file.file()),
                    StorageHint.AUTO));
        }
    }
}
