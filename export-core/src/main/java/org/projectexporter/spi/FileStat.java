package org.projectexporter.spi;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/**
 * The result of {@code lstat} for a file; links are not followed.
 *
 * @param kind the kind of file
 * @param size bytes of a file; for a link, the bytes of its target
 * @param mtime modification time, to the nanosecond if the file system keeps them
 * @param mode the low 12 bits of {@code st_mode}
 * @param device {@code st_dev}; 0 if the platform has none
 * @param inode {@code st_ino}; 0 if the platform has none
 * @param links number of names; 1 if the platform does not report it
 */
public record FileStat(Kind kind, long size, Instant mtime, int mode, long device, long inode, int links) {
    /** The kinds of files that an export distinguishes. */
    public enum Kind {
        /** A regular file. */
        FILE,
        /** A folder. */
        DIRECTORY,
        /** A symbolic link, wherever it leads. */
        SYMBOLIC_LINK,
        /** A named pipe. */
        FIFO,
        /** A socket of the Unix domain. */
        SOCKET,
        /** A device for blocks or characters. */
        DEVICE,
        /** Anything else, or a kind that the platform does not tell. */
        OTHER
    }

    private static final int TRIES = 4;
    private static final String UNIX = "unix:mode,size,lastModifiedTime,dev,ino,nlink";

    /**
     * {@return what the file system says of a file}
     *
     * @param path links above it are followed, but not the last segment
     * @throws NoSuchFileException if there is no such file, also if a folder above it is a file, or a link that leads
     *     nowhere
     * @throws IOException if the file system fails
     */
    public static FileStat read(Path path) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return NativeNames.isUnix(path) ? readUnix(path) : readBasic(path);
            } catch (FileSystemException e) {
                if (e.getClass() != FileSystemException.class || tries == TRIES) {
                    throw e; // its message is clear, or nothing can be added to it
                }
                requireFoldersAbove(path, e);
            }
        }
    }

    private static void requireFoldersAbove(Path path, FileSystemException why) throws NoSuchFileException {
        for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(folder)) {
                throw new NoSuchFileException(path.toString(), null, why.getReason());
            }
        }
    }

    private static FileStat readUnix(Path path) throws IOException {
        Map<String, Object> stat = Files.readAttributes(path, UNIX, LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) value(stat, "mode");
        return new FileStat(
                kind(mode),
                (Long) value(stat, "size"),
                ((FileTime) value(stat, "lastModifiedTime")).toInstant(),
                mode & 07777,
                (Long) value(stat, "dev"),
                (Long) value(stat, "ino"),
                (Integer) value(stat, "nlink"));
    }

    private static Object value(Map<String, Object> stat, String name) throws IOException {
        Object value = stat.get(name);
        if (value == null) {
            throw new IOException("the file system does not report unix:" + name);
        }
        return value;
    }

    /** The file type bits of {@code st_mode}, as in POSIX {@code <sys/stat.h>} and Linux inode(7). */
    private static Kind kind(int mode) {
        return switch (mode & 0170000) {
            case 0100000 -> Kind.FILE;
            case 0040000 -> Kind.DIRECTORY;
            case 0120000 -> Kind.SYMBOLIC_LINK;
            case 0010000 -> Kind.FIFO;
            case 0140000 -> Kind.SOCKET;
            case 0020000, 0060000 -> Kind.DEVICE;
            default -> Kind.OTHER;
        };
    }

    private static FileStat readBasic(Path path) throws IOException {
        BasicFileAttributes stat = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Kind kind = stat.isRegularFile()
                ? Kind.FILE
                : stat.isDirectory() ? Kind.DIRECTORY : stat.isSymbolicLink() ? Kind.SYMBOLIC_LINK : Kind.OTHER;
        int mode = kind == Kind.DIRECTORY ? 0755 : 0644;
        return new FileStat(kind, stat.size(), stat.lastModifiedTime().toInstant(), mode, 0, 0, 1);
    }

    /**
     * {@return whether {@code later} is the same file, not written to in between}
     *
     * @param later attributes that were read later
     */
    public boolean sameAs(FileStat later) {
        return kind == later.kind
                && size == later.size
                && mtime.equals(later.mtime)
                && device == later.device
                && inode == later.inode;
    }
}
