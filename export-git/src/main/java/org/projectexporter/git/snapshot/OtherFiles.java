package org.projectexporter.git.snapshot;

import java.io.IOException;

import org.projectexporter.git.folder.GitFileRules;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.LeftOutReport;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/** Files and folders in a repository's folder that are not known, or are known to stay behind. */
public final class OtherFiles {
    private final GitFolder repository;
    private final PlanSink sink;

    OtherFiles(GitFolder repository, PlanSink sink) {
        this.repository = repository;
        this.sink = sink;
    }

    /**
     * Plans or reports an item in the folder of Git LFS.
     *
     * @param lfs the path of that folder, relative to the project's folder
     * @return false if the item is a part of Git LFS, and the caller is responsible for it
     */
    public static boolean addToLfs(SourceItem item, RawPath lfs, PlanSink sink, SourceContext context)
            throws IOException {
        RawPath place = lfs.parent() == null ? RawPath.ROOT : lfs.parent();
        SourceItem folder = new SourceItem(item.file().resolveSibling("").resolveSibling(""), place, item.stat());
        return new OtherFiles(new GitFolder(folder, context), sink).add(item);
    }

    /** Plans or reports an item; returns false if it is a part of a repository, which is planned otherwise. */
    boolean add(SourceItem item) throws IOException {
        switch (GitFileRules.of(item, repository.relative(item))) {
            case LEAVE_OUT -> LeftOutReport.report(repository, item, sink);
            case UNKNOWN -> addUnknown(item);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void addUnknown(SourceItem item) throws IOException {
        FolderTree tree = FolderTree.ofUnknown(repository, sink);
        if (repository.context().options().includeUnknownGit()) {
            tree.add(item);
        } else if (item.isFile() && CredentialFiles.isOne(item)) {
            LeftOutReport.reportCredentials(repository, item, sink);
        } else if (tree.holdsFile(item)) {
            LeftOutReport.reportUnknown(repository, item, sink);
        }
    }
}
