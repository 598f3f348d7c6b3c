package org.projectexporter.git.snapshot;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.GitLink;
import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/** Finds repositories by their paths in the archive, since another run may have planned them. */
final class RepositoryPlaces {
    private static final RawPath GIT = RawPath.of(".git");
    private static final RawPath OBJECTS = RawPath.of("objects");

    private final SourceContext context;

    RepositoryPlaces(SourceContext context) {
        this.context = context;
    }

    /** The {@code objects} folder that contains an object's file: no folder below it has that name. */
    static RawPath objectsAbove(RawPath file) {
        RawPath folder = file;
        while (!folder.fileName().equals(OBJECTS)) {
            folder = RelativePaths.parentOf(folder);
        }
        return folder;
    }

    /** The folder of a repository, given its path relative to the project's folder; null if it is gone. */
    @Nullable
    Path find(RawPath repository) throws IOException {
        try {
            Path folder = place(repository);
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !Files.isDirectory(folder)) {
                return Files.isDirectory(folder) ? folder : null;
            }
            Path real = folder.toRealPath(); // of a submodule that is behind a link
            return context.isAllowed(real) ? real : null;
        } catch (SourceException e) {
            return null; // the .git file that pointed to it is no longer valid
        }
    }

    /**
     * The location of the repository that has this path in the archive: a file {@code .git} on the way may point
     * elsewhere.
     */
    private Path place(RawPath repository) throws IOException {
        for (RawPath at = repository; !at.isRoot(); at = RelativePaths.parentOf(at)) {
            Path file = NativeNames.resolve(context.projectFolder(), at);
            if (at.isNamed(GIT) && GitLink.kind(file) == FileStat.Kind.FILE) {
                Path target = GitLink.read(new SourceItem(file, at, context.stat(file)), context)
                        .target();
                return NativeNames.resolve(target, repository.relativeTo(at));
            }
        }
        return NativeNames.resolve(context.projectFolder(), repository);
    }
}
