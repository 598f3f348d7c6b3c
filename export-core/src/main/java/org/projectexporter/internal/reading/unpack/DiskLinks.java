package org.projectexporter.internal.reading.unpack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.projectexporter.ImportNote;
import org.projectexporter.internal.io.FileSystemTraits;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * Creates the links of an archive, or what takes their place where the file system has none: a copy for a hard link,
 * and for a symbolic link a file that contains its target, which Git reads as that link if {@code core.symlinks} is
 * false (git-config(1)).
 */
final class DiskLinks {
    private static final int MOST_NOTES = 10_000;

    private final StagedPaths paths;
    private final FileSystemTraits disk;
    private final LinkTimes times;
    private final SyncQueue syncs;
    private final List<ImportNote> notes = new ArrayList<>();
    private long more;

    DiskLinks(StagedPaths paths, FileSystemTraits disk, LinkTimes times, SyncQueue syncs) {
        this.paths = paths;
        this.disk = disk;
        this.times = times;
        this.syncs = syncs;
    }

    /** Creates a symbolic link. */
    void makeSymbolic(ArchiveEntry entry) throws IOException {
        RawPath target = entry.linkTargetOrThrow();
        if (disk.symbolicLinks()) {
            Path place = NativeNames.toLinkTarget(target);
            Path link = paths.make(entry.path(), name -> Files.createSymbolicLink(name, place));
            times.set(entry.path(), link, entry.mtime());
            return;
        }
        FileChannel file = paths.make(entry.path(), DiskLinks::create);
        Tree.write(file, ByteBuffer.wrap(target.bytes()));
        FileTimes.set(paths.of(entry.path()), entry.mtime());
        syncs.add(file);
        note(entry.path(), "a file that contains " + target + ", since this file system has no symbolic links");
    }

    private static FileChannel create(Path name) throws IOException {
        return FileChannel.open(
                name, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    /** Creates a hard link to a file that is complete. */
    void makeHard(ArchiveEntry entry) throws IOException {
        RawPath same = entry.linkTargetOrThrow();
        Path file = paths.of(same);
        if (disk.hardLinks()) {
            paths.make(entry.path(), name -> Files.createLink(name, file));
            return;
        }
        Path copy = paths.make(entry.path(), name -> Files.copy(file, name, LinkOption.NOFOLLOW_LINKS));
        FileStat stat = FileStat.read(file);
        FileTimes.set(copy, stat.mtime());
        Attributes.setModeOfFile(copy, stat.mode());
        syncs.add(FileChannel.open(copy, StandardOpenOption.READ));
        noteCopy(entry.path(), same);
    }

    /** Gives a copy the mode that its file has in the end. */
    void finishHard(ArchiveEntry entry) throws IOException {
        Path copy = paths.of(entry.path());
        if (disk.hardLinks() || !Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        int mode = FileStat.read(paths.of(entry.linkTargetOrThrow())).mode();
        if (mode != FileStat.read(copy).mode()) {
            Attributes.setModeOfFile(copy, mode);
        }
    }

    /**
     * Restores a hard link between two files of the archive. Files that are missing, or that differ in content or
     * attributes, are left unchanged. Nothing is removed before it is replaced.
     *
     * @param spare an unused name next to the tree
     */
    void linkAgain(RawPath path, RawPath same, Path spare) throws IOException {
        Path name = paths.of(path);
        Path file = paths.of(same);
        boolean both = Files.isRegularFile(name, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        if (!both || !areSeparateButEqual(FileStat.read(name), FileStat.read(file))) {
            return;
        }
        if (!disk.hardLinks()) {
            noteCopy(path, same);
        } else if (Files.mismatch(name, file) < 0) {
            Files.createLink(spare, file);
            Files.move(spare, name, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static boolean areSeparateButEqual(FileStat a, FileStat b) {
        return a.inode() != b.inode() && a.mode() == b.mode() && a.mtime().equals(b.mtime());
    }

    private void noteCopy(RawPath path, RawPath same) {
        note(path, "a copy of " + same + ", since this file system has no hard links");
    }

    private void note(RawPath path, String what) {
        if (notes.size() < MOST_NOTES) {
            notes.add(new ImportNote(ImportNote.Kind.REPLACED, path.toString(), what));
        } else {
            more++;
        }
    }

    /** What took the place of links, up to a limit. */
    List<ImportNote> notes() {
        List<ImportNote> all = new ArrayList<>(notes);
        if (more > 0) {
            all.add(new ImportNote(
                    ImportNote.Kind.REPLACED, paths.name().toString(), more + " more links that cannot exist here"));
        }
        return all;
    }
}
