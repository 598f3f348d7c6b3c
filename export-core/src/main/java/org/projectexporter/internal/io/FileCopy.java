package org.projectexporter.internal.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

import org.projectexporter.CancellationToken;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.files.Disk;
import org.projectexporter.spi.files.ExtentSharing;

/** Copies the content of a file to a new one, by sharing its blocks or byte by byte. */
public final class FileCopy {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final Set<OpenOption> READ_NO_LINK = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private FileCopy() {}

    /**
     * Copies everything by sharing blocks; returns the SHA-256, in hexadecimal, of what the new file has, or empty if
     * blocks cannot be shared. Attributes are not copied, and nothing is made durable.
     *
     * @param source a file, not a link
     * @param target an empty file
     */
    public static Optional<String> share(Path source, Path target, CancellationToken cancellation) throws IOException {
        return share(source, target) ? Optional.of(read(target, part -> {}, cancellation)) : Optional.empty();
    }

    /**
     * Copies every byte; returns the SHA-256, in hexadecimal. Attributes are not copied, and nothing is made durable.
     *
     * @param source a file, not a link
     * @param target an empty file, open for writing; it stays open
     */
    public static String copy(Path source, FileChannel target, CancellationToken cancellation) throws IOException {
        target.truncate(0);
        return read(
                source,
                part -> {
                    while (part.hasRemaining()) {
                        target.write(part);
                    }
                },
                cancellation);
    }

    private static boolean share(Path source, Path target) throws IOException {
        FileStat from = FileStat.read(source);
        return from.kind() == FileStat.Kind.FILE
                && from.size() > 0
                && Extents.maySupport(Disk.type(target))
                && Extents.share(
                        new ExtentSharing.Place(source, from, 0),
                        new ExtentSharing.Place(target, FileStat.read(target), 0),
                        from.size());
    }

    /** Receives the bytes of a file, part by part. */
    private interface Parts {
        void take(ByteBuffer part) throws IOException;
    }

    /** Reads a file from the first byte to the last, and returns the SHA-256 of what was read. */
    private static String read(Path file, Parts parts, CancellationToken cancellation) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try (FileChannel in = FileChannel.open(file, READ_NO_LINK)) {
            while (in.read(buffer.clear()) >= 0) {
                cancellation.throwIfCancelled();
                digest.update(buffer.flip());
                parts.take(buffer.rewind());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
