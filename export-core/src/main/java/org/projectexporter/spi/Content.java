package org.projectexporter.spi;

import java.nio.file.Path;

/** Where the bytes of a planned entry come from. It can be kept in the plan on disk. */
public sealed interface Content {
    /** The bytes of a regular file, opened without following links when its turn comes. */
    record OfFile(Path path) implements Content {
        public OfFile {
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException("content needs an absolute path: " + path);
            }
        }
    }

    /**
     * Bytes captured while planning, kept in the work folder. Made by {@link PlanSink#capture}.
     *
     * @param offset first byte in the file of captures
     * @param length number of bytes
     */
    record Captured(long offset, long length) implements Content {}
}
