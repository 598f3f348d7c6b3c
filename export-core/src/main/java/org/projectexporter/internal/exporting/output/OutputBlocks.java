package org.projectexporter.internal.exporting.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

import org.projectexporter.CancellationToken;
import org.projectexporter.internal.io.BlockPool;
import org.projectexporter.internal.io.DirectFile;

/** A fixed number of aligned buffers for the disk and the digest; they slow the writer down when either is slow. */
final class OutputBlocks {
    /** A buffer and the position of its first byte in the archive; free again when both users have released it. */
    final class Block {
        final ByteBuffer buffer = DirectFile.newBuffer(blockBytes);
        private final AtomicInteger users = new AtomicInteger();
        private long start;

        long start() {
            return start;
        }

        long end() {
            return start + buffer.position();
        }

        /** Hands it to two users. */
        void share() {
            users.set(2);
        }

        void release() {
            if (users.decrementAndGet() == 0) {
                pool.recycle(this);
            }
        }
    }

    private final int blockBytes;
    private final CancellationToken cancellation;
    private final BlockPool<Block> pool;

    OutputBlocks(int blockBytes, int limit, CancellationToken cancellation) {
        this.blockBytes = blockBytes;
        this.cancellation = cancellation;
        this.pool = new BlockPool<>(limit, Block::new);
    }

    /** Takes an empty block for the bytes from {@code start} to at most {@code end}; waits until there is one. */
    Block take(long start, long end) throws IOException {
        Block block = pool.take(cancellation::throwIfCancelled);
        block.start = start;
        block.buffer.clear().limit((int) Math.min(blockBytes, end - start));
        return block;
    }
}
