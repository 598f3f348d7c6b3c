package org.projectexporter.internal.exporting.plan;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportOptions;
import org.projectexporter.internal.exporting.exclude.ExclusionRules;
import org.projectexporter.internal.exporting.exclude.IgnoredFolders;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;

/** The context of sources; records which folders outside the project they read. */
final class PlanContext implements SourceContext {
    private final Path projectFolder;
    private final RawPath name;
    private final ExportOptions options;
    private final ExclusionRules rules;
    private final IgnoredFolders ignored;
    private final ReadAccess access;
    private final OwnFiles own;
    private final CancellationToken cancellation;
    private final SortedSet<Path> outside;

    PlanContext(
            Path projectFolder,
            RawPath name,
            ExportOptions options,
            ExclusionRules rules,
            ReadAccess access,
            OwnFiles own,
            CancellationToken cancellation) {
        this(projectFolder, name, options, rules, access, own, cancellation, new TreeSet<>());
    }

    private PlanContext(
            Path projectFolder,
            RawPath name,
            ExportOptions options,
            ExclusionRules rules,
            ReadAccess access,
            OwnFiles own,
            CancellationToken cancellation,
            SortedSet<Path> outside) {
        this.projectFolder = projectFolder;
        this.name = name;
        this.options = options;
        this.rules = rules;
        this.ignored = new IgnoredFolders(projectFolder, rules);
        this.access = access;
        this.own = own;
        this.cancellation = cancellation;
        this.outside = outside;
    }

    /**
     * The context of a folder outside the project, as if it were one; a repository there must be below the allowed
     * folders.
     */
    PlanContext at(Path folder, RawPath place) {
        ReadAccess rootsAlone = new ReadAccess(access.roots(), false);
        return new PlanContext(folder, place, options, rules, rootsAlone, own, cancellation, outside);
    }

    /** The folders outside the project below which everything may be read. */
    List<Path> roots() {
        return access.roots();
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

    @Override
    public Path projectFolder() {
        return projectFolder;
    }

    @Override
    public ExportOptions options() {
        return options;
    }

    @Override
    public RawPath inArchive(RawPath path) {
        return name.resolve(path);
    }

    @Override
    public boolean isTakenByPattern(RawPath path) {
        return ignored.matches(path, false);
    }

    @Override
    public boolean isAllowed(Path real) {
        return real.startsWith(projectFolder) || access.roots().stream().anyMatch(real::startsWith);
    }

    @Override
    public boolean allowsRepositoryFolders() {
        return access.repositoryFolders();
    }

    @Override
    public void readsOutside(Path folder) {
        outside.add(folder);
    }

    /** The files of the export itself. */
    OwnFiles own() {
        return own;
    }

    @Override
    public FileStat stat(Path file) throws IOException {
        if (own.holds(file)) {
            throw new NoSuchFileException(file.toString(), null, "is created by this export itself");
        }
        return own.asBefore(file, FileStat.read(file));
    }

    @Override
    public void checkCancelled() throws ExportCancelledException {
        cancellation.throwIfCancelled();
    }
}
