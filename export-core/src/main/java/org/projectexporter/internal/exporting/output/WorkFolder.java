package org.projectexporter.internal.exporting.output;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.internal.exporting.journal.Damage;
import org.projectexporter.internal.exporting.journal.FileMark;
import org.projectexporter.internal.io.Durable;
import org.projectexporter.internal.io.FileSystemProbe;
import org.projectexporter.internal.io.FileSystemTraits;
import org.projectexporter.internal.io.FolderLock;
import org.projectexporter.internal.wire.FileKind;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Spool;

/**
 * The folder next to the target in which an export keeps everything unfinished, held by one export at a time. It is
 * removed when it is closed, unless it is {@linkplain #keep kept} for a later run.
 */
public final class WorkFolder implements Closeable {
    /** Name of the file whose existence means that an export was begun. */
    public static final String REQUEST = "request";

    private static final String SPOOL_SUFFIX = ".spool";

    private final Path folder;
    private final FolderLock lock;
    private final Map<String, FileSpool> spools = new TreeMap<>();
    private final Map<String, FileMark> kept = new TreeMap<>();
    private @Nullable FileSystemTraits fileSystem;
    private boolean keptOnClose;
    private boolean closed;

    private WorkFolder(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Creates the folder unless it exists, and locks it. What an earlier run left in it is kept.
     *
     * @throws ExportException if another export holds it, it is not a work folder, or it is not exclusively this user's
     */
    public static WorkFolder open(Path folder) throws IOException {
        WorkFolder work = new WorkFolder(folder, FolderLock.take(folder, "export"));
        try {
            work.lock.folder().remove(FileSystemProbe.FOLDER); // left by a run that was killed
            return work;
        } catch (IOException | RuntimeException e) {
            work.lock.close();
            throw e;
        }
    }

    /** What its file system can do, tried once. */
    public FileSystemTraits fileSystem() throws IOException {
        if (fileSystem == null) {
            fileSystem = FileSystemProbe.run(lock.folder());
        }
        return fileSystem;
    }

    /**
     * Checks that it contains only what an export makes: files. Anything else was planted, and could lead elsewhere.
     *
     * @throws ExportException if not
     */
    public void requireFilesAlone() throws IOException {
        for (Path name : lock.folder().names()) {
            BasicFileAttributes stat = lock.folder().stat(name);
            if (stat != null && !stat.isRegularFile() && !isOfAnyKind(name)) {
                String what = stat.isSymbolicLink() ? "a link" : stat.isDirectory() ? "a folder" : "not a regular file";
                throw new ExportException(
                        Reason.TARGET_CHANGED,
                        folder.resolve(name) + " is " + what + ", which no export has made; remove it,"
                                + " or discard the export");
            }
        }
    }

    /** What was at the target before may be of any kind, and the folder of the probe may be left. */
    private static boolean isOfAnyKind(Path name) {
        return name.toString().startsWith(Publication.REPLACED) || name.equals(FileSystemProbe.FOLDER);
    }

    /**
     * Checks that no file has another name, since what is written to the file would be written there as well. Only a
     * finished file has a second name, once it gets its final one.
     *
     * @throws ExportException if not
     */
    public void requireOneNameEach() throws IOException {
        for (Path name : lock.folder().names()) {
            if (!isOfAnyKind(name) && FileStat.read(folder.resolve(name)).links() > 1) {
                throw new ExportException(
                        Reason.TARGET_CHANGED,
                        folder.resolve(name) + " has a second name (a hard link) elsewhere, which no export has given"
                                + " it; remove it, or discard the export");
            }
        }
    }

    /**
     * Checks that it is still where it was made.
     *
     * @throws ExportException if it was moved away
     */
    public void requireInPlace() throws IOException {
        if (!lock.folder().isAtItsPath()) {
            throw new ExportException(
                    Reason.TARGET_CHANGED,
                    folder + " was moved away or replaced while the export ran; give the export a"
                            + " folder in which no other user can do that");
        }
    }

    /**
     * Removes everything except the lock; the request first, so that an interrupted clean-up leaves no resumable
     * export.
     */
    public void clear() throws IOException {
        lock.folder().delete(Path.of(REQUEST));
        clearBut(Set.of());
    }

    /** Removes everything except the lock and files with these names. Links are removed, not their targets. */
    public void clearBut(Set<String> names) throws IOException {
        for (Path name : lock.folder().names()) {
            if (name.equals(FileSystemProbe.FOLDER)) {
                FileSystemProbe.removeIfPossible(lock.folder());
            } else if (!name.toString().equals(FolderLock.NAME) && !names.contains(name.toString())) {
                removeFile(name);
            }
        }
    }

    private void removeFile(Path name) throws IOException {
        BasicFileAttributes stat = lock.folder().stat(name);
        if (stat != null && stat.isDirectory()) {
            throw new ExportException(
                    Reason.TARGET_CHANGED,
                    folder.resolve(name) + " is a folder, which no export has made; move it away, or remove it");
        }
        lock.folder().delete(name);
    }

    public Path folder() {
        return folder;
    }

    /** A file in it. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** From now on, an opened spool contains as many of its earlier first bytes as its mark says. */
    public void keepSpools(Map<String, FileMark> spoolsKept) {
        kept.clear();
        kept.putAll(spoolsKept);
    }

    /**
     * A spool; closed with the folder. It is empty unless it was {@linkplain #keepSpools kept}.
     *
     * @param kind the kind of its file
     * @throws org.projectexporter.ExportException if what was kept is missing
     */
    public Spool newSpool(String name, FileKind kind) throws IOException {
        FileSpool spool = new FileSpool(file(name + SPOOL_SUFFIX), kind, kept.getOrDefault(name, FileMark.EMPTY));
        FileSpool before = spools.put(name, spool);
        if (before != null) {
            before.close();
        }
        return spool;
    }

    /** What a spool contains so far. */
    public FileMark spool(String name) {
        FileSpool spool = spools.get(name);
        return spool == null ? FileMark.EMPTY : spool.mark();
    }

    /** Passes what was appended to the spools to the operating system, and returns what they contain. */
    public Map<String, FileMark> flushSpools() throws IOException {
        Map<String, FileMark> marks = new TreeMap<>();
        for (Map.Entry<String, FileSpool> spool : spools.entrySet()) {
            spool.getValue().flush();
            marks.put(spool.getKey(), spool.getValue().mark());
        }
        return marks;
    }

    /** Makes durable what was flushed; callable from any thread while no spool is being created. */
    public void syncSpools() throws IOException {
        for (FileSpool spool : spools.values()) {
            spool.sync();
        }
    }

    /**
     * Reads a small file.
     *
     * @throws ExportException if it is missing, or longer
     */
    public byte[] read(String name, int mostBytes) throws IOException {
        try (InputStream in = Files.newInputStream(file(name), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(mostBytes);
            if (in.read() >= 0) {
                throw Damage.of(file(name));
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw Damage.of(file(name));
        }
    }

    /**
     * Reads a small file that the journal records.
     *
     * @throws ExportException if it differs from the record
     */
    public byte[] read(String name, FileMark known) throws IOException {
        byte[] bytes = read(name, Math.toIntExact(known.length()));
        if (!FileMark.of(bytes).equals(known)) {
            throw Damage.of(file(name));
        }
        return bytes;
    }

    /** Makes a file's bytes durable. */
    public void sync(Path file) throws IOException {
        Durable.syncFile(file);
    }

    /** Makes the names in it, and its own name, durable. */
    public void syncNames() throws IOException {
        Durable.syncFolder(folder);
        Path parent = folder.getParent();
        if (parent != null) {
            Durable.syncFolder(parent);
        }
    }

    /** Writes a small file atomically and syncs it; an existing one is replaced. */
    public Path write(String name, byte[] content) throws IOException {
        Path unfinished = file(name + ".new");
        Files.write(
                unfinished,
                content,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        sync(unfinished);
        return Files.move(unfinished, file(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Keeps the folder when it is closed, so that a later run can resume. */
    public void keep() {
        keptOnClose = true;
    }

    /** Reverts {@link #keep}: the folder is removed when it is closed. */
    public void doNotKeep() {
        keptOnClose = false;
    }

    /** Releases the folder, and removes it with its contents unless it is kept. May be called twice. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return; // another export may hold the folder by now
        }
        closed = true;
        try (lock) {
            for (FileSpool spool : spools.values()) {
                spool.close();
            }
            if (!keptOnClose) {
                clear();
                lock.removeFolder();
            }
        } catch (NoSuchFileException e) {
            // it was already removed
        }
    }
}
