package org.projectexporter.git.objects;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.GitNames;
import org.projectexporter.git.folder.StrayFiles;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/**
 * The object files of a repository that existed before its refs were last read, kept open: once a ref has moved,
 * {@code gc --prune=now} may delete objects that it needed when it was read. Packs are opened first, since each
 * contains many objects.
 */
public final class HeldObjects {
    private static final RawPath OBJECTS = RawPath.of("objects");
    private static final RawPath PACKS = RawPath.of("objects/pack");
    private static final int FAN_OUT_DIGITS = 2;

    private final GitFolder repository;
    private final SourceContext context;
    private final PlanSink sink;
    private final Map<RawPath, SourceItem> files = new TreeMap<>();
    private boolean limited;

    /** None are open yet. */
    public HeldObjects(GitFolder repository, PlanSink sink) {
        this.repository = repository;
        this.context = repository.context();
        this.sink = sink;
    }

    /** Opens the files that exist, and are not open yet, as far as the sink allows. */
    public void openAll() throws IOException {
        openAll(children(PACKS));
        openAll(children(OBJECTS));
    }

    /** Whether there are more files than can be kept open. */
    public boolean isLimited() {
        return limited;
    }

    private List<SourceItem> children(RawPath folder) throws IOException {
        return repository.dirs().children(folder, repository.path().resolve(folder), context);
    }

    private void openAll(Iterable<SourceItem> items) throws IOException {
        for (SourceItem item : items) {
            if (item.isFile()
                    && !GitNames.isTemporaryObject(item.path())
                    && !GitNames.isLock(item.path())
                    && !StrayFiles.isOfOtherProgram(item.name())) {
                hold(item);
            } else if (item.isDirectory() && item.name().length() == FAN_OUT_DIGITS) {
                openAll(repository.children(item));
            }
        }
    }

    private void hold(SourceItem file) throws IOException {
        if (ObjectFiles.isDerived(file.name()) || files.containsKey(file.path())) {
            return;
        }
        if (sink.hold(file)) {
            files.put(file.path(), file);
        } else {
            limited = true;
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
