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

/** Files that are kept open from the plan on until they have been read, since their names may go. Filled by one thread. */
public final class HeldFiles implements Closeable {
    /** Few enough for the 4096 files that systems let a process open at the least nowadays. */
    private static final int MOST = 1500;

    /**
     * A file that is open.
     *
     * @param stat of the file when it was opened
     */
    public record Held(FileChannel channel, FileStat stat) {}

    private final ConfinedFolder project;
    private final Map<Path, Held> files = new ConcurrentHashMap<>();
    private boolean full;

    /** None yet, of files below {@code project}. */
    public HeldFiles(Path project) {
        this.project = new ConfinedFolder(project);
    }

    /** Opens a file and keeps it; whether it is held now. */
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
            full = true; // too many open files, or what reading it will tell
            return false;
        }
    }

    /** Closes the folders that were kept open while files were held. */
    void letGoOfFolders() throws IOException {
        project.close();
    }

    /** The open file of this path; null if it is not held. */
    public @Nullable Held get(Path file) {
        return files.get(file);
    }

    @Override
    public void close() throws IOException {
        letGoOfFolders();
        for (Held held : files.values()) {
            held.channel.close();
        }
        files.clear();
    }
}
