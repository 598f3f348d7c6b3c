package org.projectexporter.git.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.git.objects.ObjectFiles;
import org.projectexporter.spi.EntryRole;
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
                folders.add(RepositoryPlaces.objectsAbove(entry.path().relativeTo(context.inArchive(RawPath.ROOT))));
            }
        }
        for (RawPath objects : folders) {
            planAgain(objects);
        }
    }

    private void planAgain(RawPath objects) throws IOException {
        RawPath path = RelativePaths.parentOf(objects);
        Path folder = new RepositoryPlaces(context).find(path);
        if (folder == null) {
            return; // the whole repository is gone
        }
        GitFolder repository = GitFolder.of(new SourceItem(folder, path, context.stat(folder)), context);
        Path store = repository.dirs().resolve(OBJECTS);
        if (Files.isDirectory(store, LinkOption.NOFOLLOW_LINKS)) {
            ObjectFiles.plan(repository, new SourceItem(store, objects, context.stat(store)), sink, null);
        }
    }
}
