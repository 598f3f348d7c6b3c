package org.projectexporter.git.objects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

import org.projectexporter.git.folder.FolderListing;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.GitNames;
import org.projectexporter.git.folder.StrayFiles;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/**
 * The object files of a repository that existed before its refs were read, kept open: once a ref has moved,
 * {@code gc --prune=now} may delete objects that it needed when it was read. Packs are opened first, since each
 * contains many objects.
 */
public final class HeldObjects {
    private static final RawPath OBJECTS = RawPath.of("objects");
    private static final int FAN_OUT_DIGITS = 2;

    private final SourceContext context;
    private final PlanSink sink;
    private final Map<RawPath, SourceItem> files = new TreeMap<>();

    private HeldObjects(SourceContext context, PlanSink sink) {
        this.context = context;
        this.sink = sink;
    }

    /** Opens the existing files, as far as the sink allows. */
    public static HeldObjects of(GitFolder repository, PlanSink sink) throws IOException {
        HeldObjects held = new HeldObjects(repository.context(), sink);
        RawPath path = repository.path().resolve(OBJECTS);
        Path folder = repository.dirs().resolve(OBJECTS);
        held.openAll(FolderListing.of(folder.resolve("pack"), path.resolve(RawPath.of("pack")), held.context));
        held.openAll(FolderListing.of(folder, path, held.context));
        return held;
    }

    private void openAll(Iterable<SourceItem> items) throws IOException {
        for (SourceItem item : items) {
            if (item.isFile()
                    && !GitNames.isTemporaryObject(item.path())
                    && !GitNames.isLock(item.path())
                    && !StrayFiles.isOfOtherProgram(item.name())) {
                hold(item);
            } else if (item.isDirectory() && item.name().length() == FAN_OUT_DIGITS) {
                openAll(FolderListing.of(item, context));
            }
        }
    }

    private void hold(SourceItem file) throws IOException {
        if (!ObjectFiles.isDerived(file.name()) && sink.hold(file)) {
            files.put(file.path(), file);
        }
    }

    /** Records a file that is in the plan; it may have been created since. */
    void planned(SourceItem file) throws IOException {
        sink.hold(file);
        files.remove(file.path());
    }

    /** Files that have been deleted but are still open, and are not planned yet. */
    Collection<SourceItem> left() {
        return files.values();
    }
}
