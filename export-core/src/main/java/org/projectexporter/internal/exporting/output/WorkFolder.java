package org.projectexporter.internal.exporting.output;

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
import org.projectexporter.TargetException;
import org.projectexporter.internal.exporting.journal.Damage;
import org.projectexporter.internal.exporting.journal.FileMark;
import org.projectexporter.internal.io.Durable;
import org.projectexporter.internal.io.FolderLock;
import org.projectexporter.internal.wire.FileKind;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Spool;

/**
 * The folder beside the target in which an export keeps all that is not finished, held by one export at a time. It is removed when
 * it is closed, unless it shall be {@linkplain #keep kept} for a later run.
 */
public final class WorkFolder implements Closeable {
    /** Name of the file whose presence says that an export was begun. */
    public static final String REQUEST = "request";

    private static final String SPOOL_SUFFIX = ".spool";

    private final Path folder;
    private final FolderLock lock;
    private final Map<String, FileSpool> spools = new TreeMap<>();
    private final Map<String, FileMark> kept = new TreeMap<>();
    private boolean stays;
    private boolean closed;

    private WorkFolder(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes the folder unless it is there, and takes hold of it. What an earlier run has left in it stays.
     *
     * @throws TargetException if another export holds it, it is no work folder, or it is not this user's alone
     */
    public static WorkFolder open(Path folder) throws IOException {
        return new WorkFolder(folder, FolderLock.take(folder, "export"));
    }

    /**
     * Looks whether nothing is in it but what an export makes: files. What else is there has been put there, and could lead elsewhere.
     *
     * @throws TargetException if not
     */
    public void requireFilesAlone() throws IOException {
        for (Path name : lock.folder().names()) {
            BasicFileAttributes stat = lock.folder().stat(name);
            if (stat != null && !stat.isRegularFile() && !isReplaced(name)) {
                String what = stat.isSymbolicLink() ? "a link" : stat.isDirectory() ? "a folder" : "no regular file";
                throw new TargetException(folder.resolve(name) + " is " + what
                        + ", which no export has made; remove it," + " or discard the export");
            }
        }
    }

    /** What was at the target before may have been anything. */
    private static boolean isReplaced(Path name) {
        return name.toString().startsWith(Publication.REPLACED);
    }

    /**
     * Looks whether each file has no other name, for what is written to it would be written there, too. Only a finished file has a second
     * one, when it gets it.
     *
     * @throws TargetException if not
     */
    public void requireOneNameEach() throws IOException {
        for (Path name : lock.folder().names()) {
            if (!isReplaced(name) && FileStat.read(folder.resolve(name)).links() > 1) {
                throw new TargetException(
                        folder.resolve(name) + " has another name elsewhere, which no export has given"
                                + " it; remove it, or discard the export");
            }
        }
    }

    /**
     * Looks whether it is where it was made.
     *
     * @throws TargetException if somebody has moved it away
     */
    public void requireInPlace() throws IOException {
        if (!lock.folder().isAtItsPath()) {
            throw new TargetException(folder + " was moved away or replaced while the export ran; give the export a"
                    + " folder in which nobody else may do that");
        }
    }

    /** Removes all but the lock; the request first, so that what is left if this is interrupted is nobody's export. */
    public void clear() throws IOException {
        lock.folder().delete(Path.of(REQUEST));
        clearBut(Set.of());
    }

    /** Removes all but the lock and files of these names. Of links the links are removed. */
    public void clearBut(Set<String> names) throws IOException {
        for (Path name : lock.folder().names()) {
            if (!name.toString().equals(FolderLock.NAME) && !names.contains(name.toString())) {
                removeFile(name);
            }
        }
    }

    private void removeFile(Path name) throws IOException {
        BasicFileAttributes stat = lock.folder().stat(name);
        if (stat != null && stat.isDirectory()) {
            throw new TargetException(
                    folder.resolve(name) + " is a folder, which no export has made; move it away, or" + " remove it");
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

    /** From now on a spool that is asked for holds the first bytes that it held, as many as are told here. */
    public void keepSpools(Map<String, FileMark> spoolsKept) {
        kept.clear();
        kept.putAll(spoolsKept);
    }

    /**
     * A spool; closed with the folder. It is empty unless it was {@linkplain #keepSpools kept}.
     *
     * @param kind what its file is
     * @throws org.projectexporter.ExportException if what was kept is not there any more
     */
    public Spool newSpool(String name, FileKind kind) throws IOException {
        FileSpool spool = new FileSpool(file(name + SPOOL_SUFFIX), kind, kept.getOrDefault(name, FileMark.EMPTY));
        FileSpool before = spools.put(name, spool);
        if (before != null) {
            before.close();
        }
        return spool;
    }

    /** What a spool holds so far. */
    public FileMark spool(String name) {
        FileSpool spool = spools.get(name);
        return spool == null ? FileMark.EMPTY : spool.mark();
    }

    /** Hands what was appended to the spools to the operating system, and tells what they hold. */
    public Map<String, FileMark> flushSpools() throws IOException {
        Map<String, FileMark> marks = new TreeMap<>();
        for (Map.Entry<String, FileSpool> spool : spools.entrySet()) {
            spool.getValue().flush();
            marks.put(spool.getKey(), spool.getValue().mark());
        }
        return marks;
    }

    /** Makes durable what was flushed; from any thread, while no spool is made. */
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
     * Reads a small file that the journal knows.
     *
     * @throws ExportException if it is not that
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

    /** Makes the names in it, and its own, durable. */
    public void syncNames() throws IOException {
        Durable.syncFolder(folder);
        Path parent = folder.getParent();
        if (parent != null) {
            Durable.syncFolder(parent);
        }
    }

    /** Writes a small file and syncs it; one of that name is replaced. It is there as a whole or not at all. */
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

    /** The folder stays when it is closed, so that a later run can go on. */
    public void keep() {
        stays = true;
    }

    /** The folder goes when it is closed, after all. */
    public void doNotKeep() {
        stays = false;
    }

    /** Lets go of the folder, and removes it with all that is in it unless it is kept. May be called twice. */
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
            if (!stays) {
                clear();
                lock.removeFolder();
            }
        } catch (NoSuchFileException e) {
            // somebody has removed it already
        }
    }
}
