package org.projectexporter.git.snapshot;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.GitLink;
import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.git.objects.ObjectFiles;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/**
 * Scans the object stores of repositories again if objects were gone when they were to be read. The repositories are
 * found by the paths of the objects in the archive, since another run may have planned them.
 */
final class GitAddenda {
    private static final RawPath GIT = RawPath.of(".git");
    private static final RawPath OBJECTS = RawPath.of("objects");

    private final SourceContext context;
    private final PlanSink sink;

    GitAddenda(SourceContext context, PlanSink sink) {
        this.context = context;
        this.sink = sink;
    }

    void plan(List<PlannedEntry> vanished) throws IOException {
        Set<RawPath> folders = new LinkedHashSet<>();
        for (PlannedEntry entry : vanished) {
            if (entry.role() == EntryRole.REPOSITORY_OBJECT) {
                folders.add(objectsAbove(entry.path().relativeTo(context.inArchive(RawPath.ROOT))));
            }
        }
        for (RawPath objects : folders) {
            planAgain(objects);
        }
    }

    /** The {@code objects} folder that contains an object's file: no folder below it has that name. */
    private static RawPath objectsAbove(RawPath file) {
        RawPath folder = file;
        while (!folder.fileName().equals(OBJECTS)) {
            folder = RelativePaths.parentOf(folder);
        }
        return folder;
    }

    private void planAgain(RawPath objects) throws IOException {
        RawPath path = RelativePaths.parentOf(objects);
        Path folder = placeIfPresent(path);
        if (folder == null || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return; // the whole repository is gone
        }
        GitFolder repository = GitFolder.of(new SourceItem(folder, path, context.stat(folder)), context);
        Path store = repository.dirs().resolve(OBJECTS);
        if (Files.isDirectory(store, LinkOption.NOFOLLOW_LINKS)) {
            ObjectFiles.plan(repository, new SourceItem(store, objects, context.stat(store)), sink, null);
        }
    }

    private @Nullable Path placeIfPresent(RawPath repository) throws IOException {
        try {
            return place(repository);
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
