package org.projectexporter.internal.reading.unpack;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

import org.projectexporter.internal.reading.verify.EntrySink;
import org.projectexporter.spi.ArchiveEntry;

/** The destination of an unpacked archive. Used by one thread. */
interface Tree {
    /** For a dry run: creates nothing. */
    Tree NONE = new Tree() {
        @Override
        public void addFolder(ArchiveEntry entry) {}

        @Override
        public void addLink(ArchiveEntry entry) {}

        @Override
        public File addFile(ArchiveEntry entry, EntrySink.ContentPosition content) {
            return File.NONE;
        }
    };

    /** A file that is being written. Must be closed, whether it was {@linkplain #finish finished} or not. */
    interface File extends Closeable {
        File NONE = new File() {
            @Override
            public void write(byte[] bytes, int length) {}

            @Override
            public void finish() {}

            @Override
            public void close() {}
        };

        void write(byte[] bytes, int length) throws IOException;

        /** Sets its mode and time, and eventually makes it durable. */
        void finish() throws IOException;
    }

    void addFolder(ArchiveEntry entry) throws IOException;

    /** Adds a symbolic or hard link, which is created when all files have been unpacked. */
    void addLink(ArchiveEntry entry) throws IOException;

    /**
     * Adds a file, to which its content is then written.
     *
     * @param content finds it in the archive as well
     */
    File addFile(ArchiveEntry entry, EntrySink.ContentPosition content) throws IOException;

    /** Writes all that is left in a buffer. */
    static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
