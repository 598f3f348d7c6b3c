package org.projectexporter.internal.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;

import org.projectexporter.CancellationToken;

/** Copies the content of a file into a new one. */
public final class FileCopy {
    private static final int BUFFER_BYTES = 1 << 20;

    private FileCopy() {}

    /**
     * Copies everything, and returns the SHA-256, in hexadecimal, of what the new file has. Attributes are not copied,
     * and nothing is made durable.
     *
     * @param source a file, not a link
     * @param target an empty file, which stays open
     */
    public static String copy(Path source, FileChannel target, CancellationToken cancellation) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try (FileChannel in = FileChannel.open(source, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            while (in.read(buffer) >= 0) {
                cancellation.throwIfCancelled();
                digest.update(buffer.flip());
                buffer.rewind();
                while (buffer.hasRemaining()) {
                    target.write(buffer);
                }
                buffer.clear();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
