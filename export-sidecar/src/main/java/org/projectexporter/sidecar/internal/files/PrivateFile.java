package org.projectexporter.sidecar.internal.files;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A small file of the data folder that decides who may do what, or proves who sent something. It is replaced
 * atomically. It is read only if nobody else can have written or read it: a regular file, not a link, that belongs to
 * the owner of its folder and that no other user may access.
 */
public final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;
    private final int mostBytes;

    /** The file was replaced by something that is not trusted. */
    public static final class UnsafeException extends IOException {
        private static final long serialVersionUID = 1L;

        UnsafeException(Path file, String what) {
            super(file.getFileName() + " in the data folder " + what + "; its content is not trusted");
        }
    }

    /** Distinguishes one version of the file from the next, without reading it. */
    public record Version(@Nullable Object key, FileTime modified, long bytes) {}

    /**
     * A file that may not exist.
     *
     * @param mostBytes a larger one is refused
     */
    public PrivateFile(Path file, int mostBytes) {
        this.file = file;
        this.mostBytes = mostBytes;
    }

    /** The version that exists now; empty if there is none. */
    public Optional<Version> version() throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new Version(now.fileKey(), now.lastModifiedTime(), now.size()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Its content.
     *
     * @throws UnsafeException if another user may have written or read it
     */
    public byte[] read() throws IOException {
        requireSafe();
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            if (channel.size() > mostBytes) {
                throw new UnsafeException(file, "is larger than " + mostBytes + " bytes");
            }
            ByteBuffer content = ByteBuffer.allocate((int) channel.size());
            while (content.hasRemaining() && channel.read(content) >= 0) {
                // until it is full, or the file ends
            }
            byte[] bytes = new byte[content.flip().remaining()];
            content.get(bytes);
            return bytes;
        }
    }

    private void requireSafe() throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isRegularFile()) {
            throw new UnsafeException(file, "is not a regular file");
        }
        if (!isPosix()) {
            return;
        }
        if (!Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(folder()))) {
            throw new UnsafeException(file, "belongs to another user");
        }
        Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
        if (!OWNER.containsAll(modes)) {
            throw new UnsafeException(
                    file,
                    "can be accessed by other users (" + PosixFilePermissions.toString(modes)
                            + " instead of rw-------)");
        }
    }

    /** Replaces its content; durable when this returns. */
    public void write(byte[] content) throws IOException {
        Path unfinished = Files.createTempFile(folder(), ".new", "", ownerOnly());
        try {
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        syncFolder();
    }

    /** Windows has no such operation. */
    private void syncFolder() throws IOException {
        if (isPosix()) {
            try (FileChannel channel = FileChannel.open(folder(), StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private Path folder() {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private boolean isPosix() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private FileAttribute<?>[] ownerOnly() {
        return isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                : new FileAttribute<?>[0];
    }
}
