package org.projectexporter.fakes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.files.ExtentSharing;

/**
 * Copies instead of sharing, under the conditions of {@code FICLONERANGE}: offsets are multiples of 4 KiB, and so is
 * the length unless it is the end of both files. Files whose name begins with {@code unshared} cannot be shared.
 */
public final class CopyingSharing implements ExtentSharing {
    private static final int BLOCK_BYTES = 4096;

    /** For {@link java.util.ServiceLoader}. */
    public CopyingSharing() {}

    @Override
    public boolean share(Place from, Place to, long bytes) {
        try (FileChannel in = FileChannel.open(from.file());
                FileChannel out = FileChannel.open(to.file(), StandardOpenOption.WRITE)) {
            boolean whole = bytes % BLOCK_BYTES == 0
                    || (from.offset() + bytes == in.size() && to.offset() + bytes >= out.size());
            boolean possible = whole
                    && from.offset() % BLOCK_BYTES == 0
                    && to.offset() % BLOCK_BYTES == 0
                    && isStill(from)
                    && isStill(to)
                    && !from.file().getFileName().toString().startsWith("unshared");
            return possible && in.position(from.offset()).size() >= from.offset() + bytes && copy(in, out, to, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isStill(Place place) throws IOException {
        Path file = place.file();
        return !Files.isSymbolicLink(file)
                && FileStat.read(file).inode() == place.expected().inode();
    }

    private static boolean copy(FileChannel in, FileChannel out, Place to, long bytes) throws IOException {
        return out.transferFrom(in, fill(out, to.offset()), bytes) == bytes;
    }

    /** A channel writes nothing beyond the end of its file. */
    private static long fill(FileChannel out, long offset) throws IOException {
        if (out.size() < offset) {
            out.write(ByteBuffer.allocate(1), offset - 1);
        }
        return offset;
    }
}
