package org.projectexporter;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.projectexporter.internal.layout.FormatOfName;
import org.projectexporter.spi.ArchiveFormat;

/**
 * What to export, to where, and how; immutable. {@link RunSettings} say how the export runs.
 *
 * <pre>{@code
 * ExportRequest request = ExportRequest.builder(project, target).options(options).build();
 * }</pre>
 */
public final class ExportRequest {
    /**
     * A folder of another machine, and where its contents are on this one. It permits nothing: what is there is read
     * only below the project and {@link #dependencyRoots}.
     *
     * @param from the beginning of paths in documents, for example {@code D:\\Media}, {@code \\\\server\\share} or
     *     {@code /Volumes/Media}
     * @param to a folder of this machine
     */
    public record PathMapping(String from, Path to) {
        /**
         * Makes {@code to} absolute.
         *
         * @param from the beginning of paths in documents
         * @param to a folder of this machine
         * @throws IllegalArgumentException if {@code from} is empty
         */
        public PathMapping {
            if (from.isEmpty()) {
                throw new IllegalArgumentException("a path mapping needs the beginning of a path");
            }
            to = to.toAbsolutePath().normalize();
        }
    }

    private final Path projectFolder;
    private final Path target;
    private final ExportOptions options;
    private final Optional<String> projectId;
    private final Optional<String> name;
    private final Optional<Instant> exportedAt;
    private final List<Path> dependencyRoots;
    private final List<PathMapping> pathMappings;
    private final boolean repositoryFolders;
    private final boolean replaceTarget;

    private ExportRequest(Builder builder) {
        projectFolder = builder.projectFolder;
        target = builder.target;
        options = builder.options;
        projectId = builder.projectId;
        name = builder.name;
        exportedAt = builder.exportedAt;
        dependencyRoots = builder.dependencyRoots;
        pathMappings = builder.pathMappings;
        repositoryFolders = builder.repositoryFolders;
        replaceTarget = builder.replaceTarget;
    }

    /**
     * {@return a builder}
     *
     * @param projectFolder the project
     * @param target the archive to be made; its folder must exist, but the archive must not
     */
    public static Builder builder(Path projectFolder, Path target) {
        return new Builder(projectFolder, target);
    }

    /** {@return a builder with this request} */
    public Builder toBuilder() {
        Builder copy = builder(projectFolder, target)
                .options(options)
                .dependencyRoots(dependencyRoots)
                .pathMappings(pathMappings)
                .repositoryFolders(repositoryFolders)
                .replaceTarget(replaceTarget);
        copy.projectId = projectId;
        copy.name = name;
        copy.exportedAt = exportedAt;
        return copy;
    }

    /** {@return the project} */
    public Path projectFolder() {
        return projectFolder;
    }

    /**
     * {@return the archive to be made, or the base name of its volumes} Its suffix selects the format, unless the
     * options name one.
     */
    public Path target() {
        return target;
    }

    /** {@return what goes into the archive, and how} */
    public ExportOptions options() {
        return options;
    }

    /** {@return the manifest's {@code project_id}; if empty, it is taken from the project} */
    public Optional<String> projectId() {
        return projectId;
    }

    /** {@return the name of the folder in the archive; if empty, the name of the project's folder} */
    public Optional<String> name() {
        return name;
    }

    /**
     * {@return the manifest's {@code exported_at}, to the second; if empty, now} The same moment and the same project
     * result in the same bytes.
     */
    public Optional<Instant> exportedAt() {
        return exportedAt;
    }

    /** {@return folders outside the project; what the project refers to may be read if it is below one of them} */
    public List<Path> dependencyRoots() {
        return dependencyRoots;
    }

    /** {@return where files are on this machine that documents of the project name by paths of another one} */
    public List<PathMapping> pathMappings() {
        return pathMappings;
    }

    /**
     * {@return whether folders of a repository outside the project may be read wherever they are: the common folder of
     * a worktree, borrowed objects, a moved LFS store} Use false if the project comes from an untrusted source.
     */
    public boolean repositoryFolders() {
        return repositoryFolders;
    }

    /**
     * {@return whether an existing file at the target is replaced, and an interrupted export to it started over;
     * otherwise both are errors}
     */
    public boolean replaceTarget() {
        return replaceTarget;
    }

    /** The moment that the archive's manifest names. */
    Instant exportedAt(Clock clock) {
        return exportedAt.orElse(clock.instant()).truncatedTo(ChronoUnit.SECONDS);
    }

    /** With the format of the target's suffix if the options name none. */
    ExportRequest withFormat(List<ArchiveFormat> formats) {
        if (options.hasFormat()) {
            return this;
        }
        ArchiveFormat format = FormatOfName.of(target, formats)
                .orElseThrow(() -> new InvalidOptionException(
                        "format",
                        "cannot choose a format for " + target + " by its suffix; set one, or use one of "
                                + FormatOfName.known(formats)));
        return toBuilder()
                .options(options.toBuilder().format(format.name()).build())
                .build();
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
        private List<PathMapping> pathMappings = List.of();
        private boolean repositoryFolders;
        private boolean replaceTarget;

        private Builder(Path projectFolder, Path target) {
            this.projectFolder = Objects.requireNonNull(projectFolder);
            this.target = Objects.requireNonNull(target);
        }

        /**
         * {@return this builder, with {@link ExportRequest#options} set}
         * @param value the defaults if it is not called
         */
        public Builder options(ExportOptions value) {
            options = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ExportRequest#projectId} set}
         * @param value any text that is not blank
         * @throws IllegalArgumentException if it is blank
         */
        public Builder projectId(String value) {
            if (value.isBlank()) {
                throw new IllegalArgumentException("the project id is blank");
            }
            projectId = Optional.of(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ExportRequest#name} set}
         * @param value one path segment
         * @throws IllegalArgumentException if it is empty, a dot or two, or has a slash or a NUL
         */
        public Builder name(String value) {
            if (value.isEmpty() || value.equals(".") || value.equals("..") || value.matches("(?s).*[/\\x00].*")) {
                throw new IllegalArgumentException("the name \"" + value + "\" is not one folder name without a slash");
            }
            name = Optional.of(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ExportRequest#exportedAt} set}
         * @param value fractions of a second are dropped
         */
        public Builder exportedAt(Instant value) {
            exportedAt = Optional.of(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ExportRequest#dependencyRoots} set}
         * @param value folders that exist
         */
        public Builder dependencyRoots(List<Path> value) {
            dependencyRoots = List.copyOf(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ExportRequest#pathMappings} set}
         * @param value of several that match a path, the first counts
         */
        public Builder pathMappings(List<PathMapping> value) {
            pathMappings = List.copyOf(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ExportRequest#repositoryFolders} set}
         * @param value false by default
         */
        public Builder repositoryFolders(boolean value) {
            repositoryFolders = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ExportRequest#replaceTarget} set}
         * @param value false by default
         */
        public Builder replaceTarget(boolean value) {
            replaceTarget = value;
            return this;
        }

        /** {@return the request} */
        public ExportRequest build() {
            return new ExportRequest(this);
        }
    }
}
