package org.projectexporter.git.folder;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/** Reports the files of a repository that are not exported. */
public final class LeftOutReport {
    private static final String UNKNOWN =
            "is no part of a repository that is known, and was left out (option include_unknown_git includes it)";

    private LeftOutReport() {}

    /** Reports all hooks in one finding, except the samples that Git puts into every repository. */
    public static void reportHooks(GitFolder repository, SourceItem hooks, PlanSink sink) throws IOException {
        long count = !hooks.isDirectory()
                ? 1
                : FolderListing.of(hooks, repository.context()).stream()
                        .filter(hook -> !hook.name().toString().endsWith(".sample"))
                        .count();
        if (count > 0) {
            String detail = !hooks.isDirectory()
                    ? "hooks are never exported"
                    : count == 1 ? "1 hook is never exported" : count + " hooks are never exported";
            sink.report(Finding.of(Finding.Kind.LEFT_OUT, repository.inArchive(hooks), detail));
        }
    }

    /** Reports a file or folder, unless it is an empty folder. */
    public static void report(GitFolder repository, SourceItem item, PlanSink sink) throws IOException {
        RawPath path = repository.relative(item);
        GitFolderRow row = GitNames.isLock(path) ? null : GitFolderTable.find(path, item.isDirectory());
        report(repository, item, detail(row), sink);
    }

    /** Reports a file of which the name or the content shows that it contains credentials. */
    public static void reportCredentials(GitFolder repository, SourceItem item, PlanSink sink) throws IOException {
        report(repository, item, "may contain credentials, and is never exported", sink);
    }

    /** Reports a file or folder that nothing is known about. */
    public static void reportUnknown(GitFolder repository, SourceItem item, PlanSink sink) {
        sink.report(Finding.of(Finding.Kind.UNKNOWN, repository.inArchive(item), UNKNOWN));
    }

    private static void report(GitFolder repository, SourceItem item, String detail, PlanSink sink) throws IOException {
        if (!item.isDirectory() || !FolderListing.of(item, repository.context()).isEmpty()) {
            sink.report(Finding.of(Finding.Kind.LEFT_OUT, repository.inArchive(item), detail));
        }
    }

    private static String detail(@Nullable GitFolderRow row) {
        FolderRule rule = row == null ? FolderRule.NEVER : row.rule();
        return switch (rule) {
            case SECRET -> "may contain credentials, and is never exported";
            case DERIVED -> "temporary or derived, and is never exported";
            default -> "is never exported";
        };
    }
}
