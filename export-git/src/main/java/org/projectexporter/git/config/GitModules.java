package org.projectexporter.git.config;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.ConfinedFolder;

/** Files {@code .gitmodules}, which Git tracks, so they are exported unchanged: gitmodules(5). */
public final class GitModules {
    private static final RawPath NAME = RawPath.of(".gitmodules");
    private static final int LARGEST = 1 << 20;

    private GitModules() {}

    /** Reports a finding if a URL in the file contains user information. */
    public static void warn(SourceItem item, PlannedEntry entry, PlanSink sink) throws IOException {
        if (item.isNamed(NAME) && item.isFile() && item.stat().size() <= LARGEST) {
            byte[] bytes = readIfPresent(item);
            if (bytes != null && UrlSecrets.blank(bytes) != bytes) {
                sink.report(Finding.of(
                        Finding.Kind.NOTE,
                        entry.path(),
                        "contains user information in a URL, and is exported unchanged because Git tracks it"));
            }
        }
    }

    private static byte @Nullable [] readIfPresent(SourceItem item) throws IOException {
        try (ConfinedFolder project = ConfinedFolder.around(item)) {
            return SmallFile.readIfPresent(item, project);
        }
    }
}
