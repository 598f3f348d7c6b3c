package org.projectexporter;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What to export, to where, and how; immutable.
 *
 * <pre>{@code
 * ExportRequest request = ExportRequest.builder(project, target).options(options).build();
 * }</pre>
 */
public final class ExportRequest {
    /** 64 MiB: what is taken by default where Java has four times as much. */
    public static final long DEFAULT_MEMORY_BYTES = 64L << 20;

    private static final long LEAST_MEMORY_BYTES = 1L << 20;

    private final Path projectFolder;
    private final Path target;
    private final ExportOptions options;
    private final Optional<String> projectId;
    private final Optional<String> name;
    private final Optional<Instant> exportedAt;
    private final List<Path> dependencyRoots;
    private final boolean repositoryFolders;
    private final int threads;
    private final long memoryBytes;
    private final boolean replaceTarget;
    private final CancellationToken cancellation;

    private ExportRequest(Builder builder) {
        projectFolder = builder.projectFolder;
        target = builder.target;
        options = builder.options;
        projectId = builder.projectId;
        name = builder.name;
        exportedAt = builder.exportedAt;
        dependencyRoots = builder.dependencyRoots;
        repositoryFolders = builder.repositoryFolders;
        threads = builder.threads;
        memoryBytes = builder.memoryBytes;
        replaceTarget = builder.replaceTarget;
        cancellation = builder.cancellation;
    }

    /**
     * Starts a request.
     *
     * @param projectFolder the project
     * @param target the archive to be made; its folder must exist, it itself must not
     */
    public static Builder builder(Path projectFolder, Path target) {
        return new Builder(projectFolder, target);
    }

    /**
     * A quarter of the largest heap that this Java may have, from 1 to 64 MiB. Java derives that heap from the memory that the machine or
     * its container has, so that an export fits in there without being told.
     */
    public static long defaultMemoryBytes() {
        return Math.max(
                LEAST_MEMORY_BYTES,
                Math.min(DEFAULT_MEMORY_BYTES, Runtime.getRuntime().maxMemory() / 4));
    }

    public Path projectFolder() {
        return projectFolder;
    }

    public Path target() {
        return target;
    }

    public ExportOptions options() {
        return options;
    }

    /** The manifest's {@code project_id}; empty: found in the project. */
    public Optional<String> projectId() {
        return projectId;
    }

    /** Name of the folder in the archive; empty: the project folder's own. */
    public Optional<String> name() {
        return name;
    }

    /** The manifest's {@code exported_at}, to the second; empty: now. Same moment, same project: same bytes. */
    public Optional<Instant> exportedAt() {
        return exportedAt;
    }

    /** Folders outside the project below which may be read what the project refers to. */
    public List<Path> dependencyRoots() {
        return dependencyRoots;
    }

    /**
     * Whether the folders of a repository that lie outside the project may be read wherever they are: the common folder of a
     * worktree, borrowed objects, a moved LFS store. False where the project may come from a stranger.
     */
    public boolean repositoryFolders() {
        return repositoryFolders;
    }

    /** Number of threads that read, and that compress, 1 or more. It does not change the archive. */
    public int threads() {
        return threads;
    }

    /** Bytes of memory for blocks of content on their way; compression takes up to three times as much beside. It does not change the archive. */
    public long memoryBytes() {
        return memoryBytes;
    }

    /** Whether a file that stands at the target is replaced; else it is an error. */
    public boolean replaceTarget() {
        return replaceTarget;
    }

    public CancellationToken cancellation() {
        return cancellation;
    }

    /** Collects a request. */
    public static final class Builder {
        private final Path projectFolder;
        private final Path target;
        private ExportOptions options = ExportOptions.defaults();
        private Optional<String> projectId = Optional.empty();
        private Optional<String> name = Optional.empty();
        private Optional<Instant> exportedAt = Optional.empty();
        private List<Path> dependencyRoots = List.of();
        private boolean repositoryFolders;
        private int threads = Runtime.getRuntime().availableProcessors();
        private long memoryBytes = defaultMemoryBytes();
        private boolean replaceTarget;
        private CancellationToken cancellation = new CancellationToken();

        private Builder(Path projectFolder, Path target) {
            this.projectFolder = Objects.requireNonNull(projectFolder);
            this.target = Objects.requireNonNull(target);
        }

        public Builder options(ExportOptions value) {
            options = Objects.requireNonNull(value);
            return this;
        }

        /** Any text that is not blank. */
        public Builder projectId(String value) {
            if (value.isBlank()) {
                throw new IllegalArgumentException("the project id is blank");
            }
            projectId = Optional.of(value);
            return this;
        }

        /** One path segment. */
        public Builder name(String value) {
            if (value.isEmpty() || value.equals(".") || value.equals("..") || value.matches("(?s).*[/\\x00].*")) {
                throw new IllegalArgumentException("not a name for a folder: \"" + value + "\"");
            }
            name = Optional.of(value);
            return this;
        }

        public Builder exportedAt(Instant value) {
            exportedAt = Optional.of(value);
            return this;
        }

        /** Folders that exist; see {@link ExportRequest#dependencyRoots}. */
        public Builder dependencyRoots(List<Path> value) {
            dependencyRoots = List.copyOf(value);
            return this;
        }

        /** See {@link ExportRequest#repositoryFolders}. */
        public Builder repositoryFolders(boolean value) {
            repositoryFolders = value;
            return this;
        }

        public Builder threads(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("threads must be 1 or more, not " + value);
            }
            threads = value;
            return this;
        }

        /** At least 1 MiB, at most 1 GiB. If this is not called: {@link #defaultMemoryBytes}. */
        public Builder memoryBytes(long value) {
            if (value < LEAST_MEMORY_BYTES || value > 1 << 30) {
                throw new IllegalArgumentException("memory must be 1 MiB to 1 GiB, not " + value + " bytes");
            }
            memoryBytes = value;
            return this;
        }

        public Builder replaceTarget(boolean value) {
            replaceTarget = value;
            return this;
        }

        public Builder cancellation(CancellationToken value) {
            cancellation = Objects.requireNonNull(value);
            return this;
        }

        public ExportRequest build() {
            return new ExportRequest(this);
        }
    }
}
