package org.projectexporter;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known about an archive without reading all of it: its files with their digests, and its manifest; immutable.
 * This is not a verification; see {@link ProjectExporter#verify}.
 *
 * <p>Later versions may add values.
 */
public final class ArchiveDescription {
    /**
     * One of the files that hold the archive's bytes.
     *
     * @param file where it is
     * @param bytes its size
     * @param sha256 its SHA-256 in hexadecimal according to {@code FILE.sha256}; empty if that file is missing,
     *     damaged, or about other files
     */
    public record Volume(Path file, long bytes, Optional<String> sha256) {}

    private final Path archive;
    private final String format;
    private final List<Volume> volumes;
    private final boolean checksumsDamaged;
    private final Path manifest;
    private final Path checksums;
    private final Optional<Path> restoreNote;
    private final Optional<Path> report;
    private final String manifestJson;
    private final String exportVersion;
    private final String projectId;
    private final String name;
    private final Optional<Instant> exportedAt;
    private final long files;
    private final long bytes;
    private final OptionalLong commits;
    private final long leftOutFiles;
    private final List<String> warnings;
    private final List<String> notes;
    private final boolean incomplete;

    private ArchiveDescription(Builder builder) {
        archive = builder.archive;
        format = builder.format;
        volumes = List.copyOf(builder.volumes);
        checksumsDamaged = builder.checksumsDamaged;
        manifest = builder.manifest;
        checksums = builder.checksums;
        restoreNote = builder.restoreNote;
        report = builder.report;
        manifestJson = builder.manifestJson;
        exportVersion = builder.exportVersion;
        projectId = builder.projectId;
        name = builder.name;
        exportedAt = builder.exportedAt;
        files = builder.files;
        bytes = builder.bytes;
        commits = builder.commits;
        leftOutFiles = builder.leftOutFiles;
        warnings = List.copyOf(builder.warnings);
        notes = List.copyOf(builder.notes);
        incomplete = builder.incomplete;
    }

    /**
     * Starts a value. The library makes them; a program needs it to test what it does with them.
     */
    public static Builder builder(Path archive, String format, Path manifest, Path checksums, String manifestJson) {
        return new Builder(archive, format, manifest, checksums, manifestJson);
    }

    /** Starts with these values. */
    public Builder toBuilder() {
        Builder builder = new Builder(archive, format, manifest, checksums, manifestJson);
        builder.volumes = volumes;
        builder.checksumsDamaged = checksumsDamaged;
        builder.restoreNote = restoreNote;
        builder.report = report;
        builder.exportVersion = exportVersion;
        builder.projectId = projectId;
        builder.name = name;
        builder.exportedAt = exportedAt;
        builder.files = files;
        builder.bytes = bytes;
        builder.commits = commits;
        builder.leftOutFiles = leftOutFiles;
        builder.warnings = warnings;
        builder.notes = notes;
        builder.incomplete = incomplete;
        return builder;
    }

    /** {@return the archive, or what its volumes are named after} */
    public Path archive() {
        return archive;
    }

    /** {@return the archive's format, as in {@code "zip"}} */
    public String format() {
        return format;
    }

    /** {@return the files that hold its bytes, in order; only one if it is not split} */
    public List<Volume> volumes() {
        return volumes;
    }

    /** {@return whether {@code FILE.sha256} exists but is not a complete list of checksums for these files} */
    public boolean checksumsDamaged() {
        return checksumsDamaged;
    }

    /** {@return the path of the manifest next to the archive, whether it exists or not} */
    public Path manifest() {
        return manifest;
    }

    /** {@return the path of {@code FILE.sha256} next to the archive, whether it exists or not} */
    public Path checksums() {
        return checksums;
    }

    /**
     * {@return the path of the note on how to join volumes, whether it exists or not; empty if the archive is not
     * split}
     */
    public Optional<Path> restoreNote() {
        return restoreNote;
    }

    /** {@return the path of the page about the archive; empty if there is none} */
    public Optional<Path> report() {
        return report;
    }

    /** {@return the manifest as JSON text} */
    public String manifestJson() {
        return manifestJson;
    }

    /** {@return the manifest's {@code export_version}; empty if it has none} */
    public String exportVersion() {
        return exportVersion;
    }

    /** {@return the manifest's {@code project_id}; empty if it has none} */
    public String projectId() {
        return projectId;
    }

    /** {@return the name of the project's folder in the archive; empty if the manifest has none} */
    public String name() {
        return name;
    }

    /** {@return the manifest's {@code exported_at}; empty if it has none that is valid} */
    public Optional<Instant> exportedAt() {
        return exportedAt;
    }

    /** {@return the number of regular files in the archive: {@code total_files}} */
    public long files() {
        return files;
    }

    /** {@return the size of these files in bytes: {@code total_size_bytes}} */
    public long bytes() {
        return bytes;
    }

    /** {@return the number of commits in the archive's history; empty if they could not be counted} */
    public OptionalLong commits() {
        return commits;
    }

    /** {@return the number of files left out because of options and defaults} */
    public long leftOutFiles() {
        return leftOutFiles;
    }

    /**
     * {@return what is missing or changed according to the manifest: one line each for people, at most 20 of each kind}
     */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * {@return what else is worth knowing according to the manifest: one line each for people, at most 20 of each kind}
     */
    public List<String> notes() {
        return notes;
    }

    /** {@return whether something unexpected is missing or changed; the warnings name it} */
    public boolean incomplete() {
        return incomplete;
    }

    /** {@return the total size of the volumes in bytes} */
    public long archiveBytes() {
        return volumes.stream().mapToLong(Volume::bytes).sum();
    }

    /** The most important values in one line, for logs. */
    @Override
    public String toString() {
        return "ArchiveDescription[" + archive + ", " + format + ", " + volumes.size() + " volumes, project "
                + projectId + "]";
    }

    /** Builds a description; values that are not set are empty, 0 or false. */
    public static final class Builder {
        private final Path archive;
        private final String format;
        private List<Volume> volumes = List.of();
        private boolean checksumsDamaged;
        private final Path manifest;
        private final Path checksums;
        private Optional<Path> restoreNote = Optional.empty();
        private Optional<Path> report = Optional.empty();
        private final String manifestJson;
        private String exportVersion = "";
        private String projectId = "";
        private String name = "";
        private Optional<Instant> exportedAt = Optional.empty();
        private long files;
        private long bytes;
        private OptionalLong commits = OptionalLong.empty();
        private long leftOutFiles;
        private List<String> warnings = List.of();
        private List<String> notes = List.of();
        private boolean incomplete;

        private Builder(Path archive, String format, Path manifest, Path checksums, String manifestJson) {
            this.archive = Objects.requireNonNull(archive);
            this.format = Objects.requireNonNull(format);
            this.manifest = Objects.requireNonNull(manifest);
            this.checksums = Objects.requireNonNull(checksums);
            this.manifestJson = Objects.requireNonNull(manifestJson);
        }

        /** See {@link ArchiveDescription#volumes}. */
        public Builder volumes(List<Volume> value) {
            volumes = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ArchiveDescription#checksumsDamaged}. */
        public Builder checksumsDamaged(boolean value) {
            checksumsDamaged = value;
            return this;
        }

        /** See {@link ArchiveDescription#restoreNote}. */
        public Builder restoreNote(Optional<Path> value) {
            restoreNote = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ArchiveDescription#exportVersion}. */
        public Builder exportVersion(String value) {
            exportVersion = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ArchiveDescription#projectId}. */
        public Builder projectId(String value) {
            projectId = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ArchiveDescription#name}. */
        public Builder name(String value) {
            name = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ArchiveDescription#exportedAt}. */
        public Builder exportedAt(Optional<Instant> value) {
            exportedAt = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ArchiveDescription#files}. */
        public Builder files(long value) {
            files = value;
            return this;
        }

        /** See {@link ArchiveDescription#bytes}. */
        public Builder bytes(long value) {
            bytes = value;
            return this;
        }

        /** See {@link ArchiveDescription#commits}. */
        public Builder commits(OptionalLong value) {
            commits = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ArchiveDescription#report}. */
        public Builder report(Optional<Path> value) {
            report = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ArchiveDescription#leftOutFiles}. */
        public Builder leftOutFiles(long value) {
            leftOutFiles = value;
            return this;
        }

        /** See {@link ArchiveDescription#warnings}. */
        public Builder warnings(List<String> value) {
            warnings = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ArchiveDescription#notes}. */
        public Builder notes(List<String> value) {
            notes = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ArchiveDescription#incomplete}. */
        public Builder incomplete(boolean value) {
            incomplete = value;
            return this;
        }

        /** {@return the description} */
        public ArchiveDescription build() {
            return new ArchiveDescription(this);
        }
    }
}
