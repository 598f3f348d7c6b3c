package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.ConfinedFolder;
import org.projectexporter.spi.files.OpenFiles;

/**
 * Files that are kept open from planning until they have been read, since their names may vanish. They take only what
 * this process can spare, and are released if it turns out to be too much: then they are read by their names, and what
 * has replaced a vanished one is searched for. Filled by one thread.
 */
public final class HeldFiles implements Closeable {
    private static final int MOST = 1500;

    /** For the program itself, its libraries, its output, and what is being read. */
    private static final int OTHER_FILES = 256;

    /** An open file. It is closed when it is no longer held and nobody reads it. */
    public static final class Held implements Closeable {
        private final FileChannel channel;
        private final FileStat stat;
        private int users = 1;

        private Held(FileChannel channel, FileStat stat) {
            this.channel = channel;
            this.stat = stat;
        }

        /** The channel to read it. */
        public FileChannel channel() {
            return channel;
        }

        /** Its attributes when it was opened. */
        public FileStat stat() {
            return stat;
        }

        private synchronized boolean use() {
            if (users == 0) {
                return false;
            }
            users++;
            return true;
        }

        /** Ends one use of it. */
        @Override
        public synchronized void close() throws IOException {
            users--;
            if (users == 0) {
                channel.close();
            }
        }
    }

    private final ConfinedFolder project;
    private final Map<Path, Held> files = new ConcurrentHashMap<>();
    private final int most = Math.max(0, Math.min(MOST, (OpenFiles.limit() - OTHER_FILES) / 2));
    private volatile boolean full = most == 0;

    /** No files yet; they will be below {@code project}. */
    public HeldFiles(Path project) {
        this.project = new ConfinedFolder(project);
    }

    /** Opens a file and keeps it open; whether that succeeded. */
    boolean hold(SourceItem item) throws IOException {
        Path file = item.file();
        if (files.containsKey(file)) {
            return true;
        }
        if (full || !project.contains(file)) {
            return false;
        }
        try {
            FileStat stat = FileStat.read(file);
            files.put(file, new Held(project.open(file, stat), stat));
            full = files.size() == most;
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (FileSystemException e) {
            full = true; // too many open files, or an error that reading it will report
            if (OpenFiles.areUsedUp()) {
                release();
            }
            return false;
        }
    }

    /** Closes the folders that were kept open while files were held. */
    void releaseFolders() throws IOException {
        project.close();
    }

    /** The open file of this path, for a reader that closes it; null if it is not held. */
    public @Nullable Held use(Path file) {
        Held held = files.get(file);
        return held != null && held.use() ? held : null;
    }

    /**
     * Releases all files, since this process has too many open. Callable from any thread.
     *
     * @return whether there were any
     */
    public synchronized boolean release() throws IOException {
        full = true;
        boolean any = false;
        for (Path file : List.copyOf(files.keySet())) {
            Held held = files.remove(file);
            if (held != null) {
                any = true;
                held.close();
            }
        }
        return any;
    }

    @Override
    public void close() throws IOException {
        releaseFolders();
        release();
    }
}
