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

    /** Syncs the names in a folder. Windows has no such thing; there it does nothing. */
    public static void syncFolder(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Syncs a file's bytes and size. */
    public static void syncFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /**
     * Gives a file a name that must be free. A hard link fails where the name exists, which a rename does not, and the file keeps
     * its old name until that is removed; where the file system has no hard links the name is looked at first.
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
    public static void takeBack(Path name, Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(name);
        } else {
            Files.move(name, file);
        }
    }
}
