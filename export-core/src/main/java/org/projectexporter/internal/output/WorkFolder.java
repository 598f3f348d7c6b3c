package org.projectexporter.internal.output;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.projectexporter.TargetException;
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
    private final Map<String, Long> keptLengths = new TreeMap<>();
    private boolean kept;
    private boolean closed;

    private WorkFolder(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes the folder unless it is there, and takes hold of it. What an earlier run has left in it stays.
     *
     * @throws TargetException if another export holds it, or it is no work folder
     */
    public static WorkFolder open(Path folder) throws IOException {
        return new WorkFolder(folder, FolderLock.take(folder, "export", () -> FolderLock.makeFolder(folder)));
    }

    /** Removes all but the lock; the request first, so that what is left if this is interrupted is nobody's export. */
    public void clear() throws IOException {
        Files.deleteIfExists(file(REQUEST));
        clearBut(Set.of());
    }

    /** Removes all but the lock and files of these names. */
    public void clearBut(Set<String> names) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!file.endsWith(FolderLock.NAME)
                        && !names.contains(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    public Path folder() {
        return folder;
    }

    /** A file in it. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** From now on a spool that is asked for holds the first bytes that it held, as many as are told here. */
    public void keepSpools(Map<String, Long> lengths) {
        keptLengths.clear();
        keptLengths.putAll(lengths);
    }

    /** A spool; closed with the folder. It is empty unless it was {@linkplain #keepSpools kept}. */
    public Spool newSpool(String name) throws IOException {
        FileSpool spool = new FileSpool(file(name + SPOOL_SUFFIX), keptLengths.getOrDefault(name, 0L));
        FileSpool before = spools.put(name, spool);
        if (before != null) {
            before.close();
        }
        return spool;
    }

    /** Number of bytes appended to a spool so far. */
    public long spoolLength(String name) {
        FileSpool spool = spools.get(name);
        return spool == null ? 0 : spool.length();
    }

    /** Hands what was appended to the spools to the operating system, and tells their lengths. */
    public Map<String, Long> flushSpools() throws IOException {
        Map<String, Long> lengths = new TreeMap<>();
        for (Map.Entry<String, FileSpool> spool : spools.entrySet()) {
            spool.getValue().flush();
            lengths.put(spool.getKey(), spool.getValue().length());
        }
        return lengths;
    }

    /** Makes durable what was flushed; from any thread, while no spool is made. */
    public void syncSpools() throws IOException {
        for (FileSpool spool : spools.values()) {
            spool.sync();
        }
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
                StandardOpenOption.WRITE);
        sync(unfinished);
        return Files.move(unfinished, file(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The folder stays when it is closed, so that a later run can go on. */
    public void keep() {
        kept = true;
    }

    /** The folder goes when it is closed, after all. */
    public void doNotKeep() {
        kept = false;
    }

    /** Lets go of the folder, and removes it with all that is in it unless it is kept. May be called twice. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return; // another export may hold the folder by now
        }
        closed = true;
        try {
            for (FileSpool spool : spools.values()) {
                spool.close();
            }
            if (!kept) {
                clear();
                lock.remove();
                Files.deleteIfExists(folder);
            }
        } catch (NoSuchFileException | DirectoryNotEmptyException e) {
            // somebody has removed it already, or another export has taken it between these two steps
        } finally {
            lock.close();
        }
    }
}
