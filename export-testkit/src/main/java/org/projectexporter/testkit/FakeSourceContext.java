package org.projectexporter.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;

/**
 * A context for one source in a test. Immutable except for its token and the folders reported to it. The folder's own
 * name is its name in the archive.
 */
public final class FakeSourceContext implements SourceContext {
    private final Path projectFolder;
    private final ExportOptions options;
    private final Predicate<RawPath> leftOut;
    private final List<Path> roots;
    private final boolean repositoryFolders;
    private final List<ExportRequest.PathMapping> pathMappings;
    private final CancellationToken cancellation;
    private final List<Path> outside = new ArrayList<>();

    private FakeSourceContext(
            Path projectFolder,
            ExportOptions options,
            Predicate<RawPath> leftOut,
            List<Path> roots,
            boolean repositoryFolders,
            List<ExportRequest.PathMapping> pathMappings,
            CancellationToken cancellation) {
        this.projectFolder = projectFolder;
        this.options = options;
        this.leftOut = leftOut;
        this.roots = roots;
        this.repositoryFolders = repositoryFolders;
        this.pathMappings = pathMappings;
        this.cancellation = cancellation;
    }

    /**
     * {@return a context with the default options, in which no default pattern matches anything, and nothing outside
     * the project may be read}
     *
     * @param folder the project
     */
    public static FakeSourceContext of(Path folder) {
        return new FakeSourceContext(
                real(folder),
                ExportOptions.defaults(),
                path -> false,
                List.of(),
                false,
                List.of(),
                new CancellationToken());
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * {@return a copy with other options}
     *
     * @param newOptions those of the export
     */
    public FakeSourceContext with(ExportOptions newOptions) {
        return new FakeSourceContext(
                projectFolder, newOptions, leftOut, roots, repositoryFolders, pathMappings, cancellation);
    }

    /**
     * {@return a copy with other default patterns}
     *
     * @param matches called for a path and for each folder above it
     */
    public FakeSourceContext leavingOut(Predicate<RawPath> matches) {
        return new FakeSourceContext(
                projectFolder, options, matches, roots, repositoryFolders, pathMappings, cancellation);
    }

    /**
     * {@return a copy with one more folder below which everything may be read}
     *
     * @param root outside the project
     */
    public FakeSourceContext allowing(Path root) {
        List<Path> more = new ArrayList<>(roots);
        more.add(real(root));
        return new FakeSourceContext(
                projectFolder, options, leftOut, more, repositoryFolders, pathMappings, cancellation);
    }

    /** {@return a copy that allows the parts of a repository wherever they are} */
    public FakeSourceContext allowingRepositoryFolders() {
        return new FakeSourceContext(projectFolder, options, leftOut, roots, true, pathMappings, cancellation);
    }

    /**
     * {@return a copy with one more place of files that documents name by paths of another machine}
     *
     * @param from the beginning of such paths
     * @param to the folder of this machine
     */
    public FakeSourceContext mapping(String from, Path to) {
        List<ExportRequest.PathMapping> more = new ArrayList<>(pathMappings);
        more.add(new ExportRequest.PathMapping(from, to));
        return new FakeSourceContext(projectFolder, options, leftOut, roots, repositoryFolders, more, cancellation);
    }

    /**
     * {@return a copy that can be cancelled}
     *
     * @param token cancels it
     */
    public FakeSourceContext with(CancellationToken token) {
        return new FakeSourceContext(projectFolder, options, leftOut, roots, repositoryFolders, pathMappings, token);
    }

    /** {@return the folders outside the project that were reported, in order} */
    public List<Path> outside() {
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
        return NativeNames.nameOf(projectFolder).resolve(path);
    }

    @Override
    public boolean isTakenByPattern(RawPath path) {
        for (RawPath at = path; at != null && !at.isRoot(); at = at.parent()) {
            if (leftOut.test(at)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean isAllowed(Path real) {
        return real.startsWith(projectFolder) || roots.stream().anyMatch(real::startsWith);
    }

    @Override
    public List<ExportRequest.PathMapping> pathMappings() {
        return pathMappings;
    }

    @Override
    public boolean allowsRepositoryFolders() {
        return repositoryFolders;
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
