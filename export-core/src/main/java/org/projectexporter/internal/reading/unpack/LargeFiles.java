package org.projectexporter.internal.reading.unpack;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.projectexporter.CancellationToken;
import org.projectexporter.RunSettings;
import org.projectexporter.internal.io.BlockPool;
import org.projectexporter.internal.io.DaemonThreads;
import org.projectexporter.internal.io.DirectFile;
import org.projectexporter.internal.io.Futures;
import org.projectexporter.internal.io.Sha256;

/**
 * Writes large files in its own thread, past the page cache, while the rest of the archive is read and digested. A
 * fixed number of blocks is reused. A failure is thrown by the next call.
 */
final class LargeFiles implements Closeable {
    /** The size of a block, and the smallest size of a large file. */
    static final int BLOCK_BYTES = 1 << 20;

    private static final int MOST_BLOCKS = 8;
    private static final int FEWEST_BLOCKS = 2;

    private final ExecutorService disk = Executors.newSingleThreadExecutor(DaemonThreads.named("import-disk"));
    private final FirstFailure failure = new FirstFailure();
    private final BlockPool<ByteBuffer> pool = new BlockPool<>(blocks(), () -> DirectFile.newBuffer(BLOCK_BYTES));

    /** An action on a file. */
    interface Step {
        void run() throws IOException;
    }

    /** An eighth of the memory that an export takes by default. */
    private static int blocks() {
        long share = RunSettings.defaultMemoryBytes() / (MOST_BLOCKS * BLOCK_BYTES);
        return (int) Math.max(FEWEST_BLOCKS, Math.min(MOST_BLOCKS, share));
    }

    /** An empty block; waits until one is free. */
    ByteBuffer takeBlock() throws IOException {
        failure.throwIfThere();
        return pool.take().clear();
    }

    /** Writes complete pages at an aligned offset, asynchronously, and recycles the block. */
    void write(DirectFile file, ByteBuffer pages, long offset) {
        disk.execute(() -> {
            attempt(() -> file.write(pages, offset));
            pool.recycle(pages);
        });
    }

    /**
     * Copies a file, and returns the SHA-256, in hexadecimal, of what was read. The copy has complete pages, and is to
     * be {@linkplain #finish finished} or {@linkplain #abandon abandoned}.
     */
    String copy(Path source, DirectFile target, long bytes, CancellationToken cancellation) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (DirectFile in = DirectFile.openToRead(source, true)) {
            for (long offset = 0; offset < bytes; offset += BLOCK_BYTES) {
                cancellation.throwIfCancelled();
                copyBlock(in, target, offset, (int) Math.min(BLOCK_BYTES, bytes - offset), digest);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void copyBlock(DirectFile in, DirectFile target, long offset, int length, MessageDigest digest)
            throws IOException {
        ByteBuffer block = takeBlock();
        try {
            in.read(block, offset, length);
        } catch (IOException | RuntimeException e) {
            pool.recycle(block);
            throw e;
        }
        digest.update(block.flip().limit(length));
        write(target, block.position(0).limit(DirectFile.wholePages(length)), offset);
    }

    /** Runs an action on a file once everything is written; after a failure, the file is only closed. */
    void finish(DirectFile file, Step step) {
        disk.execute(() -> {
            attempt(step);
            if (failure.isThere()) {
                attemptToClose(file);
            }
        });
    }

    /** Closes a file once pending writes to it are finished. */
    void abandon(DirectFile file) {
        disk.execute(() -> attemptToClose(file));
    }

    private void attemptToClose(DirectFile file) {
        try {
            file.close();
        } catch (IOException e) {
            failure.record(e);
        }
    }

    private void attempt(Step step) {
        if (failure.isThere()) {
            return;
        }
        try {
            step.run();
        } catch (IOException | RuntimeException | Error e) {
            failure.record(e);
        }
    }

    /** Waits until all requested work is done. */
    void await() throws IOException {
        Futures.get(disk.submit(() -> {}));
        failure.throwIfThere();
    }

    @Override
    public void close() {
        disk.shutdown();
        Futures.join(disk);
    }
}
