package org.projectexporter.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

@Timeout(60)
class BlockPoolTest {
    private final List<ByteBuffer> made = new ArrayList<>();
    private final BlockPool<ByteBuffer> pool = new BlockPool<>(2, () -> {
        ByteBuffer block = ByteBuffer.allocate(8);
        made.add(block);
        return block;
    });

    private CompletableFuture<ByteBuffer> takeInAnotherThread() {
        CompletableFuture<ByteBuffer> taken = new CompletableFuture<>();
        DaemonThreads.named("taker")
                .newThread(() -> {
                    try {
                        taken.complete(pool.take());
                    } catch (IOException e) {
                        taken.completeExceptionally(e);
                    }
                })
                .start();
        return taken;
    }

    @Test
    void take_reusesAFreeBlockBeforeItMakesAnother() throws IOException {
        ByteBuffer first = pool.take();
        pool.recycle(first);

        assertThat(pool.take()).isSameAs(first);
        assertThat(made).hasSize(1);
    }

    @Test
    void take_atTheLimit_waitsForABlockThatIsReturned() throws Exception {
        ByteBuffer first = pool.take();
        pool.take();
        CompletableFuture<ByteBuffer> third = takeInAnotherThread();

        assertThat(third).isNotDone();
        pool.recycle(first);

        assertThat(third.get()).isSameAs(first);
        assertThat(made).hasSize(2);
    }

    @Test
    void close_releasesAThreadThatWaits_andRefusesAllOthers() throws Exception {
        ByteBuffer first = pool.take();
        pool.take();
        CompletableFuture<ByteBuffer> third = takeInAnotherThread();

        pool.close();

        assertThatThrownBy(third::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(BlockPool.ClosedException.class);
        pool.recycle(first);
        assertThatThrownBy(pool::take).isInstanceOf(BlockPool.ClosedException.class);
        assertThatThrownBy(pool::requireOpen).isInstanceOf(BlockPool.ClosedException.class);
    }

    @Test
    void take_ofABlockThatIsNoLongerWanted_ends() throws IOException {
        pool.take();
        pool.take();

        assertThatThrownBy(() -> pool.take(() -> {
                    throw new IOException("cancelled");
                }))
                .hasMessage("cancelled");
    }

    @Test
    void take_byAnInterruptedThread_throwsAndKeepsTheInterrupt() throws IOException {
        pool.take();
        pool.take();
        Thread.currentThread().interrupt();

        assertThatThrownBy(pool::take).isInstanceOf(InterruptedIOException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void take_whenNoBlockCanBeMade_leavesTheLimitAsItWas() throws IOException {
        BlockPool<String> failing = new BlockPool<>(1, new FailsOnce());

        assertThatThrownBy(failing::take).isInstanceOf(OutOfMemoryError.class);

        assertThat(failing.take()).isEqualTo("block");
    }

    private static final class FailsOnce implements Supplier<String> {
        private boolean failed;

        @Override
        public String get() {
            if (!failed) {
                failed = true;
                throw new OutOfMemoryError("no memory");
            }
            return "block";
        }
    }
}
