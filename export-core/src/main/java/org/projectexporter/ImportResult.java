package org.projectexporter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * What an import has made, or in a dry run would make; immutable.
 *
 * @param folder the project's folder
 * @param metadata the folder beside it with the manifest and SHA256SUMS of the archive
 * @param format of the archive
 * @param files regular files of the project; each name of a hard-linked file counts
 * @param bytes their bytes
 * @param commits number of commits that the manifest tells; empty where it could not be known
 * @param lfsObjects number of Git LFS objects
 * @param notes what is not as it was in the archive, and what is worth knowing
 * @param dryRun whether nothing was written
 * @param duration how long it took
 */
public record ImportResult(
        Path folder,
        Path metadata,
        String format,
        long files,
        long bytes,
        OptionalLong commits,
        long lfsObjects,
        List<ImportNote> notes,
        boolean dryRun,
        Duration duration) {
    public ImportResult {
        notes = List.copyOf(notes);
    }
}
