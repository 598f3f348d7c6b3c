package org.projectexporter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an export has made.
 *
 * @param archive the archive, or what its volumes are named after
 * @param format the archive's format, as in {@code "zip"}
 * @param volumes the files that hold its bytes, in their order; one, if it was not split
 * @param archiveBytes their sizes, added up
 * @param bytes bytes of the regular files that travel, as in the manifest's {@code total_size_bytes}
 * @param files number of regular files that travel, as in the manifest's {@code total_files}
 * @param commits commits of the history that travels; empty where it could not be counted
 * @param manifest the manifest beside the archive
 * @param checksums the file of the volumes' checksums beside the archive, for {@code sha256sum -c}
 * @param restoreNote how to join the volumes, for whoever receives them; empty if the archive was not split
 * @param leftOutFiles files that options and defaults have left out
 * @param warnings one line each, for people
 * @param incomplete whether something unexpected is missing or changed; the warnings name it
 * @param portability what other systems cannot keep where the archive is unpacked there
 * @param duration how long it took
 */
public record ExportResult(
        Path archive,
        String format,
        List<Path> volumes,
        long archiveBytes,
        long bytes,
        long files,
        OptionalLong commits,
        Path manifest,
        Path checksums,
        Optional<Path> restoreNote,
        long leftOutFiles,
        List<String> warnings,
        boolean incomplete,
        List<PortabilityIssue> portability,
        Duration duration) {
    public ExportResult {
        volumes = List.copyOf(volumes);
        warnings = List.copyOf(warnings);
        portability = List.copyOf(portability);
    }
}
