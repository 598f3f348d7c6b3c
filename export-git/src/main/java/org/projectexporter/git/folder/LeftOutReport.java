package org.projectexporter.git.folder;

import java.io.IOException;

import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.SourceItem;

/** Reports the files of a repository that are not exported. */
public final class LeftOutReport {
    private LeftOutReport() {}

    /** Reports all hooks in one finding, except the samples that Git puts into every repository. */
    public static void reportHooks(GitFolder repository, SourceItem hooks, PlanSink sink) throws IOException {
        long count = !hooks.isDirectory()
                ? 1
                : FolderListing.of(hooks, repository.context()).stream()
                        .filter(hook -> !hook.name().toString().endsWith(".sample"))
                        .count();
        if (count > 0) {
            String detail = count == 1 ? "1 hook is never exported" : count + " hooks are never exported";
            sink.report(Finding.of(Finding.Kind.LEFT_OUT, repository.inArchive(hooks), detail));
        }
    }

    /** Reports a file or folder, unless it is an empty folder. */
    public static void report(GitFolder repository, SourceItem item, PlanSink sink) throws IOException {
        if (!item.isDirectory() || !FolderListing.of(item, repository.context()).isEmpty()) {
            sink.report(Finding.of(Finding.Kind.LEFT_OUT, repository.inArchive(item), "is never exported"));
        }
    }
}
