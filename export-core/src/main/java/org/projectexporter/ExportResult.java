package org.projectexporter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The result of an export; immutable.
 *
 * <p>Later versions may add values.
 */
public final class ExportResult {
    private final Path archive;
    private final String format;
    private final List<Path> volumes;
    private final long archiveBytes;
    private final long bytes;
    private final long files;
    private final OptionalLong commits;
    private final long lfsObjects;
    private final Path manifest;
    private final Path checksums;
    private final Optional<Path> restoreNote;
    private final long leftOutFiles;
    private final List<String> warnings;
    private final boolean incomplete;
    private final List<PortabilityIssue> portability;
    private final Duration duration;
    private final boolean finishedBefore;

    private ExportResult(Builder builder) {
        archive = builder.archive;
        format = builder.format;
        volumes = List.copyOf(builder.volumes);
        archiveBytes = builder.archiveBytes;
        bytes = builder.bytes;
        files = builder.files;
        commits = builder.commits;
        lfsObjects = builder.lfsObjects;
        manifest = builder.manifest;
        checksums = builder.checksums;
        restoreNote = builder.restoreNote;
        leftOutFiles = builder.leftOutFiles;
        warnings = List.copyOf(builder.warnings);
        incomplete = builder.incomplete;
        portability = List.copyOf(builder.portability);
        duration = builder.duration;
        finishedBefore = builder.finishedBefore;
    }

    /**
     * Starts a value. The library makes them; a program needs it to test what it does with them.
     */
    public static Builder builder(Path archive, String format, Path manifest, Path checksums) {
        return new Builder(archive, format, manifest, checksums);
    }

    /** Starts with these values. */
    public Builder toBuilder() {
        Builder builder = new Builder(archive, format, manifest, checksums);
        builder.volumes = volumes;
        builder.archiveBytes = archiveBytes;
        builder.bytes = bytes;
        builder.files = files;
        builder.commits = commits;
        builder.lfsObjects = lfsObjects;
        builder.restoreNote = restoreNote;
        builder.leftOutFiles = leftOutFiles;
        builder.warnings = warnings;
        builder.incomplete = incomplete;
        builder.portability = portability;
        builder.duration = duration;
        builder.finishedBefore = finishedBefore;
        return builder;
    }

    /** The archive, or what its volumes are named after. */
    public Path archive() {
        return archive;
    }

    /** The archive's format, as in {@code "zip"}. */
    public String format() {
        return format;
    }

    /** The files that hold its bytes, in order; only one if it is not split. */
    public List<Path> volumes() {
        return volumes;
    }

    /** Total size of these files in bytes. */
    public long archiveBytes() {
        return archiveBytes;
    }

    /** Bytes of the regular files in the archive, as in the manifest's {@code total_size_bytes}. */
    public long bytes() {
        return bytes;
    }

    /** Number of regular files in the archive, as in the manifest's {@code total_files}. */
    public long files() {
        return files;
    }

    /** Number of commits in the archive's history; empty if they could not be counted. */
    public OptionalLong commits() {
        return commits;
    }

    /** Number of Git LFS objects in the archive. */
    public long lfsObjects() {
        return lfsObjects;
    }

    /** The manifest next to the archive. */
    public Path manifest() {
        return manifest;
    }

    /** The file of the volumes' checksums next to the archive, for {@code sha256sum -c}. */
    public Path checksums() {
        return checksums;
    }

    /** The file that explains to recipients how to join the volumes; empty if the archive is not split. */
    public Optional<Path> restoreNote() {
        return restoreNote;
    }

    /** Number of files left out because of options and defaults. */
    public long leftOutFiles() {
        return leftOutFiles;
    }

    /** One line each, for people. */
    public List<String> warnings() {
        return warnings;
    }

    /** Whether something unexpected is missing or changed; the warnings name it. */
    public boolean incomplete() {
        return incomplete;
    }

