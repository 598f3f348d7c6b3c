package org.projectexporter.git.objects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.git.folder.FolderListing;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.GitLink;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/**
 * Plans objects in the store of another repository as if they were in this one's. Only files named like objects or
 * packs are planned, since the other folder may contain anything. Objects that this repository already has are not
 * planned again; all files of a pack come from one store, since packs of the same name may differ.
 */
final class BorrowedObjects {
    private static final Pattern FAN_OUT = Pattern.compile("[0-9a-f]{2}");
    private static final Pattern LOOSE = Pattern.compile("[0-9a-f]{38}|[0-9a-f]{62}");
    /**
     * Git takes every NAME.pack that has a NAME.idx: git-maintenance(1) makes loose-ID.pack. Without files derived from
     * a whole store, such as bitmaps.
     */
    private static final Pattern PACK = Pattern.compile("([^.].*)\\.(?:pack|idx|rev|keep|mtimes|promisor)");

    private final GitFolder repository;
    private final RawPath objects;
    private final PlanSink sink;
    private final Set<RawPath> seen;
    private final Map<String, Path> packs = new HashMap<>();

    /**
     * For one repository.
     *
     * @param objects its store, relative to the project's folder
     * @param seen the paths that are already planned; planned paths are added to it
     */
    BorrowedObjects(GitFolder repository, RawPath objects, PlanSink sink, Set<RawPath> seen) {
        this.repository = repository;
        this.objects = objects;
        this.sink = sink;
        this.seen = seen;
        for (RawPath path : seen) {
            Matcher pack = PACK.matcher(path.fileName().toString());
            if (pack.matches()) {
                packs.put(pack.group(1), repository.file());
            }
        }
    }

    /** Plans loose objects first: one that is packed meanwhile is then found in its pack. */
    void plan(Path store) throws IOException {
        for (SourceItem folder : FolderListing.of(store, objects, repository.context())) {
            if (folder.isDirectory()
                    && FAN_OUT.matcher(folder.name().toString()).matches()) {
                planLoose(folder);
            }
        }
        RawPath pack = objects.resolve("pack");
        Path folder = store.resolve("pack");
        if (GitLink.kind(folder) == FileStat.Kind.DIRECTORY) {
            planPacks(store, new SourceItem(folder, pack, repository.context().stat(folder)));
        }
    }

    private void planLoose(SourceItem folder) throws IOException {
        repository.context().checkCancelled();
        addFolder(folder);
        for (SourceItem file : FolderListing.of(folder, repository.context())) {
            if (file.isFile() && LOOSE.matcher(file.name().toString()).matches()) {
                addFile(file);
            }
        }
    }

    private void planPacks(Path store, SourceItem folder) throws IOException {
        addFolder(folder);
        List<SourceItem> files = ObjectFiles.stableListing(folder, repository.context());
        Set<String> names = new HashSet<>();
        files.stream()
                .filter(SourceItem::isFile)
                .forEach(file -> names.add(file.name().toString()));
        for (SourceItem file : files) {
            Matcher pack = PACK.matcher(file.name().toString());
            if (file.isFile()
                    && pack.matches()
                    && names.contains(pack.group(1) + ".pack")
                    && names.contains(pack.group(1) + ".idx")
                    && store.equals(packs.computeIfAbsent(pack.group(1), name -> store))) {
                addFile(file);
            }
        }
    }

    private void addFolder(SourceItem folder) throws IOException {
        if (seen.add(folder.path())) {
            FileStat stat = folder.stat();
            sink.add(PlannedEntry.directory(
                    repository.inArchive(folder), EntryRole.REPOSITORY, stat.mtime(), stat.mode()));
        }
    }

    private void addFile(SourceItem file) throws IOException {
        if (seen.add(file.path())) {
            sink.add(ObjectFiles.entry(repository.inArchive(file), file, sink));
        }
    }
}
