package org.projectexporter.internal.reading.unpack;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

import org.projectexporter.CancellationToken;
import org.projectexporter.internal.io.DirectFile;
import org.projectexporter.internal.io.FileCopy;

/** Copies files within a tree, several at a time: by sharing blocks, or else past the page cache if they are large. */
final class TreeCopies implements Closeable {
    private final FileTasks tasks = FileTasks.copying();
    private final LargeFiles large;

    TreeCopies(LargeFiles large) {
        this.large = large;
    }

    /** A file whose content another one is to have. */
    record Copy(Path from, Path to, long bytes) {}

    /** Receives the SHA-256, in hexadecimal, of a copy, in another thread. */
    @FunctionalInterface
    interface WhenCopied {
        void check(String sha256) throws IOException;
    }

    /**
     * Copies a file asynchronously.
     *
     * @param made the new file, still empty; it is closed
     * @param whenWritten run once the copy has its content and was checked
     */
    void add(Copy copy, FileChannel made, WhenCopied then, LargeFiles.Step whenWritten, CancellationToken cancellation)
            throws IOException {
        tasks.add(made, () -> {
            Optional<String> shared = FileCopy.share(copy.from, copy.to, cancellation);
            if (shared.isPresent() || copy.bytes < LargeFiles.BLOCK_BYTES) {
                then.check(shared.isPresent() ? shared.get() : FileCopy.copy(copy.from, made, cancellation));
                whenWritten.run();
            } else {
                copyLarge(copy, then, whenWritten, cancellation);
            }
        });
    }

    private void copyLarge(Copy copy, WhenCopied then, LargeFiles.Step whenWritten, CancellationToken cancellation)
            throws IOException {
        DirectFile target = DirectFile.openToWrite(copy.to);
        try {
            then.check(large.copy(copy.from, target, copy.bytes, cancellation));
        } catch (IOException | RuntimeException e) {
            large.abandon(target);
            throw e;
        }
        large.finish(target, () -> {
            target.truncate(copy.bytes);
            target.close();
            whenWritten.run();
        });
    }

    /** Waits until all files were read; some may still have to be written by {@link LargeFiles}. */
    void await() throws IOException {
        tasks.await();
    }

    @Override
    public void close() {
        tasks.close();
    }
}
