package org.projectexporter.internal.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportOptions;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;

/** What sources are told, and where outside the project they tell that they read. */
final class PlanContext implements SourceContext {
    private final Path projectFolder;
    private final RawPath name;
    private final ExportOptions options;
    private final ExclusionRules rules;
    private final IgnoredFolders ignored;
    private final ReadAccess access;
    private final CancellationToken cancellation;
    private final SortedSet<Path> outside;

    PlanContext(
            Path projectFolder,
            RawPath name,
            ExportOptions options,
            ExclusionRules rules,
            ReadAccess access,
            CancellationToken cancellation) {
        this(projectFolder, name, options, rules, access, cancellation, new TreeSet<>());
    }

    private PlanContext(
            Path projectFolder,
            RawPath name,
            ExportOptions options,
            ExclusionRules rules,
            ReadAccess access,
            CancellationToken cancellation,
            SortedSet<Path> outside) {
        this.projectFolder = projectFolder;
        this.name = name;
        this.options = options;
        this.rules = rules;
        this.ignored = new IgnoredFolders(projectFolder, rules);
        this.access = access;
        this.cancellation = cancellation;
        this.outside = outside;
    }

    /** The same for a folder outside the project, as if it were one; a repository there must lie below the allowed folders. */
    PlanContext at(Path folder, RawPath place) {
        ReadAccess rootsAlone = new ReadAccess(access.roots(), false);
        return new PlanContext(folder, place, options, rules, rootsAlone, cancellation, outside);
    }

    /** Folders outside the project below which all may be read. */
    List<Path> roots() {
        return access.roots();
    }

    /** Whether a pattern takes {@code path} or a folder above it; see {@link #isTakenByPattern}. */
    boolean isTaken(RawPath path, boolean isFolder) {
        return ignored.takes(path, isFolder);
    }

    ExclusionRules rules() {
        return rules;
    }

    /** Folders outside the project that were read, sorted. */
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
        return ignored.takes(path, false);
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

    @Override
    public void checkCancelled() throws ExportCancelledException {
        cancellation.throwIfCancelled();
    }
}
