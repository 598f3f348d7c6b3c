package org.projectexporter.git.snapshot;

import java.io.IOException;

import org.projectexporter.ExportException;
import org.projectexporter.git.admission.FoundConfig;
import org.projectexporter.git.admission.FoundFolder;
import org.projectexporter.git.admission.ImportedConfig;
import org.projectexporter.git.folder.FolderListing;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.git.index.IndexPaths;
import org.projectexporter.git.index.IndexReader;
import org.projectexporter.git.refs.FoundRefs;
import org.projectexporter.git.refs.ReftableStack;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.GitSpelling;

/**
 * A folder that Git would open as a repository, but that is exported as a part of the working tree, file by file: one
 * that Git tracks, such as test data, or one without folders {@code objects} and {@code refs}. An import treats it as a
 * repository, so this class reports what an import would refuse.
 */
final class VerbatimRepository {
    private static final RawPath REFS = RawPath.of("refs");

    private final SourceItem folder;
    private final SourceContext context;
    private final PlanSink sink;

    VerbatimRepository(SourceItem folder, SourceContext context, PlanSink sink) {
        this.folder = folder;
        this.context = context;
        this.sink = sink;
    }

    /** Reports what an import would refuse, and adds it to the repositories of the archive. */
    void report(PlannedWorktreeLinks worktreeLinks) throws IOException {
        worktreeLinks.add(context.inArchive(folder.path()));
        for (SourceItem item : FolderListing.of(folder, context)) {
            if (FoundFolder.concerns(item.name())) {
                reportNames(item);
                reportContent(item, worktreeLinks);
            }
            reportRefs(item);
        }
    }

    /** Reports links, and names that some file system considers equal to others. */
    private void reportNames(SourceItem item) throws IOException {
        RawPath below = item.path().relativeTo(folder.path());
        boolean link = item.stat().kind() == FileStat.Kind.SYMBOLIC_LINK;
        if (link || GitSpelling.misspeltPart(below) != null) {
            sink.notImported(context.inArchive(item.path()));
        }
        if (item.isDirectory()) {
            for (SourceItem child : FolderListing.of(item, context)) {
                reportNames(child);
            }
        }
    }

    private void reportContent(SourceItem item, PlannedWorktreeLinks worktreeLinks) throws IOException {
        String name = item.name().toString();
        RawPath path = context.inArchive(item.path());
        if (!item.isFile()) {
            return;
        }
        try {
            if (FoundConfig.isConfigName(item.name())) {
                byte[] clean = ImportedConfig.of(path, SmallFile.read(item)).bytes();
                worktreeLinks.addConfig(context.inArchive(folder.path()), name, clean);
            } else if (name.equals("index")) {
                reportIndex(item, path);
            }
        } catch (ExportException e) {
            sink.notImported(path);
        }
    }

    private void reportRefs(SourceItem item) throws IOException {
        RawPath below = item.path().relativeTo(folder.path());
        if (item.isFile() && FoundRefs.isRefused(below, item.stat().size(), () -> SmallFile.open(item))) {
            sink.notImported(context.inArchive(item.path()));
        }
        if (item.isDirectory() && (below.startsWith(REFS) || below.equals(ReftableStack.FOLDER))) {
            for (SourceItem child : FolderListing.of(item, context)) {
                reportRefs(child);
            }
        }
    }

    /** Reports an index that cannot be read, which an import would leave out. */
    private void reportIndex(SourceItem item, RawPath path) throws IOException {
        IndexPaths paths = new IndexPaths();
        try {
            IndexReader.read(item.file(), entry -> paths.visit(entry, 0));
        } catch (ExportException e) {
            // checked as far as it can be read
        }
        if (paths.bad() != null) {
            sink.notImported(path);
        }
    }
}
