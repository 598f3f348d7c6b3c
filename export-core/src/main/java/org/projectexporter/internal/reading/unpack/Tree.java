package org.projectexporter.internal.reading.unpack;

import java.io.Closeable;
import java.io.IOException;

import org.projectexporter.spi.ArchiveEntry;

/** What an archive is unpacked into. Used by one thread. */
interface Tree {
    /** In a dry run: nothing is made. */
    Tree NONE = new Tree() {
        @Override
        public void addFolder(ArchiveEntry entry) {}

        @Override
        public void addLink(ArchiveEntry entry) {}

        @Override
        public File addFile(ArchiveEntry entry) {
            return File.NONE;
        }
    };

    /** A file that is being written. To be closed, whether it was {@linkplain #finish finished} or not. */
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

        /** Gives it its mode and time, and makes it durable sooner or later. */
        void finish() throws IOException;
    }

    void addFolder(ArchiveEntry entry) throws IOException;

    /** A symbolic or hard link; made when all files are there. */
    void addLink(ArchiveEntry entry) throws IOException;

    File addFile(ArchiveEntry entry) throws IOException;
}
