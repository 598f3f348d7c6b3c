package org.projectexporter.spi.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes everything on a file system durable by one call, where it is faster than one call per file. Found by {@link
 * java.util.ServiceLoader}; without an implementation each file is synced by itself.
 *
 * <p>Thread-safe.
 */
public interface FileSystemSync {
    /**
     * Opens the file system of a folder.
     *
     * @param folder something on the file system
     * @return empty if it is impossible for whatever reason, or if a failure could go unnoticed
     */
    Optional<Opened> open(Path folder);

    /** A file system. */
    interface Opened extends Closeable {
        /**
         * Makes durable what was written before. Returns after that.
         *
         * @throws IOException if anything written to this file system since it was opened may be lost
         */
        void sync() throws IOException;
    }
}
