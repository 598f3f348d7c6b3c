package org.projectexporter;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** What an {@link ArchiveDescription}, which never changes its own, and its builder hold. */
final class ArchiveDescriptionValues {
    final Path archive;
    final String format;
    List<ArchiveDescription.Volume> volumes = List.of();
    boolean checksumsDamaged;
    final Path manifest;
    final Path checksums;
    Optional<Path> restoreNote = Optional.empty();
    Optional<Path> report = Optional.empty();
    final String manifestJson;
    String exportVersion = "";
    String projectId = "";
    String name = "";
    Optional<Instant> exportedAt = Optional.empty();
    long files;
    long bytes;
    OptionalLong commits = OptionalLong.empty();
    long leftOutFiles;
    List<String> warnings = List.of();
    List<String> notes = List.of();
    boolean incomplete;

    ArchiveDescriptionValues(Path archive, String format, Path manifest, Path checksums, String manifestJson) {
        this.archive = Objects.requireNonNull(archive);
        this.format = Objects.requireNonNull(format);
        this.manifest = Objects.requireNonNull(manifest);
        this.checksums = Objects.requireNonNull(checksums);
        this.manifestJson = Objects.requireNonNull(manifestJson);
    }

    /** With copies of the lists. */
    ArchiveDescriptionValues copy() {
        ArchiveDescriptionValues copy =
                new ArchiveDescriptionValues(archive, format, manifest, checksums, manifestJson);
        copy.volumes = List.copyOf(volumes);
        copy.checksumsDamaged = checksumsDamaged;
        copy.restoreNote = restoreNote;
        copy.report = report;
        copy.exportVersion = exportVersion;
        copy.projectId = projectId;
        copy.name = name;
        copy.exportedAt = exportedAt;
        copy.files = files;
        copy.bytes = bytes;
        copy.commits = commits;
        copy.leftOutFiles = leftOutFiles;
        copy.warnings = List.copyOf(warnings);
        copy.notes = List.copyOf(notes);
        copy.incomplete = incomplete;
        return copy;
    }

    @Override
    public String toString() {
        return "ArchiveDescription[" + archive + ", " + format + ", " + volumes.size() + " volumes, project "
                + projectId + "]";
    }
}
