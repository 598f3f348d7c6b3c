package org.projectexporter.git.folder;

import java.io.IOException;

import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.SourceItem;

/** Tells what of a repository stays behind. */
public final class LeftBehind {
    private LeftBehind() {}

    /** One line for all hooks; the samples that Git puts into every repository are no loss. */
    public static void reportHooks(GitFolder repository, SourceItem hooks, PlanSink sink) throws IOException {
        long count = !hooks.isDirectory()
                ? 1
                : FolderListing.of(hooks, repository.context()).stream()
                        .filter(hook -> !hook.name().toString().endsWith(".sample"))
                        .count();
        if (count > 0) {
            String detail = count == 1 ? "1 hook never travels" : count + " hooks never travel";
            sink.report(Finding.of(Finding.Kind.LEFT_OUT, repository.inArchive(hooks), detail));
        }
    }

    /** A folder that is empty is no loss. */
    public static void report(GitFolder repository, SourceItem item, PlanSink sink) throws IOException {
        if (!item.isDirectory() || !FolderListing.of(item, repository.context()).isEmpty()) {
            sink.report(Finding.of(Finding.Kind.LEFT_OUT, repository.inArchive(item), "never travels"));
        }
    }
}
