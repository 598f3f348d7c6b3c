package org.projectexporter.git.folder;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder with a path that a {@link File} can express, which JGit requires: text in the locale's charset. A folder
 * with any other path is kept open and named by its descriptor in {@code /proc/self/fd} (proc(5)), which is ASCII.
 */
public final class NameableFolder implements Closeable {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private final File file;
    private final @Nullable Closeable open;

    private NameableFolder(File file, @Nullable Closeable open) {
        this.file = file;
        this.open = open;
    }

    /**
     * The folder under its own path or under the path of a descriptor; null if neither is possible. The caller closes
     * it.
     */
    @SuppressWarnings("StreamResourceLeak") // it stays open until close()
    public static @Nullable NameableFolder of(Path folder) throws IOException {
        if (isNameable(folder)) {
            return new NameableFolder(folder.toFile(), null);
        }
        if (!Files.isDirectory(DESCRIPTORS)) {
            return null;
        }
        List<Path> before = descriptorsOf(folder.toRealPath());
        DirectoryStream<Path> open = Files.newDirectoryStream(folder);
        try {
            List<Path> mine = descriptorsOf(folder.toRealPath());
            mine.removeAll(before);
            if (!mine.isEmpty()) {
                return new NameableFolder(mine.get(0).toFile(), open);
            }
        } catch (IOException | RuntimeException e) {
            open.close();
            throw e;
        }
        open.close();
        return null;
    }

    private static boolean isNameable(Path folder) {
        try {
            return folder.toFile().toPath().equals(folder);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static List<Path> descriptorsOf(Path real) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                if (isOf(descriptor, real)) {
                    found.add(descriptor);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    private static boolean isOf(Path descriptor, Path real) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).equals(real);
        } catch (NoSuchFileException e) {
            return false; // closed in the meantime by another thread
        }
    }

    /** The folder; valid until this object is closed. */
    public File file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }
}
