package example.objects;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.projectexporter.spi.Content;
import org.projectexporter.spi.ContentCheck;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/** The object folder of one project, and the pointers that the walk has found. */
final class ReferencedObjects implements ProjectSource {
    private static final RawPath FOLDER = RawPath.of(".objects");

    private final SourceContext context;

    /** By digest, each with the path in the archive of a file that names it. */
    private final Map<String, Named> objects = new TreeMap<>();

    private boolean hasFolder;

    ReferencedObjects(SourceContext context) {
        this.context = context;
    }

    private record Named(Pointer pointer, RawPath by) {}

    @Override
    public boolean claims(SourceItem item) {
        return item.isDirectory() && item.path().equals(FOLDER);
    }

    /** The objects follow when all pointers are known. */
    @Override
    public void contribute(SourceItem item, PlanSink sink) throws IOException {
        hasFolder = true;
        addFolder(FOLDER, item.stat(), sink);
    }

    @Override
    public PlannedEntry refine(SourceItem item, PlannedEntry entry, PlanSink sink) throws IOException {
        Optional<Pointer> pointer = Pointer.read(item);
        pointer.ifPresent(named -> objects.putIfAbsent(named.oid(), new Named(named, entry.path())));
        return entry;
    }

    @Override
    public void finish(PlanSink sink) throws IOException {
        Set<RawPath> folders = new HashSet<>();
        for (Named named : objects.values()) {
            context.checkCancelled();
            RawPath path = FOLDER.resolve(named.pointer().path());
            Optional<FileStat> stat = hasFolder ? stat(path, FileStat.Kind.FILE) : Optional.empty();
            RawPath folder = FOLDER.resolve(named.pointer().folder());
            Optional<FileStat> above = stat(folder, FileStat.Kind.DIRECTORY);
            if (stat.isEmpty() || above.isEmpty() || stat.get().size() != named.pointer().size()) {
                reportMissing(named, sink);
                continue;
            }
            if (folders.add(folder)) {
                addFolder(folder, above.get(), sink);
            }
            sink.add(object(path, stat.get(), named.pointer()));
        }
    }

    private PlannedEntry object(RawPath path, FileStat stat, Pointer pointer) {
        return PlannedEntry.builder(context.inArchive(path), EntryType.FILE, EntryRole.WORKING_TREE)
                .size(stat.size())
                .mtime(stat.mtime())
                .mode(stat.mode())
                .content(new Content.OfFile(file(path)))
                .check(new ContentCheck(pointer.oid(), false))
                .build();
    }

    private void addFolder(RawPath path, FileStat stat, PlanSink sink) throws IOException {
        sink.add(PlannedEntry.directory(
                context.inArchive(path), EntryRole.WORKING_TREE, stat.mtime(), stat.mode()));
    }

    private static void reportMissing(Named named, PlanSink sink) {
        sink.report(Finding.ofObject(
                Finding.Kind.OBJECT_MISSING,
                named.by(),
                "the object is not in .objects, or has another size",
                named.pointer().oid(),
                named.pointer().size()));
    }

    /** Attributes; empty if there is nothing of this kind. Links are not followed. */
    private Optional<FileStat> stat(RawPath path, FileStat.Kind kind) throws IOException {
        try {
            return Optional.of(context.stat(file(path))).filter(stat -> stat.kind() == kind);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path file(RawPath path) {
        return NativeNames.resolve(context.projectFolder(), path);
    }
}
