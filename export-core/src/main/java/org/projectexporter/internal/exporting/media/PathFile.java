package org.projectexporter.internal.exporting.media;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.projectexporter.spi.RawPath;

/** Paths of files and their sizes in a temporary file, so that they need no memory; read by their positions. */
final class PathFile implements Closeable {
    private static final int HEAD_BYTES = Long.BYTES + Integer.BYTES;

    private final FileChannel channel;
    private long end;

    /** A path and the size of its file. */
    record Found(RawPath path, long size) {}

    private PathFile(FileChannel channel) {
        this.channel = channel;
    }

    static PathFile create(Path file) throws IOException {
        return new PathFile(FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE));
    }

    /** Adds a path and returns its position. */
    long add(RawPath path, long size) throws IOException {
        long position = end;
        ByteBuffer record = ByteBuffer.allocate(HEAD_BYTES + path.length());
        record.putLong(size).putInt(path.length()).put(path.bytes()).flip();
        while (record.hasRemaining()) {
            end += channel.write(record, end);
        }
        return position;
    }

    Found read(long position) throws IOException {
        ByteBuffer head = readFully(position, HEAD_BYTES);
        long size = head.getLong();
        return new Found(
                RawPath.of(readFully(position + HEAD_BYTES, head.getInt()).array()), size);
    }

    private ByteBuffer readFully(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("a temporary file of the export was truncated; resume the export");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
