package org.projectexporter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
 * @param dependencies what the project refers to outside of itself, as far as it was in the archive; empty if there was none
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
        Optional<Dependencies> dependencies,
        List<ImportNote> notes,
        boolean dryRun,
        Duration duration) {
    /**
     * What lies in {@code DIR.dependencies}.
     *
     * @param folder where it is
     * @param files regular files in it
     * @param bytes their bytes
     */
    public record Dependencies(Path folder, long files, long bytes) {}

    public ImportResult {
        notes = List.copyOf(notes);
    }
}
