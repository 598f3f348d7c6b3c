package org.projectexporter.internal.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes files and names durable. */
public final class Durable {
    private Durable() {}

    /** Syncs the names in a folder. Does nothing on Windows, which has no such operation. */
    public static void syncFolder(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Syncs a file's content and size. */
    public static void syncFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /**
     * Renames a file to a name that must not exist. Unlike a rename, a hard link fails if the name exists, and the file
     * keeps its old name until that is removed; on file systems without hard links, the name is checked first.
     */
    public static void nameWithoutReplacing(Path file, Path name) throws IOException {
        try {
            Files.createLink(name, file);
        } catch (FileAlreadyExistsException e) {
            if (!Files.exists(name) || !Files.isSameFile(name, file)) {
                throw e;
            }
        } catch (IOException | UnsupportedOperationException e) {
            if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(name.toString());
            }
            Files.move(file, name);
        }
    }

    /** Undoes {@link #nameWithoutReplacing}. */
    public static void undoNaming(Path name, Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(name);
        } else {
            Files.move(name, file);
        }
    }
}
