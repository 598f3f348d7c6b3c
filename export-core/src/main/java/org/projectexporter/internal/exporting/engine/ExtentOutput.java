package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

import org.projectexporter.spi.FileStat;

/**
 * Puts the content of files into the archive by letting both share their blocks on disk, before the format's writer
 * writes the same bytes: see {@link org.projectexporter.spi.files.ExtentSharing}.
 */
public interface ExtentOutput {
    /** Shares nothing. */
    ExtentOutput NONE = new ExtentOutput() {
        @Override
        public boolean mayShare(FileStat file) {
            return false;
        }

        @Override
        public @Nullable SeekableByteChannel share(Path file, FileStat stat, long position) {
            return null;
        }

        @Override
        public void undo() {}
    };

    /** Whether it is worth trying. Callable from any thread. */
    boolean mayShare(FileStat file);

    /**
     * Puts the whole content of a file at {@code position} of the archive. The writer has to write exactly these bytes
     * there next, unless they are {@linkplain #undo undone}.
     *
     * @param stat of the file, which the caller has open
     * @param position at or after the end of what was written, a multiple of the page size
     * @return reads the content in the archive, which no longer changes when the file does; the caller closes it; null
     *     if sharing is impossible
     */
    @Nullable
    SeekableByteChannel share(Path file, FileStat stat, long position) throws IOException;

    /** Removes the content that was shared last, of which the writer has written nothing. */
    void undo() throws IOException;
}
