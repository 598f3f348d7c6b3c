package org.projectexporter.internal.reading.verify;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.projectexporter.RunSettings;
import org.projectexporter.internal.io.BlockPool;
import org.projectexporter.internal.io.DirectFile;
import org.projectexporter.internal.io.Sha256;

/**
 * Reads the parts of an archive once, from the first byte to the last, in its own thread, and passes each block to two
 * readers: the digests of the parts, which also have their own thread, and the caller of {@link #next}. A fixed number
 * of blocks is reused.
 */
final class BlockFeed implements Closeable {
    private static final int MOST_BLOCK_BYTES = 2 << 20;
    private static final int BLOCKS = 12;
    /** Divides the default memory of an export, so that all blocks together take three eighths of it. */
    private static final int SHARE_OF_A_BLOCK = 32;
    /** A multiple of every file system's block size, as direct reads require. */
    private static final int ALIGNMENT = DirectFile.ALIGNMENT;

    private static final Block END = new Block(ByteBuffer.allocate(0));

    private final List<Path> files;
    private final boolean pastPageCache;
    private final int blockBytes;
    private final BlockPool<Block> pool;
    private final BlockingQueue<Block> toDigest = new LinkedBlockingQueue<>();
    private final BlockingQueue<Block> toReader = new LinkedBlockingQueue<>();
    private final List<String> sha256 = new ArrayList<>();
    private final Thread reading = new Thread(this::readAll, "verify-read");
    private final Thread digesting = new Thread(this::digestAll, "verify-digest");
    private volatile @Nullable Throwable failure;

    /** Starts reading. */
    BlockFeed(List<Path> files, long archiveBytes, boolean pastPageCache) {
        this.files = files;
        this.pastPageCache = pastPageCache;
        this.blockBytes = (int) Math.min(mostBlockBytes(), (archiveBytes / ALIGNMENT + 1) * ALIGNMENT);
        int blocks = (int) Math.min(BLOCKS, archiveBytes / blockBytes + 2);
        this.pool = new BlockPool<>(blocks, () -> new Block(DirectFile.newBuffer(blockBytes)));
        reading.setDaemon(true);
        digesting.setDaemon(true);
        reading.start();
        digesting.start();
    }

    private static long mostBlockBytes() {
        long share = RunSettings.defaultMemoryBytes() / SHARE_OF_A_BLOCK;
        return Math.max(ALIGNMENT, Math.min(MOST_BLOCK_BYTES, share / ALIGNMENT * ALIGNMENT));
    }

    int blockBytes() {
        return blockBytes;
    }

    private void readAll() {
        try {
            long position = 0;
            for (Path file : files) {
                position = read(file, position);
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        } finally {
            toDigest.add(END);
            toReader.add(END);
        }
    }

    /** The last block of a file may be empty. */
    private long read(Path file, long start) throws IOException {
        long position = start;
        try (PartReader part = new PartReader(file, pastPageCache)) {
            boolean last = false;
            while (!last) {
                Block block = pool.take();
                int n = part.fill(block.buffer);
                last = n < blockBytes;
                block.fill(n, position, last, 2);
                position += n;
                toDigest.add(block);
                toReader.add(block);
            }
        }
        return position;
    }

    private void digestAll() {
        MessageDigest digest = Sha256.newDigest();
        try {
            for (Block block = toDigest.take(); block != END; block = toDigest.take()) {
                digest.update(block.bytes());
                if (block.endsPart()) {
                    sha256.add(HexFormat.of().formatHex(digest.digest()));
                }
                release(block);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next block, or null after the last. The caller must {@linkplain #release release} it. */
    @Nullable
    Block next() throws IOException {
        Block block = takeOrEnd();
        Throwable failed = failure;
        if (block == END) {
            toReader.add(END);
            if (failed instanceof Error error) {
                throw error;
            }
            if (failed != null) {
                throw new UnreadableException("the archive cannot be read: " + failed.getMessage(), failed);
            }
            return null;
        }
        return block;
    }

    private Block takeOrEnd() throws IOException {
        try {
            return toReader.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableException("verifying was interrupted", e);
        }
    }

    /** Returns a block to the feed. */
    void release(Block block) {
        if (block.release()) {
            pool.recycle(block);
        }
    }

    /** SHA-256 of each part, in hexadecimal. To be called after {@link #next} has returned null. */
    List<String> sha256() throws IOException {
        join(digesting);
        return List.copyOf(sha256);
    }

    /** Stops both threads. */
    @Override
    public void close() throws IOException {
        pool.close();
        join(reading);
        join(digesting);
    }

    private static void join(Thread thread) throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableException("verifying was interrupted", e);
        }
    }
}
