package org.projectexporter.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

final class PipelineTest {
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final List<Integer> taken = new ArrayList<>();

    @AfterEach
    void stop() {
        workers.shutdown();
    }

    @Test
    void results_areTakenInTheOrderGiven_howeverLongTheWorkTakes() throws IOException {
        Pipeline pipeline = new Pipeline(workers, 8);
        for (int i = 0; i < 200; i++) {
            int number = i;
            pipeline.add(
                    () -> {
                        Thread.sleep(number % 7 == 0 ? 3 : 0);
                        return number;
                    },
                    taken::add);
            pipeline.add(ignored -> taken.add(-number));
        }
        pipeline.drain();
        assertThat(taken).hasSize(400);
        for (int i = 0; i < 200; i++) {
            assertThat(taken.get(2 * i)).isEqualTo(i);
            assertThat(taken.get(2 * i + 1)).isEqualTo(-i);
        }
        assertThat(pipeline.isEmpty()).isTrue();
    }

    @Test
    void noMoreWorkIsUnderWay_thanTheLimit() throws IOException {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Pipeline pipeline = new Pipeline(workers, 3);
        for (int i = 0; i < 50; i++) {
            pipeline.add(
                    () -> {
                        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                        Thread.sleep(1);
                        return underWay.decrementAndGet();
                    },
                    ignored -> {});
        }
        pipeline.drain();
        assertThat(most.get()).isBetween(2, 3);
    }

    @Test
    void failureOfWork_isThrownWhenItsTurnComes() throws IOException {
        Pipeline pipeline = new Pipeline(workers, 2);
        pipeline.add(
                () -> {
                    throw new IOException("broken");
                },
                result -> taken.add(1));
        assertThatThrownBy(pipeline::drain).isInstanceOf(IOException.class).hasMessage("broken");
        assertThat(taken).isEmpty();
    }

    @Test
    void abandon_takesNoStep_andReturnsWhenNoWorkRuns() throws Exception {
        Pipeline pipeline = new Pipeline(workers, 8);
        AtomicInteger running = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        for (int i = 0; i < 8; i++) {
            pipeline.add(
                    () -> {
                        running.incrementAndGet();
                        begun.countDown();
                        Thread.sleep(20);
                        return running.decrementAndGet();
                    },
                    taken::add);
        }
        begun.await();
        pipeline.abandon();
        assertThat(running.get()).isZero();
        assertThat(taken).isEmpty();
        assertThat(pipeline.isEmpty()).isTrue();
    }
}
