package org.projectexporter.internal.exporting.plan;

import java.nio.file.Path;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOptions.LfsMedia;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

/**
 * What is to be planned.
 *
 * @param project the project's folder, its own links resolved
 * @param name the folder's name in the archive
 * @param access what outside the project may be read
 * @param own what the export itself makes, passed over wherever it is
 */
public record PlanRequest(Path project, RawPath name, ExportOptions options, ReadAccess access, OwnFiles own) {
    /** Whether an entry is a Git LFS object that is expected not to be written. */
    public boolean isLikelyInTree(PlannedEntry entry) {
        return options.lfsMedia() == LfsMedia.ONCE && SeparatedObjects.isLikelyInTree(entry, name);
    }

    /**
     * The same for a folder outside the project, as if it were one; a repository there must be below the allowed
     * folders.
     */
    PlanRequest at(Path folder, RawPath place) {
        return new PlanRequest(folder, place, options, access.withoutRepositoryFolders(), own);
    }
}
