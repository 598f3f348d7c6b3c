package org.projectexporter.spi;

import java.nio.file.Path;

/** The source of a planned entry's bytes. It can be stored in the plan on disk. */
public sealed interface Content {
    /**
     * The bytes of a regular file, which is opened without following links when it is exported.
     *
     * @param path the absolute path of the file
     */
    record OfFile(Path path) implements Content {
        /**
         * Checks the path.
         *
         * @param path the absolute path of the file
         * @throws IllegalArgumentException if it is relative
         */
        public OfFile {
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException("content needs an absolute path: " + path);
            }
        }
    }

    /**
     * Bytes captured while planning, kept in the work folder. Created by {@link PlanSink#capture}.
     *
     * @param offset offset of the first byte in the file of captures
     * @param length number of bytes
     */
    record Captured(long offset, long length) implements Content {}
}
