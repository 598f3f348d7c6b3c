package org.projectexporter.internal.exporting.plan;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest.PathMapping;
import org.projectexporter.internal.exporting.exclude.ExclusionRules;
import org.projectexporter.internal.exporting.exclude.IgnoredFolders;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;

/** The context of sources; records which folders outside the project they read. */
final class PlanContext implements SourceContext {
    private final PlanRequest request;
    private final ExclusionRules rules;
    private final IgnoredFolders ignored;
    private final CancellationToken cancellation;
    private final SortedSet<Path> outside;

    PlanContext(PlanRequest request, CancellationToken cancellation) {
        this(request, new ExclusionRules(request.options()), cancellation, new TreeSet<>());
    }

    private PlanContext(
            PlanRequest request, ExclusionRules rules, CancellationToken cancellation, SortedSet<Path> outside) {
        this.request = request;
        this.rules = rules;
        this.ignored = new IgnoredFolders(request.project(), rules);
        this.cancellation = cancellation;
        this.outside = outside;
    }

    /**
     * The context of a folder outside the project, as if it were one; a repository there must be below the allowed
     * folders.
     */
    PlanContext at(Path folder, RawPath place) {
        return new PlanContext(request.at(folder, place), rules, cancellation, outside);
    }

    /** The folders outside the project below which everything may be read. */
    List<Path> roots() {
        return request.access().roots();
    }

    /** Whether a pattern matches {@code path} or a folder above it; see {@link #isTakenByPattern}. */
    boolean isTaken(RawPath path, boolean isFolder) {
        return ignored.matches(path, isFolder);
    }

    ExclusionRules rules() {
        return rules;
    }

    /** The folders outside the project that were read, sorted. */
    List<Path> outside() {
        return List.copyOf(outside);
    }

    /** Where other file systems are mounted below the project and below {@link #roots}. */
    List<Path> mounts() {
        return Stream.concat(Stream.of(request.project()), roots().stream())
                .flatMap(folder -> MountPoints.below(folder).sorted().stream())
                .distinct()
                .toList();
    }

    @Override
    public Path projectFolder() {
        return request.project();
    }

    @Override
    public ExportOptions options() {
        return request.options();
    }

    @Override
    public RawPath inArchive(RawPath path) {
        return request.name().resolve(path);
    }

    @Override
    public boolean isTakenByPattern(RawPath path) {
        return ignored.matches(path, false);
    }

    @Override
    public boolean isAllowed(Path real) {
        return real.startsWith(request.project())
                || request.access().roots().stream().anyMatch(real::startsWith);
    }

    @Override
    public List<PathMapping> pathMappings() {
        return request.access().mappings();
    }

    @Override
    public boolean allowsRepositoryFolders() {
        return request.access().repositoryFolders();
    }

    @Override
    public void readsOutside(Path folder) {
        outside.add(folder);
    }

    /** The files of the export itself. */
    OwnFiles own() {
        return request.own();
    }

    @Override
    public FileStat stat(Path file) throws IOException {
        if (own().holds(file)) {
            throw new NoSuchFileException(file.toString(), null, "is created by this export itself");
        }
        return own().asBefore(file, FileStat.read(file));
    }

    @Override
    public void checkCancelled() throws ExportCancelledException {
        cancellation.throwIfCancelled();
    }
}
