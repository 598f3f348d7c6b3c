package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.ConfinedFolder;

/**
 * Files that are kept open from planning until they have been read, since their names may vanish. Filled by one thread.
 */
public final class HeldFiles implements Closeable {
    /** Well below 4096, the smallest limit of open files per process on today's systems. */
    private static final int MOST = 1500;

    /**
     * An open file.
     *
     * @param channel the channel to read it, closed with the {@link HeldFiles}
     * @param stat its attributes when it was opened
     */
    public record Held(FileChannel channel, FileStat stat) {}

    private final ConfinedFolder project;
    private final Map<Path, Held> files = new ConcurrentHashMap<>();
    private boolean full;

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
            full = files.size() == MOST;
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (FileSystemException e) {
            full = true; // too many open files, or an error that reading it will report
            return false;
        }
    }

    /** Closes the folders that were kept open while files were held. */
    void releaseFolders() throws IOException {
        project.close();
    }

    /** The open file of this path; null if it is not held. */
    public @Nullable Held get(Path file) {
        return files.get(file);
    }

    @Override
    public void close() throws IOException {
        releaseFolders();
        for (Held held : files.values()) {
            held.channel.close();
        }
        files.clear();
    }
}