    /** What other systems cannot keep when the archive is unpacked there. */
    public List<PortabilityIssue> portability() {
        return portability;
    }

    /** How long it took. */
    public Duration duration() {
        return duration;
    }

    /**
     * Whether {@link ProjectExporter#resume} found the archive finished. The values are then those that {@link
     * ProjectExporter#describe} finds; {@link #portability} is empty, since the manifest lists it.
     */
    public boolean finishedBefore() {
        return finishedBefore;
    }

    /** All values in one line, for logs. */
    @Override
    public String toString() {
        return "ExportResult[archive=" + archive + ", format=" + format + ", volumes=" + volumes + ", archiveBytes="
                + archiveBytes + ", bytes=" + bytes + ", files=" + files + ", commits=" + commits + ", lfsObjects="
                + lfsObjects + ", manifest="
                + manifest + ", checksums=" + checksums + ", restoreNote=" + restoreNote + ", leftOutFiles="
                + leftOutFiles + ", warnings=" + warnings + ", incomplete=" + incomplete + ", portability="
                + portability + ", duration=" + duration + "]";
    }

    /** Builds a result; values that are not set are empty, 0 or false. */
    public static final class Builder {
        private Path archive;
        private String format;
        private List<Path> volumes = List.of();
        private long archiveBytes;
        private long bytes;
        private long files;
        private OptionalLong commits = OptionalLong.empty();
        private long lfsObjects;
        private Path manifest;
        private Path checksums;
        private Optional<Path> restoreNote = Optional.empty();
        private long leftOutFiles;
        private List<String> warnings = List.of();
        private boolean incomplete;
        private List<PortabilityIssue> portability = List.of();
        private Duration duration = Duration.ZERO;
        private boolean finishedBefore;

        private Builder(Path archive, String format, Path manifest, Path checksums) {
            this.archive = Objects.requireNonNull(archive);
            this.format = Objects.requireNonNull(format);
            this.manifest = Objects.requireNonNull(manifest);
            this.checksums = Objects.requireNonNull(checksums);
        }

        /** See {@link ExportResult#archive}. */
        public Builder archive(Path value) {
            archive = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportResult#format}. */
        public Builder format(String value) {
            format = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportResult#volumes}. */
        public Builder volumes(List<Path> value) {
            volumes = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportResult#archiveBytes}. */
        public Builder archiveBytes(long value) {
            archiveBytes = value;
            return this;
        }

        /** See {@link ExportResult#bytes}. */
        public Builder bytes(long value) {
            bytes = value;
            return this;
        }

        /** See {@link ExportResult#files}. */
        public Builder files(long value) {
            files = value;
            return this;
        }

        /** See {@link ExportResult#commits}. */
        public Builder commits(OptionalLong value) {
            commits = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportResult#lfsObjects}. */
        public Builder lfsObjects(long value) {
            lfsObjects = value;
            return this;
        }

        /** See {@link ExportResult#manifest}. */
        public Builder manifest(Path value) {
            manifest = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportResult#checksums}. */
        public Builder checksums(Path value) {
            checksums = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportResult#restoreNote}. */
        public Builder restoreNote(Optional<Path> value) {
            restoreNote = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportResult#leftOutFiles}. */
        public Builder leftOutFiles(long value) {
            leftOutFiles = value;
            return this;
        }

        /** See {@link ExportResult#warnings}. */
        public Builder warnings(List<String> value) {
            warnings = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportResult#incomplete}. */
        public Builder incomplete(boolean value) {
            incomplete = value;
            return this;
        }

        /** See {@link ExportResult#portability}. */
        public Builder portability(List<PortabilityIssue> value) {
            portability = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportResult#duration}. */
        public Builder duration(Duration value) {
            duration = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportResult#finishedBefore}. */
        public Builder finishedBefore(boolean value) {
            finishedBefore = value;
            return this;
        }

        /** The value. */
        public ExportResult build() {
            return new ExportResult(this);
        }
    }
}
