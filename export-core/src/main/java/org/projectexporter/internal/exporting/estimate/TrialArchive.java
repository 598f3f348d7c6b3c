package org.projectexporter.internal.exporting.estimate;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Executor;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.Spool;
import org.projectexporter.spi.compress.DeflateContext;
import org.projectexporter.spi.compress.DeflateEngine;

/** An archive that its format's own writer writes to nowhere, in order to know its length. */
final class TrialArchive implements Closeable {
    private final LengthOutput output = new LengthOutput();
    private final ArchiveWriter writer;

    /** Begins one. */
    TrialArchive(ArchiveFormat format, Codec codec) throws IOException {
        writer = format.openWriter(output, codec);
    }

    /** Adds an entry whose content is all of {@code content}. */
    void add(ArchiveEntry head, ByteBuffer content) throws IOException {
        begin(head);
        writer.write(content);
        writer.closeEntry(0);
    }

    /** Adds an entry without content. */
    void add(ArchiveEntry head) throws IOException {
        begin(head);
        writer.closeEntry(0);
    }

    /** Begins an entry, whose content is passed to {@link #write}. */
    void begin(ArchiveEntry head) throws IOException {
        writer.putEntry(head);
    }

    void write(ByteBuffer content) throws IOException {
        writer.write(content);
    }

    void end() throws IOException {
        writer.closeEntry(0);
    }

    /** Ends the archive and returns its length in bytes. */
    long finish() throws IOException {
        writer.finish();
        return output.position();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    /**
     * The settings of the writer.
     *
     * @param deflateEngine the engine that the options name
     * @param compressionLevel 0 to 9
     * @param workers compress in parallel
     * @param parallelism number of tasks that they run at the same time
     * @param workBytes bytes of memory for these
     */
    record Codec(DeflateEngine deflateEngine, int compressionLevel, Executor workers, int parallelism, long workBytes)
            implements DeflateContext {
        /** The same in the thread that calls. */
        Codec inSameThread() {
            return new Codec(deflateEngine, compressionLevel, Runnable::run, 1, workBytes);
        }

        @Override
        public Spool newSpool(String name) {
            return new LengthSpool();
        }
    }

    private static final class LengthOutput implements ArchiveOutput {
        private long position;

        @Override
        public long position() {
            return position;
        }

        @Override
        public void write(ByteBuffer data) {
            position += data.remaining();
            data.position(data.limit());
        }

        @Override
        public void patch(long at, ByteBuffer data) {
            data.position(data.limit());
        }
    }

    /** Knows its length only, and reads as zeros: what a writer keeps there is not content, and is not compressed. */
    private static final class LengthSpool implements Spool {
        private long length;

        @Override
        public long length() {
            return length;
        }

        @Override
        public void append(ByteBuffer data) {
            length += data.remaining();
            data.position(data.limit());
        }

        @Override
        public InputStream read() {
            return new Zeros(length);
        }
    }

    private static final class Zeros extends InputStream {
        private long left;

        private Zeros(long bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int bytes) {
            int count = (int) Math.min(bytes, left);
            if (count <= 0) {
                return bytes == 0 ? 0 : -1;
            }
            Arrays.fill(into, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
