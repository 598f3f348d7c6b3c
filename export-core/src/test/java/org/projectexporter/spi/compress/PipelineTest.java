package org.projectexporter.spi.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
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
        CountDownLatch[] done = new CountDownLatch[200];
        Arrays.setAll(done, i -> new CountDownLatch(1));
        for (int i = 0; i < 200; i++) {
            int number = i;
            pipeline.add(
                    () -> {
                        if (number % 7 == 0) {
                            done[number + 1].await(); // it ends after work that was added later
                        }
                        done[number].countDown();
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
        CountDownLatch two = new CountDownLatch(2);
        for (int i = 0; i < 50; i++) {
            pipeline.add(
                    () -> {
                        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                        two.countDown();
                        two.await(); // in parallel, or never
                        return underWay.decrementAndGet();
                    },
                    ignored -> {});
        }
        pipeline.drain();
        assertThat(most.get()).isBetween(2, 3);
    }

    @Test
    void failureOfWork_isThrownWhenItsTurnComes() throws IOException {
        CountDownLatch go = new CountDownLatch(1);
        Pipeline pipeline = new Pipeline(workers, 2);
        pipeline.add(
                () -> {
                    go.await();
                    throw new IOException("broken");
                },
                result -> taken.add(1));
        go.countDown();
        assertThatThrownBy(pipeline::drain).isInstanceOf(IOException.class).hasMessage("broken");
        assertThat(taken).isEmpty();
    }

    @Test
    void abandon_takesNoStep_andReturnsWhenNoWorkRuns() throws Exception {
        Pipeline pipeline = new Pipeline(workers, 8);
        AtomicInteger running = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        for (int i = 0; i < 8; i++) {
            pipeline.add(
                    () -> {
                        running.incrementAndGet();
                        begun.countDown();
                        go.await();
                        return running.decrementAndGet();
                    },
                    taken::add);
        }
        begun.await();
        new Thread(go::countDown, "releases the work").start();
        pipeline.abandon();
        assertThat(running.get()).isZero();
        assertThat(taken).isEmpty();
        assertThat(pipeline.isEmpty()).isTrue();
    }

    @Test
    void workRejectedByTheWorkers_isNotWaitedFor() {
        Pipeline pipeline = new Pipeline(workers, 2);
        workers.shutdown();
        assertThatThrownBy(() -> pipeline.add(() -> 1, taken::add)).isInstanceOf(RejectedExecutionException.class);
        pipeline.abandon();
        assertThat(pipeline.isEmpty()).isTrue();
    }

    @Test
    void steps_doNotCountTowardsTheLimit() throws IOException {
        CountDownLatch go = new CountDownLatch(1);
        Pipeline pipeline = new Pipeline(workers, 2);
        pipeline.add(
                () -> {
                    go.await();
                    return 1;
                },
                taken::add);
        for (int i = 2; i < 10; i++) {
            int number = i;
            pipeline.add(turn -> taken.add(number));
        }
        pipeline.add(() -> 10, taken::add);
        assertThat(taken).as("nothing was waited for").isEmpty();
        go.countDown();
        pipeline.drain();
        assertThat(taken).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }
}
