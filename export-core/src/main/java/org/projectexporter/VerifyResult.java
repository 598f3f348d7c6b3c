package org.projectexporter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What {@link ProjectExporter#verify} has found.
 *
 * @param archive the archive, or what its volumes are named after
 * @param volumes the files that were read, in their order
 * @param archiveBytes their sizes, added up
 * @param files regular files in the archive that were read to their end, the manifest and SHA256SUMS left out
 * @param bytes their bytes
 * @param framingProven whether {@code FILE.sha256} covers every byte; without it, the content of all entries is proven and the
 *     few bytes around it that no reader looks at are not
 * @param problems what is wrong; of very many, the first ones
 * @param notes worth knowing; nothing is wrong with it
 * @param duration how long it took
 */
public record VerifyResult(
        Path archive,
        List<Path> volumes,
        long archiveBytes,
        long files,
        long bytes,
        boolean framingProven,
        List<VerifyProblem> problems,
        List<String> notes,
        Duration duration) {
    public VerifyResult {
        volumes = List.copyOf(volumes);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** Whether nothing is wrong. */
    public boolean ok() {
        return problems.isEmpty();
    }
}
