package org.projectexporter.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Predicate;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportOptions;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;

/** A context for one source in a test. Immutable, but for its token. The folder's own name is its name in the archive. */
public final class FakeSourceContext implements SourceContext {
    private final Path projectFolder;
    private final ExportOptions options;
    private final Predicate<RawPath> leftOut;
    private final CancellationToken cancellation;

    private FakeSourceContext(
            Path projectFolder, ExportOptions options, Predicate<RawPath> leftOut, CancellationToken cancellation) {
        this.projectFolder = projectFolder;
        this.options = options;
        this.leftOut = leftOut;
        this.cancellation = cancellation;
    }

    /** A project in {@code folder}, with the default options, of which no default pattern leaves anything out. */
    public static FakeSourceContext of(Path folder) {
        try {
            return new FakeSourceContext(
                    folder.toRealPath(), ExportOptions.defaults(), path -> false, new CancellationToken());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public FakeSourceContext with(ExportOptions newOptions) {
        return new FakeSourceContext(projectFolder, newOptions, leftOut, cancellation);
    }

    /** The same with other default patterns: {@code matches} is asked for the path and for each folder above it. */
    public FakeSourceContext leavingOut(Predicate<RawPath> matches) {
        return new FakeSourceContext(projectFolder, options, matches, cancellation);
    }

    /** The same, to be cancelled through {@code token}. */
    public FakeSourceContext with(CancellationToken token) {
        return new FakeSourceContext(projectFolder, options, leftOut, token);
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
    public void checkCancelled() throws ExportCancelledException {
        cancellation.throwIfCancelled();
    }
}
